package org.casualtyledger.events.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Canonical JSON (RFC 8785) for the ledger's subset of JSON: no fractions and no exponents,
 * integers of at most 64 bits.
 *
 * <p>Keys are sorted by UTF-16 code units, strings are escaped as ECMAScript's {@code
 * JSON.stringify} does, output is UTF-8. A lone surrogate has no canonical form and is refused.
 */
public final class CanonicalJson {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private CanonicalJson() {}

    /**
     * The canonical bytes of a value.
     *
     * @throws IllegalArgumentException for a number that is no integer, or a lone surrogate
     */
    public static byte[] bytes(JsonNode node) {
        StringBuilder out = new StringBuilder(1024);
        write(node, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The canonical form as text. */
    public static String text(JsonNode node) {
        StringBuilder out = new StringBuilder(1024);
        write(node, out);
        return out.toString();
    }

    private static void write(JsonNode node, StringBuilder out) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, out);
            case ARRAY -> writeArray(node, out);
            case STRING -> writeString(node.stringValue(), out);
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            case NUMBER -> {
                if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                    throw new IllegalArgumentException("not a 64-bit integer: " + node);
                }
                out.append(node.longValue());
            }
            default -> throw new IllegalArgumentException("no JSON value: " + node.getNodeType());
        }
    }

    private static void writeObject(JsonNode node, StringBuilder out) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(node.properties());
        fields.sort(Comparator.comparing(Map.Entry::getKey));
        out.append('{');
        String separator = "";
        for (Map.Entry<String, JsonNode> field : fields) {
            out.append(separator);
            writeString(field.getKey(), out);
            out.append(':');
            write(field.getValue(), out);
            separator = ",";
        }
        out.append('}');
    }

    private static void writeArray(JsonNode node, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < node.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            write(node.get(i), out);
        }
        out.append(']');
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xF]);
                    } else if (Character.isSurrogate(c)) {
                        if (!isPair(text, i)) {
                            throw new IllegalArgumentException("lone surrogate at " + i);
                        }
                        out.append(c).append(text.charAt(++i));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }

    /** Joins byte arrays; for leaf data that is finished in two parts. */
    public static byte[] join(byte[] head, byte[] tail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(head.length + tail.length);
        out.writeBytes(head);
        out.writeBytes(tail);
        return out.toByteArray();
    }
}
