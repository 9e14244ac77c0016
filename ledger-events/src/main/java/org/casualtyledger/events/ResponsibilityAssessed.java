package org.casualtyledger.events;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.claim.StatedActor;

/**
 * Who an organisation holds responsible for an incident, in place of those that the reports allege.
 *
 * @param actors empty: it takes its assessment back. An empty list: nobody can be held responsible
 */
public record ResponsibilityAssessed(
        IncidentId incident,
        Optional<List<StatedActor>> actors,
        boolean review,
        Optional<PersonId> person,
        List<String> sd)
        implements Judgement {
    public ResponsibilityAssessed {
        actors = actors.map(List::copyOf);
        sd = List.copyOf(sd);
    }
}
