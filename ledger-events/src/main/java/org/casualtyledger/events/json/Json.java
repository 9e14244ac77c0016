package org.casualtyledger.events.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parses JSON as the ledger accepts it: duplicate keys and trailing text refused, depth and sizes
 * bounded.
 */
public final class Json {
    /** Deepest nesting; a claim needs seven levels. */
    private static final int DEPTH = 32;

    private static final JsonMapper MAPPER = mapper(true);

    /**
     * Canonical bytes have no key twice; looking for one took a quarter of the time to decode an
     * event.
     */
    private static final JsonMapper CANONICAL = mapper(false);

    private static JsonMapper mapper(boolean refuseDuplicates) {
        return JsonMapper.builder(
                        JsonFactory.builder()
                                .configure(
                                        StreamReadFeature.STRICT_DUPLICATE_DETECTION,
                                        refuseDuplicates)
                                .streamReadConstraints(
                                        StreamReadConstraints.builder()
                                                .maxNestingDepth(DEPTH)
                                                .maxNumberLength(40)
                                                .maxStringLength(2_000_000)
                                                .build())
                                .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    private Json() {}

    /** Text that is no JSON as the ledger accepts it. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private final String code;

        Malformed(String code, String message) {
            super(message);
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /**
     * Parses one document.
     *
     * @throws Malformed with the code {@code duplicate-key}, {@code too-deep} or {@code not-json},
     *     and line and column
     */
    public static JsonNode parse(byte[] bytes) throws Malformed {
        return parse(MAPPER, bytes);
    }

    /**
     * Parses bytes that were written as canonical JSON, a stored leaf for instance.
     *
     * @throws Malformed with the code {@code too-deep} or {@code not-json}, and line and column
     */
    public static JsonNode parseCanonical(byte[] bytes) throws Malformed {
        return parse(CANONICAL, bytes);
    }

    private static JsonNode parse(JsonMapper mapper, byte[] bytes) throws Malformed {
        try {
            JsonNode node = mapper.readTree(bytes);
            if (node.isMissingNode()) {
                throw new Malformed("not-json", "the document is empty");
            }
            return node;
        } catch (JacksonException e) {
            throw new Malformed(codeOf(e), e.getOriginalMessage() + where(e));
        }
    }

    /** A new, empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A new, empty array. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    private static String codeOf(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (message.startsWith("Duplicate")) {
            return "duplicate-key";
        }
        return message.contains("nesting depth") ? "too-deep" : "not-json";
    }

    private static String where(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " (line "
                        + e.getLocation().getLineNr()
                        + ", column "
                        + e.getLocation().getColumnNr()
                        + ")";
    }
}
