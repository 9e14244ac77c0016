package org.casualtyledger.api.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.casualtyledger.api.resolution.ResolutionCommand.ResolveActor;
import org.casualtyledger.api.resolution.ResolutionCommand.ResolvePlace;
import org.casualtyledger.api.resolution.ResolutionDecider.Decision;
import org.casualtyledger.api.resolution.ResolutionDecider.Latest;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.ActorResolved;
import org.casualtyledger.events.GazetteerAdopted;
import org.casualtyledger.events.PlaceResolved;
import org.casualtyledger.events.PlaceResolved.ResolvedPlace;
import org.casualtyledger.events.ResolutionMethod;
import org.casualtyledger.events.StatedName;
import org.junit.jupiter.api.Test;

/** The rules of resolution, without anything around them. */
class ResolutionDeciderTest {
    private static final String GAZETTEER = "a".repeat(64);
    private static final StatedName TOWN =
            new StatedName(Optional.of("Syria"), List.of("Example Governorate"), "Example town");
    private static final ResolvedPlace PLACE =
            new ResolvedPlace(7, "Example", 7, "Example", Optional.empty(), Optional.empty(), "SY");
    private static final ActorId FRONT = new ActorId("sample-front");

    @Test
    void the_gazetteer_that_holds_is_not_adopted_twice() {
        GazetteerAdopted bundled = new GazetteerAdopted(GAZETTEER, "Sample", 63);
        GazetteerAdopted older = new GazetteerAdopted("b".repeat(64), "Sample", 60);
        assertThat(ResolutionDecider.adopt(bundled, Optional.empty()))
                .isEqualTo(new Decision.Accepted(bundled));
        assertThat(ResolutionDecider.adopt(bundled, Optional.of(new Latest<>(4, older))))
                .isEqualTo(new Decision.Accepted(bundled));
        assertThat(ResolutionDecider.adopt(bundled, Optional.of(new Latest<>(4, bundled))))
                .isEqualTo(new Decision.SaidAlready(4));
    }

    @Test
    void a_person_says_which_place_a_name_is() {
        Decision decision =
                ResolutionDecider.place(to(7), Optional.empty(), Optional.of(PLACE), GAZETTEER);
        PlaceResolved event = (PlaceResolved) ((Decision.Accepted) decision).event();
        assertThat(event.method()).isEqualTo(ResolutionMethod.REVIEWED);
        assertThat(event.gazetteer()).contains(GAZETTEER);
        assertThat(event.resolved()).contains(PLACE);
    }

    @Test
    void a_place_that_the_gazetteer_lacks_is_refused() {
        assertThat(ResolutionDecider.place(to(8), Optional.empty(), Optional.empty(), GAZETTEER))
                .isEqualTo(new Decision.Refused(new ResolutionRefusal.UnknownPlace()));
    }

    @Test
    void saying_what_holds_already_is_no_change() {
        Optional<Latest<PlaceResolved>> holds = resolved(Optional.of(PLACE));
        assertThat(ResolutionDecider.place(to(7), holds, Optional.of(PLACE), GAZETTEER))
                .isEqualTo(new Decision.Refused(new ResolutionRefusal.NoChange(3)));
        assertThat(ResolutionDecider.place(toNone(), holds, Optional.empty(), GAZETTEER))
                .isInstanceOf(Decision.Accepted.class);
        assertThat(
                        ResolutionDecider.place(
                                toNone(), resolved(Optional.empty()), Optional.empty(), GAZETTEER))
                .isEqualTo(new Decision.Refused(new ResolutionRefusal.NoChange(3)));
    }

    @Test
    void that_a_name_is_no_known_place_can_be_said_of_one_that_nobody_resolved() {
        assertThat(ResolutionDecider.place(toNone(), Optional.empty(), Optional.empty(), GAZETTEER))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void an_actors_name_stands_for_one_that_is_registered() {
        ResolveActor front = new ResolveActor("the Front", Optional.of(FRONT), List.of());
        assertThat(ResolutionDecider.actor(front, Optional.empty(), false))
                .isEqualTo(new Decision.Refused(new ResolutionRefusal.UnknownActor()));
        Decision decision = ResolutionDecider.actor(front, Optional.empty(), true);
        ActorResolved event = (ActorResolved) ((Decision.Accepted) decision).event();
        assertThat(event.actor()).contains(FRONT);
        assertThat(ResolutionDecider.actor(front, Optional.of(new Latest<>(5, event)), true))
                .isEqualTo(new Decision.Refused(new ResolutionRefusal.NoChange(5)));
    }

    private static ResolvePlace to(long place) {
        return new ResolvePlace(TOWN, OptionalLong.of(place), List.of());
    }

    private static ResolvePlace toNone() {
        return new ResolvePlace(TOWN, OptionalLong.empty(), List.of());
    }

    private static Optional<Latest<PlaceResolved>> resolved(Optional<ResolvedPlace> place) {
        return Optional.of(
                new Latest<>(
                        3,
                        new PlaceResolved(
                                TOWN,
                                place,
                                Optional.of(GAZETTEER),
                                ResolutionMethod.AUTOMATIC,
                                OptionalInt.of(12),
                                List.of())));
    }
}
