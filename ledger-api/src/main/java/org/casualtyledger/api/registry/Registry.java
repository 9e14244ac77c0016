package org.casualtyledger.api.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.casualtyledger.api.commands.Ruling;
import org.casualtyledger.api.commands.Rulings;
import org.casualtyledger.api.eventlog.Condition;
import org.casualtyledger.api.eventlog.Criterion;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.Idempotency;
import org.casualtyledger.api.eventlog.StoredEvent;
import org.casualtyledger.api.eventlog.Tag;
import org.casualtyledger.api.leaf.EventTags;
import org.casualtyledger.api.registry.RegistryCommand.PublishMethodology;
import org.casualtyledger.api.registry.RegistryCommand.RegisterActor;
import org.casualtyledger.api.registry.RegistryCommand.SetDefaultMethodology;
import org.casualtyledger.api.registry.RegistryState.Actors;
import org.casualtyledger.api.registry.RegistryState.At;
import org.casualtyledger.api.registry.RegistryState.Versions;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.ActorRegistered;
import org.casualtyledger.events.ActorRegistered.Membership;
import org.casualtyledger.events.DefaultMethodologySet;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.MethodologyPublished;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TheatreId;

/**
 * Carries out the commands of the registries: reads what they are about from the log, decides, and
 * appends on the condition that nothing of it has changed since.
 */
final class Registry {
    /** Actors above one actor. A registry of real forces has a few dozen. */
    private static final int MOST_ABOVE = 1_000;

    private static final Tag DEFAULT = EventTags.ledger("default-methodology");

    private final EventLog log;
    private final Rulings rulings;

    Registry(EventLog log, Rulings rulings) {
        this.log = log;
        this.rulings = rulings;
    }

    Rulings.Standing carryOut(
            RegistryCommand command, OrganisationId by, Optional<Idempotency> idempotency) {
        return rulings.carryOut(by, idempotency, () -> decide(command));
    }

    private Ruling decide(RegistryCommand command) {
        long size = log.head().size();
        return switch (command) {
            case RegisterActor c -> register(c, size);
            case PublishMethodology c ->
                    ruling(
                            RegistryDecider.publish(c, versions(c.name())),
                            Set.of(EventTags.methodology(c.name())),
                            size);
            case SetDefaultMethodology c ->
                    ruling(
                            RegistryDecider.choose(c, versions(c.name())),
                            Set.of(EventTags.methodology(c.name()), DEFAULT),
                            size);
        };
    }

    private Ruling register(RegisterActor c, long size) {
        Map<ActorId, List<Membership>> above = new HashMap<>();
        Set<ActorId> asked = new HashSet<>(Set.of(c.actor()));
        Set<ActorId> next = parents(c.memberships(), asked);
        while (!next.isEmpty() && asked.size() <= MOST_ABOVE) {
            asked.addAll(next);
            Map<ActorId, At<ActorRegistered>> found = actors(next);
            found.forEach((id, entry) -> above.put(id, entry.event().memberships()));
            next =
                    found.values().stream()
                            .flatMap(e -> parents(e.event().memberships(), asked).stream())
                            .collect(Collectors.toSet());
        }
        if (asked.size() > MOST_ABOVE) {
            return new Ruling.Refused(
                    Problem.invalid(
                            List.of(
                                    new Problem.Error(
                                            "/memberships",
                                            "too-many-above",
                                            "at most " + MOST_ABOVE + " actors stand above one"))));
        }
        Optional<At<ActorRegistered>> entry =
                Optional.ofNullable(actors(Set.of(c.actor())).get(c.actor()));
        // Two who make each other a part of themselves at the same moment: whoever comes second
        // finds the other's entry changed.
        return ruling(
                RegistryDecider.register(c, new Actors(entry, above)),
                asked.stream().map(EventTags::actor).collect(Collectors.toSet()),
                size);
    }

    private static Set<ActorId> parents(List<Membership> memberships, Set<ActorId> asked) {
        return memberships.stream()
                .map(Membership::of)
                .filter(id -> !asked.contains(id))
                .collect(Collectors.toSet());
    }

    private static Ruling ruling(RegistryDecider.Decision decision, Set<Tag> tags, long size) {
        return switch (decision) {
            case RegistryDecider.Decision.Refused(RegistryRefusal refusal) ->
                    new Ruling.Refused(refusal.problem());
            case RegistryDecider.Decision.SaidAlready(long position) ->
                    new Ruling.SaidAlready(position);
            case RegistryDecider.Decision.Accepted accepted ->
                    new Ruling.Accepted(
                            TheatreId.NONE,
                            accepted.event(),
                            List.of(),
                            List.of(
                                    new Condition(
                                            tags.stream().map(Criterion::tagged).toList(),
                                            size - 1)));
        };
    }

    /** The latest entries of these actors; nobody's, where nobody registered one. */
    private Map<ActorId, At<ActorRegistered>> actors(Set<ActorId> ids) {
        Map<ActorId, At<ActorRegistered>> latest = new HashMap<>();
        for (StoredEvent stored : eventsOf(ids.stream().map(EventTags::actor).toList())) {
            if (EventCodec.decode(stored.leaf()).event() instanceof ActorRegistered entry) {
                latest.put(entry.actor(), new At<>(stored.position(), entry));
            }
        }
        return latest;
    }

    private Versions versions(String name) {
        List<At<MethodologyPublished>> published = new ArrayList<>();
        Optional<At<DefaultMethodologySet>> latestDefault = Optional.empty();
        for (StoredEvent stored : eventsOf(List.of(EventTags.methodology(name), DEFAULT))) {
            switch (EventCodec.decode(stored.leaf()).event()) {
                case MethodologyPublished e -> published.add(new At<>(stored.position(), e));
                case DefaultMethodologySet e ->
                        latestDefault = Optional.of(new At<>(stored.position(), e));
                default ->
                        throw new IllegalStateException("no methodology at " + stored.position());
            }
        }
        return new Versions(
                published,
                ShippedMethodologies.all().stream().filter(m -> m.name().equals(name)).toList(),
                latestDefault);
    }

    private List<StoredEvent> eventsOf(Collection<Tag> tags) {
        List<Criterion> anyOf = tags.stream().map(Criterion::tagged).toList();
        List<StoredEvent> events = new ArrayList<>();
        List<StoredEvent> page = List.of();
        do {
            long from = page.isEmpty() ? 0 : page.getLast().position() + 1;
            page = log.readMatching(anyOf, from, EventLog.MAX_PAGE).events();
            events.addAll(page);
        } while (page.size() == EventLog.MAX_PAGE);
        return events;
    }
}
