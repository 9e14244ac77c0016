package org.casualtyledger.projections.tallies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.counting.Given.TOWN;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.recorded;
import static org.casualtyledger.counting.Given.report;
import static org.casualtyledger.counting.Given.submitted;
import static org.casualtyledger.counting.Given.withdrawn;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.casualtyledger.counting.Events;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.DefaultMethodologySet;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.PlaceResolved;
import org.casualtyledger.events.ResolutionMethod;
import org.casualtyledger.events.StatedName;
import org.casualtyledger.events.claim.ClaimantKind;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.edge.Leaves;
import org.casualtyledger.projections.edge.Rules;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One strike that two organisations report, told step by step. */
class ExplainedStoryTest {
    private static final IncidentId A = new IncidentId(new UUID(0, 1));
    private static final IncidentId B = new IncidentId(new UUID(0, 2));

    private final ReadSide side = new ReadSide();
    private final Tallies tallies = new Tallies(side.database, Methodologies.DOCUMENTED);
    private final Explaining explaining =
            new Explaining(
                    side.database,
                    tallies,
                    new KnownMethodologies(side.database),
                    new Leaves(side.database));

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void each_step_has_its_cause_and_the_range_that_it_leaves() {
        long one = side.log.append(submitted("one", "1", A, claim().killed(5, 8).build()));
        long two = side.log.append(submitted("two", "1", B, claim().killed(7, 12).build()));
        long linked = side.log.append(Events.linked("reader", A, B, report("two", "1")));
        long denied =
                side.log.append(
                        submitted(
                                "two",
                                "2",
                                A,
                                claim().by("A force", ClaimantKind.BELLIGERENT)
                                        .killed(0, 0)
                                        .build()));
        long left = side.log.append(withdrawn("two", "1"));
        side.caughtUp();

        assertThat(killed(two)).containsExactly(12L, 20L);
        assertThat(killed(linked)).containsExactly(5L, 12L);
        assertThat(killed(denied)).containsExactly(5L, 12L);
        assertThat(killed(left)).containsExactly(5L, 8L);
        Explained explained = explain("", one, left);
        assertThat(explained.sum()).isEqualTo(explained.difference());
        assertThat(causes(explained))
                .isEqualTo(Map.of("late-report", 7L, "link", -7L, "withdrawal", 0L));
        assertThat(explained.lines())
                .extracting(Explained.Line::position)
                .as("the denial changes nothing")
                .containsExactly(two, linked, linked, left);
    }

    @Test
    void a_resolution_moves_cells_into_a_city_and_changes_no_earlier_answer() {
        side.log.append(submitted("one", "1", A, claim().killed(5, 8).build()));
        long resolved =
                side.log.append(
                        recorded(
                                "reader",
                                new PlaceResolved(
                                        new StatedName(TOWN.country(), TOWN.admin(), TOWN.name()),
                                        Optional.of(
                                                new PlaceResolved.ResolvedPlace(
                                                        7,
                                                        "Example town",
                                                        7,
                                                        "Example City",
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        "SY")),
                                        Optional.empty(),
                                        ResolutionMethod.REVIEWED,
                                        OptionalInt.empty(),
                                        List.of())));
        side.caughtUp();
        Explained explained = explain("city=example+city", resolved - 1, resolved);

        assertThat(explained.before()).isEqualTo(Measures.ZERO);
        assertThat(explained.now().killed().max()).isEqualTo(8);
        assertThat(explained.lines()).hasSize(1);
        assertThat(explained.lines().getFirst().cause()).isEqualTo("resolution");
        assertThat(explained.lines().getFirst().position()).isEqualTo(resolved);
        assertThat(answer("city=7", resolved - 1, Rules.NOW).total().killed().max()).isEqualTo(8);
        assertThat(answer("city=7", resolved - 1, Rules.THEN).total().incidents()).isZero();
    }

    @Test
    void another_default_methodology_is_a_cause_of_its_own() {
        long one = side.log.append(submitted("one", "1", A, claim().killed(5, 8).build()));
        long set =
                side.log.append(
                        recorded(
                                "operator",
                                new DefaultMethodologySet(
                                        Methodologies.CONFIRMED_FAIR.name(),
                                        Methodologies.CONFIRMED_FAIR.version(),
                                        Methodologies.CONFIRMED_FAIR.hash())));
        side.caughtUp();
        Explained explained = explain("", one, set);

        assertThat(explained.now()).isEqualTo(Measures.ZERO);
        assertThat(causes(explained)).isEqualTo(Map.of("methodology", -5L));
    }

    private static Map<String, Long> causes(Explained explained) {
        return explained.causes().entrySet().stream()
                .collect(
                        java.util.stream.Collectors.toMap(
                                Map.Entry::getKey,
                                cause -> cause.getValue().measures().killed().min()));
    }

    private List<Long> killed(long position) {
        Measures total = answer("", position, Rules.THEN).total();
        return List.of(total.killed().min(), total.killed().max());
    }

    private TallyAnswer answer(String query, long position, Rules rules) {
        long latest = side.processor.position();
        Stand stand = new Stand(OptionalLong.of(position), latest, rules, Methodologies.DOCUMENTED);
        return tallies.answer(Questions.question(query), stand);
    }

    private Explained explain(String query, long from, long to) {
        return explaining.explain(
                new Explaining.Asked(
                        Questions.question(query).filter(),
                        from,
                        to,
                        side.processor.position(),
                        Rules.THEN,
                        Optional.empty()));
    }
}
