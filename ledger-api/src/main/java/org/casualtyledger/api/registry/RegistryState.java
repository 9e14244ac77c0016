package org.casualtyledger.api.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.api.registry.ShippedMethodologies.Shipped;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.ActorRegistered;
import org.casualtyledger.events.ActorRegistered.Membership;
import org.casualtyledger.events.DefaultMethodologySet;
import org.casualtyledger.events.MethodologyPublished;

/** What the log says of that which a command is about. */
sealed interface RegistryState {
    /** An event, and where it stands. */
    record At<E>(long position, E event) {}

    /**
     * An actor and everybody above it.
     *
     * @param entry its latest registration
     * @param above who is registered of those that it would be part of, and of those above them,
     *     with what they are part of
     */
    record Actors(Optional<At<ActorRegistered>> entry, Map<ActorId, List<Membership>> above)
            implements RegistryState {
        public Actors {
            above = Map.copyOf(above);
        }
    }

    /**
     * The versions of one methodology.
     *
     * @param shipped those of this name that come with the ledger
     * @param latestDefault the latest choice of a default, of whatever name
     */
    record Versions(
            List<At<MethodologyPublished>> published,
            List<Shipped> shipped,
            Optional<At<DefaultMethodologySet>> latestDefault)
            implements RegistryState {
        public Versions {
            published = List.copyOf(published);
            shipped = List.copyOf(shipped);
        }
    }
}
