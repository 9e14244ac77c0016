package org.casualtyledger.api.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.api.registry.RegistryCommand.PublishMethodology;
import org.casualtyledger.api.registry.RegistryCommand.RegisterActor;
import org.casualtyledger.api.registry.RegistryCommand.SetDefaultMethodology;
import org.casualtyledger.api.registry.RegistryState.Actors;
import org.casualtyledger.api.registry.RegistryState.At;
import org.casualtyledger.api.registry.RegistryState.Versions;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.ActorRegistered;
import org.casualtyledger.events.DefaultMethodologySet;
import org.casualtyledger.events.MethodologyPublished;
import org.casualtyledger.events.RegistryEvent;

/** The rules of the registries: pure, static and total. */
final class RegistryDecider {
    private RegistryDecider() {}

    /** What a rule says. */
    sealed interface Decision {
        record Accepted(RegistryEvent event) implements Decision {}

        record SaidAlready(long position) implements Decision {}

        record Refused(RegistryRefusal refusal) implements Decision {}
    }

    /** Registered again, an actor's entry is replaced as a whole. */
    static Decision register(RegisterActor c, Actors actors) {
        List<Problem.Error> errors = new ArrayList<>();
        for (int i = 0; i < c.memberships().size(); i++) {
            if (!actors.above().containsKey(c.memberships().get(i).of())
                    && !c.memberships().get(i).of().equals(c.actor())) {
                errors.add(
                        new Problem.Error(
                                of(i), "unknown-actor", "nobody registered an actor of this id"));
            }
        }
        for (int i : Kinship.circular(c.actor(), c.memberships(), actors.above())) {
            errors.add(
                    c.memberships().get(i).of().equals(c.actor())
                            ? new Problem.Error(of(i), "itself", "an actor is no part of itself")
                            : new Problem.Error(
                                    of(i),
                                    "circular",
                                    "is part of this actor on a day on which this one would be part of it"));
        }
        if (!errors.isEmpty()) {
            return new Decision.Refused(new RegistryRefusal.BadMemberships(errors));
        }
        ActorRegistered event =
                new ActorRegistered(c.actor(), c.name(), c.aliases(), c.memberships());
        return actors.entry()
                .filter(entry -> entry.event().equals(event))
                .<Decision>map(entry -> new Decision.SaidAlready(entry.position()))
                .orElseGet(() -> new Decision.Accepted(event));
    }

    private static String of(int index) {
        return "/memberships/" + index + "/of";
    }

    /** One document stands under a name and a version, for ever. */
    static Decision publish(PublishMethodology c, Versions versions) {
        Optional<At<MethodologyPublished>> stands = published(c.name(), c.version(), versions);
        if (stands.isPresent()) {
            return stands.get().event().hash().equals(c.hash())
                    ? new Decision.SaidAlready(stands.get().position())
                    : new Decision.Refused(
                            new RegistryRefusal.OtherDocument(stands.get().position()));
        }
        boolean another =
                versions.shipped().stream()
                        .anyMatch(m -> m.is(c.name(), c.version()) && !m.hash().equals(c.hash()));
        return another
                ? new Decision.Refused(new RegistryRefusal.ComesWithTheLedger())
                : new Decision.Accepted(
                        new MethodologyPublished(c.name(), c.version(), c.document(), c.hash()));
    }

    static Decision choose(SetDefaultMethodology c, Versions versions) {
        Optional<String> hash =
                published(c.name(), c.version(), versions)
                        .map(m -> m.event().hash())
                        .or(
                                () ->
                                        versions.shipped().stream()
                                                .filter(m -> m.is(c.name(), c.version()))
                                                .map(ShippedMethodologies.Shipped::hash)
                                                .findFirst());
        if (hash.isEmpty()) {
            return new Decision.Refused(new RegistryRefusal.NoSuchMethodology());
        }
        DefaultMethodologySet event = new DefaultMethodologySet(c.name(), c.version(), hash.get());
        return versions.latestDefault()
                .filter(latest -> latest.event().equals(event))
                .<Decision>map(latest -> new Decision.SaidAlready(latest.position()))
                .orElseGet(() -> new Decision.Accepted(event));
    }

    private static Optional<At<MethodologyPublished>> published(
            String name, int version, Versions versions) {
        return versions.published().stream()
                .filter(m -> m.event().name().equals(name) && m.event().version() == version)
                .findFirst();
    }
}
