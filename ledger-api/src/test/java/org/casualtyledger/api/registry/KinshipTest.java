package org.casualtyledger.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.ActorRegistered.Membership;
import org.casualtyledger.events.MembershipKind;
import org.junit.jupiter.api.Test;

class KinshipTest {
    private static final ActorId WING = new ActorId("wing");

    @Test
    void nobody_is_part_of_itself() {
        assertThat(Kinship.circular(WING, List.of(in("wing", "", "")), Map.of()))
                .containsExactly(0);
    }

    @Test
    void a_circle_on_one_day_is_found_however_long() {
        Map<ActorId, List<Membership>> above = new HashMap<>();
        above.put(new ActorId("a1"), List.of(in("a2", "2016-01-01", "")));
        above.put(new ActorId("a2"), List.of(in("other", "", ""), in("wing", "", "2017-12-31")));
        assertThat(Kinship.circular(WING, List.of(in("other", "", ""), in("a1", "", "")), above))
                .containsExactly(1);
    }

    @Test
    void who_split_may_join_the_other_way_round_later() {
        Map<ActorId, List<Membership>> above =
                Map.of(new ActorId("front"), List.of(in("wing", "2013-01-01", "2015-12-31")));
        assertThat(Kinship.circular(WING, List.of(in("front", "2016-01-01", "")), above)).isEmpty();
        assertThat(Kinship.circular(WING, List.of(in("front", "2015-12-31", "")), above))
                .containsExactly(0);
    }

    @Test
    void many_paths_to_one_coalition_are_followed_once_each() {
        Map<ActorId, List<Membership>> above = new HashMap<>();
        for (int i = 0; i < 12; i++) {
            List<Membership> both = new ArrayList<>();
            both.add(in("left" + (i + 1), "", ""));
            both.add(in("right" + (i + 1), "", ""));
            above.put(new ActorId("left" + i), both);
            above.put(new ActorId("right" + i), both);
        }
        assertThat(Kinship.circular(WING, List.of(in("left0", "", "")), above)).isEmpty();
    }

    private static Membership in(String of, String from, String to) {
        return new Membership(new ActorId(of), MembershipKind.PART, day(from), day(to));
    }

    private static Optional<LocalDate> day(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    }
}
