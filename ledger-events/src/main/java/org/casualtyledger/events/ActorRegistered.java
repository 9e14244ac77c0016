package org.casualtyledger.events;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * An armed party and what it belongs to. Registered again, the whole entry is replaced.
 *
 * @param aliases other names, in any script
 * @param memberships what it is part of, with dates
 */
public record ActorRegistered(
        ActorId actor, String name, List<String> aliases, List<Membership> memberships)
        implements RegistryEvent {
    public ActorRegistered {
        aliases = List.copyOf(aliases);
        memberships = List.copyOf(memberships);
    }

    /**
     * @param of the larger actor
     * @param from first day, inclusive; empty: since ever
     * @param to last day, inclusive; empty: until now
     */
    public record Membership(
            ActorId of, MembershipKind kind, Optional<LocalDate> from, Optional<LocalDate> to) {}
}
