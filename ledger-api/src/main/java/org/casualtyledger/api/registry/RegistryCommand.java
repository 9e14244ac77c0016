package org.casualtyledger.api.registry;

import java.util.List;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.ActorRegistered.Membership;

/** What is asked of the registries. */
sealed interface RegistryCommand {
    record RegisterActor(
            ActorId actor, String name, List<String> aliases, List<Membership> memberships)
            implements RegistryCommand {
        public RegisterActor {
            aliases = List.copyOf(aliases);
            memberships = List.copyOf(memberships);
        }
    }

    /**
     * @param document canonical JSON, checked against the vocabulary
     * @param hash its SHA-256
     */
    record PublishMethodology(String name, int version, String document, String hash)
            implements RegistryCommand {}

    record SetDefaultMethodology(String name, int version) implements RegistryCommand {}
}
