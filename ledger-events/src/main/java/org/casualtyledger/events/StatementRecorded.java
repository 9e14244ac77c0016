package org.casualtyledger.events;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.Source;

/**
 * What a belligerent said about an incident, as the recording organisation read it. Recorded again
 * under the same id by the same organisation it is replaced.
 *
 * @param statement names the statement
 * @param said empty: the record is taken back
 */
public record StatementRecorded(
        IncidentId incident, UUID statement, Optional<Said> said, List<String> sd)
        implements IncidentEvent {
    public StatementRecorded {
        sd = List.copyOf(sd);
    }

    /**
     * @param actor who said it, as stated
     * @param on the day on which it was said
     * @param killed civilians whose killing it concedes; stated only where it admits
     * @param injured civilians whose injury it concedes
     */
    public record Said(
            String actor,
            Stance stance,
            LocalDate on,
            Range killed,
            Range injured,
            Optional<Source> source) {}
}
