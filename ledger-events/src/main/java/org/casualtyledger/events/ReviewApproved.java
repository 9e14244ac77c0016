package org.casualtyledger.events;

import java.util.List;
import java.util.Optional;

/**
 * A second reader approves a judgement, which counts from now on. Never its author.
 *
 * @param judgement the position of the judgement's event
 */
public record ReviewApproved(
        IncidentId incident, long judgement, Optional<PersonId> person, List<String> sd)
        implements IncidentEvent {
    public ReviewApproved {
        if (judgement < 0) {
            throw new IllegalArgumentException("judgement at " + judgement);
        }
        sd = List.copyOf(sd);
    }
}
