package org.casualtyledger.events;

import java.util.List;

/**
 * An incident is a second record of another one, and counts no more; its reports stay with it.
 * Reversed by {@link DuplicateDismissed} of the same two.
 *
 * @param incident the duplicate
 * @param survivor the incident that counts
 */
public record DuplicateConfirmed(IncidentId incident, IncidentId survivor, List<String> sd)
        implements IncidentEvent {
    public DuplicateConfirmed {
        sd = List.copyOf(sd);
    }
}
