package org.casualtyledger.projections.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.counting.Given.recorded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.ActorRegistered;
import org.casualtyledger.events.MembershipKind;
import org.casualtyledger.events.PlaceResolved;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ResolutionMethod;
import org.casualtyledger.events.StatedName;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryProjectionTest {
    private static RecordedEvent event(Random random) {
        int key = random.nextInt(3);
        if (random.nextBoolean()) {
            List<ActorRegistered.Membership> of = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                of.add(
                        new ActorRegistered.Membership(
                                new ActorId("whole-" + random.nextInt(3)),
                                MembershipKind.PART,
                                Optional.empty(),
                                Optional.empty()));
            }
            return recorded(
                    "judge",
                    new ActorRegistered(
                            new ActorId("actor-" + key),
                            "Name " + random.nextInt(1_000),
                            List.of(),
                            of));
        }
        Optional<PlaceResolved.ResolvedPlace> to =
                random.nextInt(3) == 0
                        ? Optional.empty()
                        : Optional.of(
                                new PlaceResolved.ResolvedPlace(
                                        random.nextInt(5),
                                        "Place",
                                        1,
                                        "City",
                                        Optional.empty(),
                                        Optional.of("Province"),
                                        "SY"));
        return recorded(
                "judge",
                new PlaceResolved(
                        new StatedName(Optional.of("Syria"), List.of(), "Town " + key),
                        to,
                        Optional.empty(),
                        ResolutionMethod.REVIEWED,
                        OptionalInt.empty(),
                        List.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4_096})
    void at_each_position_what_was_said_last_holds_however_the_log_is_cut(int chunk) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<RecordedEvent> history = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            history.add(event(random));
        }
        try (ReadSide side = new ReadSide()) {
            side.processor = side.processor(chunk);
            side.log.append(history);
            side.caughtUp();
            Map<String, ActorRegistered> actors = new HashMap<>();
            Map<String, Optional<PlaceResolved.ResolvedPlace>> places = new HashMap<>();
            for (int position = 0; position < history.size(); position++) {
                switch (history.get(position).event()) {
                    case ActorRegistered e -> actors.put(e.actor().value(), e);
                    case PlaceResolved e -> places.put(e.stated().key(), e.resolved());
                    default -> throw new AssertionError();
                }
                Map<String, Optional<PlaceResolved.ResolvedPlace>> held = new HashMap<>();
                new PlaceResolutions(side.database)
                        .asOf(position)
                        .forEach(h -> assertThat(held.put(h.statedKey(), h.resolved())).isNull());
                assertThat(held).as("seed %d", seed).isEqualTo(places);
                List<Actors.Actor> registered =
                        new Actors(side.database).asOf(position, Optional.empty());
                assertThat(registered).as("seed %d", seed).hasSize(actors.size());
                registered.forEach(
                        actor -> {
                            ActorRegistered expected = actors.get(actor.id());
                            assertThat(actor.name()).isEqualTo(expected.name());
                            assertThat(actor.memberships())
                                    .extracting(Actors.Membership::other)
                                    .isEqualTo(
                                            expected.memberships().stream()
                                                    .map(m -> m.of().value())
                                                    .toList());
                        });
            }
        }
    }
}
