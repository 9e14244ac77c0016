package org.casualtyledger.events;

import java.time.Instant;
import java.util.UUID;

/**
 * One event of the log, decoded.
 *
 * @param at when the ledger recorded it, to the millisecond; never goes backwards along positions
 * @param by the organisation whose event it is
 */
public record RecordedEvent(
        Instant at, OrganisationId by, UUID id, TheatreId theatre, LedgerEvent event) {}
