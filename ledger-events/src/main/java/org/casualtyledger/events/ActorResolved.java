package org.casualtyledger.events;

import java.util.List;
import java.util.Optional;

/**
 * An actor's stated name stands for an actor of the registry.
 *
 * @param actor empty: it stands for none that is known, and an earlier resolution is taken back
 */
public record ActorResolved(
        String stated, Optional<ActorId> actor, ResolutionMethod method, List<String> sd)
        implements ResolutionEvent {
    public ActorResolved {
        sd = List.copyOf(sd);
    }
}
