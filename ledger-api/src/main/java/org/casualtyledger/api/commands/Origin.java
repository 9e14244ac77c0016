package org.casualtyledger.api.commands;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.casualtyledger.api.eventlog.Idempotency;

/**
 * What every command on an incident brings along: deciding draws nothing.
 *
 * @param event the id of the first event that it may become, drawn beforehand
 * @param expected nothing of the incident or of its reports may stand after this position
 * @param dryRun whether it is only to be decided
 */
public record Origin(
        UUID event,
        Assessor assessor,
        Optional<Idempotency> idempotency,
        OptionalLong expected,
        boolean dryRun) {

    /** Where the random part of a UUIDv7 is counted up, it stays one (RFC 9562 §6.2). */
    private static final long COUNTED = 0x3FFF_FFFF_FFFF_FFFFL;

    /** The id of the n-th event, from 0, of a command that becomes several. */
    UUID event(int ordinal) {
        long low = event.getLeastSignificantBits();
        long counted = (low & ~COUNTED) | ((low + ordinal) & COUNTED);
        return new UUID(event.getMostSignificantBits(), counted);
    }
}
