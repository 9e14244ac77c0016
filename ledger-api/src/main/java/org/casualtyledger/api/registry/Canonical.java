package org.casualtyledger.api.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Fields;
import tools.jackson.databind.JsonNode;

/**
 * A document in canonical JSON (RFC 8785), and its name.
 *
 * @param sha256 of its UTF-8 bytes, in lower-case hexadecimal
 */
record Canonical(String text, String sha256) {
    /** Empty, with a fault, for a document that is too long; it was checked to hold no fraction. */
    static Optional<Canonical> of(JsonNode document, Fields f) {
        if (!f.faults().isEmpty()) {
            return Optional.empty();
        }
        String text = CanonicalJson.text(document);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Limits.DOCUMENT_BYTES) {
            f.faults()
                    .add(
                            f.pointer(),
                            "too-long",
                            "has " + bytes.length + " bytes; at most " + Limits.DOCUMENT_BYTES);
            return Optional.empty();
        }
        return Optional.of(new Canonical(text, sha256(bytes)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
