package org.casualtyledger.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Names one organisation's report. Derived from the organisation and its external id, so that
 * everybody computes the same: the first 16 bytes of {@code SHA-256("report" 0x00 organisation 0x00
 * externalId)} as a UUID of version 8 (RFC 9562).
 */
public record ReportId(UUID value) {
    public static ReportId of(OrganisationId organisation, String externalId) {
        byte[] name =
                ("report\0" + organisation.value() + "\0" + externalId)
                        .getBytes(StandardCharsets.UTF_8);
        return new ReportId(Uuids.named(sha256(name)));
    }

    @Override
    public String toString() {
        return value.toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
