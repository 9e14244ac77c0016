package org.casualtyledger.api.leaf;

import java.util.OptionalLong;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TheatreId;

/**
 * An event with whose it is and where it happened: the payload of an Axon message.
 *
 * @param position where it stands in the log; empty while it is on its way there
 */
public record Attributed(
        OptionalLong position, OrganisationId by, TheatreId theatre, LedgerEvent event) {
    public static Attributed pending(OrganisationId by, TheatreId theatre, LedgerEvent event) {
        return new Attributed(OptionalLong.empty(), by, theatre, event);
    }
}
