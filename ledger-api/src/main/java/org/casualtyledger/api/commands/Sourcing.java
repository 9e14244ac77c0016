package org.casualtyledger.api.commands;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.EventSourcedEntityFactory;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.modelling.StateManager;
import org.casualtyledger.api.eventlog.Tag;
import org.casualtyledger.api.leaf.Attributed;
import org.jspecify.annotations.Nullable;

/**
 * Sources a command's history through Axon, which appends on the condition that nothing has come
 * since under any of the tags that were read.
 */
final class Sourcing {
    private Sourcing() {}

    /** Names what Axon sources as one entity: all events with any of these tags. */
    private record Bearing(Set<Tag> tags) {}

    /** What it found. Filled while Axon sources, and not changed after. */
    private record Sourced(List<Recorded> events) {
        /** What is being appended right now has no position yet, and no decision is left to it. */
        Sourced with(@Nullable Object payload) {
            if (payload instanceof Attributed attributed && attributed.position().isPresent()) {
                events.add(
                        new Recorded(
                                attributed.position().getAsLong(),
                                attributed.by(),
                                attributed.theatre(),
                                attributed.event()));
            }
            return this;
        }
    }

    static void register(EventSourcingConfigurer axon) {
        axon.registerEntity(
                EventSourcedEntityModule.declarative(Bearing.class, Sourced.class)
                        .messagingModel(
                                (_, model) ->
                                        model.entityEvolver(
                                                        (sourced, event, _) ->
                                                                sourced.with(event.payload()))
                                                .build())
                        .entityFactory(
                                _ ->
                                        EventSourcedEntityFactory.fromIdentifier(
                                                _ -> new Sourced(new ArrayList<>())))
                        .criteriaResolver(_ -> (bearing, _) -> criteria(bearing.tags()))
                        .build());
    }

    /** Reads until the rules want nothing more. */
    static <C extends IncidentCommand> CompletableFuture<History> read(
            IncidentRules<C> rules,
            C command,
            History known,
            StateManager states,
            ProcessingContext context) {
        Set<Tag> wanted = new HashSet<>(rules.bearing(command, known));
        wanted.removeAll(known.tags());
        if (wanted.isEmpty()) {
            return CompletableFuture.completedFuture(known);
        }
        return states.loadEntity(Sourced.class, new Bearing(wanted), context)
                .thenCompose(
                        sourced ->
                                read(
                                        rules,
                                        command,
                                        known.and(wanted, sourced.events()),
                                        states,
                                        context));
    }

    private static EventCriteria criteria(Set<Tag> tags) {
        List<EventCriteria> any = new ArrayList<>();
        for (Tag tag : tags) {
            any.add(
                    EventCriteria.havingTags(
                            org.axonframework.messaging.eventstreaming.Tag.of(
                                    tag.key(), tag.value())));
        }
        return EventCriteria.either(any);
    }
}
