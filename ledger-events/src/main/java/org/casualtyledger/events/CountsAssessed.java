package org.casualtyledger.events;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.claim.Range;

/**
 * An organisation's own ranges for an incident, in place of those that follow from the reports.
 *
 * @param counts empty: it takes its ranges back
 */
public record CountsAssessed(
        IncidentId incident,
        Optional<Counts> counts,
        boolean review,
        Optional<PersonId> person,
        List<String> sd)
        implements Judgement {
    public CountsAssessed {
        sd = List.copyOf(sd);
    }

    /**
     * People, as {@link Range}; a range that is not stated is not overridden.
     *
     * @param killed civilians killed
     * @param injured civilians injured
     * @param undetermined killed people whose civilian status is not determined
     */
    public record Counts(Range killed, Range injured, Range undetermined) {}
}
