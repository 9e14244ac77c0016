package org.casualtyledger.events;

import java.util.List;
import java.util.Optional;

/**
 * An organisation's grade of an incident.
 *
 * @param grade empty: it takes its grade back
 * @param methodology the name of the grading standard that was followed
 */
public record IncidentGraded(
        IncidentId incident,
        Optional<Grade> grade,
        Optional<String> methodology,
        boolean review,
        Optional<PersonId> person,
        List<String> sd)
        implements Judgement {
    public IncidentGraded {
        sd = List.copyOf(sd);
    }
}
