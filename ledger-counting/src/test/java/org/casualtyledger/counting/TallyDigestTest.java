package org.casualtyledger.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.corrected;
import static org.casualtyledger.counting.Given.submitted;
import static org.casualtyledger.counting.Given.withdrawn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.casualtyledger.events.Grade;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.TimePrecision;
import org.junit.jupiter.api.Test;

class TallyDigestTest {
    private static final IncidentId OTHER =
            IncidentId.parse("0199d5a0-0000-7000-8000-000000000009");
    private static final IncidentId THIRD =
            IncidentId.parse("0199d5a0-0000-7000-8000-000000000010");

    /** A golden tally: under semantics 1 these never change. */
    @Test
    void a_golden_history_keeps_its_digests() {
        CountedHistory golden = golden();

        assertThat(golden.tallyDigest())
                .isEqualTo("04d807a4a5d27c32d95ce82f43105411218e190d8bff17ca0cbd7b7f0c072923");
        assertThat(golden.postingsDigest())
                .isEqualTo("e36753ed0686d75098479a69f69cbf91e7863f5f17951eabbfe6a44bac3319da");
    }

    /** Golden tallies: under semantics 2 these never change. */
    @Test
    void a_golden_history_keeps_its_digests_under_semantics_2() {
        for (Methodology methodology :
                List.of(Methodologies.DOCUMENTED, Methodologies.CONFIRMED_FAIR, SPREAD)) {
            CountedHistory golden = disagreement(methodology);
            Measures total = golden.cells().values().stream().reduce(Measures.ZERO, Measures::plus);
            assertThat(total.incidents()).isEqualTo(2);
            assertThat(total.killed()).isEqualTo(new Bounds(3 + 3, 9 + 6, 0, 0));
            assertThat(golden.tallyDigest() + " " + golden.postingsDigest())
                    .as(methodology.name() + methodology.document())
                    .isEqualTo(GOLDEN.get(methodology));
        }
    }

    private static final Methodology SPREAD =
            Methodologies.read(
                            Methodologies.DOCUMENTED
                                    .document()
                                    .replace("residual", "spread-over-days"))
                    .orElseThrow();
    private static final Map<Methodology, String> GOLDEN =
            Map.of(
                    Methodologies.DOCUMENTED,
                    "c489fe2a450778b7f110bd0f13ab298962f368aa70d8836d6020d1605a9e3766 9e8c359f751f838c90869391788230d7217552661d20aa34e135d86ad570e73f",
                    Methodologies.CONFIRMED_FAIR,
                    "3bd682740217d7e42c62402718e35dc33fa9788faeffadaa1c191b6e27fa3bc4 d6a7930565942d6625c9db84a212b95f09193d3caf6c95c3d5064b90ff6ef20b",
                    SPREAD,
                    "2157c1e68910544e57cd8a07122b9b0e917931648f990f36834837fde69ec138 066e0f85ccd492cf74c1f372ffdf4d92e1362aa15828f2e202c9f2fea9503d06");

    private static CountedHistory disagreement(Methodology methodology) {
        CountedHistory history = new CountedHistory(methodology);
        List.of(
                        submitted("one", "1", claim().killed(3, 5).alleged("Sample Force").build()),
                        submitted("two", "1", claim().killed(4, 9).party("قوة \"أ\"").build()),
                        submitted(
                                "one",
                                "2",
                                OTHER,
                                claim().killed(2, 7)
                                        .when("2017-06-28", "2017-07-02", TimePrecision.DAYS)
                                        .build()),
                        submitted("three", "1", THIRD, claim().killed(1, 1).build()),
                        Events.graded("two", Given.INCIDENT, Grade.FAIR),
                        Events.graded("three", Given.INCIDENT, Grade.WEAK),
                        Events.assessed("two", OTHER, Range.of(3, 6)),
                        Events.graded("two", OTHER, Grade.CONFIRMED),
                        Events.merged("two", Given.INCIDENT, THIRD),
                        Events.responsible("two", Given.INCIDENT, "Sample Force", "Sample Group"),
                        Events.gradedForReview("two", OTHER, Grade.WEAK),
                        Events.gradeTakenBack("three", Given.INCIDENT),
                        Events.split("two", Given.INCIDENT, THIRD, Given.report("three", "1")),
                        Events.duplicate("two", THIRD, OTHER))
                .forEach(history::apply);
        return history;
    }

    @Test
    void cells_that_came_back_to_zero_are_not_in_it() {
        CountedHistory golden = golden();
        Map<CellKey, Measures> kept = new HashMap<>(golden.cells());
        kept.values().removeIf(Measures::isZero);

        assertThat(kept).hasSizeLessThan(golden.cells().size());
        assertThat(TallyDigest.of(golden.position(), Documented.V1, kept))
                .isEqualTo(golden.tallyDigest());
    }

    @Test
    void the_same_cells_at_another_position_have_another_digest() {
        CountedHistory golden = golden();

        assertThat(TallyDigest.of(golden.position() + 1, Documented.V1, golden.cells()))
                .isNotEqualTo(golden.tallyDigest());
    }

    @Test
    void cells_out_of_order_are_refused() {
        TallyDigest digest = TallyDigest.ofTally(0, Documented.V1).cell("{\"b\":1}", Measures.ZERO);

        assertThatThrownBy(() -> digest.cell("{\"a\":1}", Measures.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static CountedHistory golden() {
        CountedHistory history = new CountedHistory(Documented.V1);
        history.apply(submitted("one", "1", claim().killed(3, 5).alleged("Sample Force").build()));
        history.apply(submitted("two", "1", claim().killed(4, 9).party("قوة \"أ\"").build()));
        history.apply(
                submitted(
                        "one",
                        "2",
                        OTHER,
                        claim().when("2017-06-30", "2017-07-02", TimePrecision.DAYS).build()));
        history.apply(corrected("one", "1", claim().killed(4, 4).alleged("Sample Force").build()));
        history.apply(withdrawn("one", "2"));
        return history;
    }
}
