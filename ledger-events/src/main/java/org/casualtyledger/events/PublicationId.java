package org.casualtyledger.events;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.casualtyledger.events.merkle.Merkle;

/** Names a published number. */
public record PublicationId(UUID value) {
    /**
     * The id follows from what is published, so that publishing it again is known to be the same:
     * UUIDv8 of SHA-256 over organisation, name and the receipt's signed text, LF between them.
     */
    public static PublicationId of(OrganisationId by, String name, String receiptText) {
        String all = by.value() + "\n" + name + "\n" + receiptText;
        return new PublicationId(
                Uuids.named(Merkle.sha256().digest(all.getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
