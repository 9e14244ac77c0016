package org.casualtyledger.events;

import java.util.List;

/**
 * An organisation published a number, and stands by it.
 *
 * @param name what the organisation calls it
 * @param receipt what the ledger signed of it
 * @param sd digests of where it was published, sorted
 */
public record TallyPublished(
        PublicationId publication, String name, PublishedReceipt receipt, List<String> sd)
        implements PublicationEvent {
    public TallyPublished {
        sd = List.copyOf(sd);
    }
}
