package org.casualtyledger.events;

import java.util.List;

/**
 * Two incidents are two events, though they look alike: the pair is no candidate any more. Takes a
 * {@link DuplicateConfirmed} of the same two back.
 */
public record DuplicateDismissed(IncidentId incident, IncidentId other, List<String> sd)
        implements IncidentEvent {
    public DuplicateDismissed {
        sd = List.copyOf(sd);
    }
}
