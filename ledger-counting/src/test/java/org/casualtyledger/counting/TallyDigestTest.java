package org.casualtyledger.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.corrected;
import static org.casualtyledger.counting.Given.submitted;
import static org.casualtyledger.counting.Given.withdrawn;

import java.util.HashMap;
import java.util.Map;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.claim.TimePrecision;
import org.junit.jupiter.api.Test;

class TallyDigestTest {
    private static final IncidentId OTHER =
            IncidentId.parse("0199d5a0-0000-7000-8000-000000000009");

    /** A golden tally: under semantics 1 these never change. */
    @Test
    void a_golden_history_keeps_its_digests() {
        CountedHistory golden = golden();

        assertThat(golden.tallyDigest())
                .isEqualTo("04d807a4a5d27c32d95ce82f43105411218e190d8bff17ca0cbd7b7f0c072923");
        assertThat(golden.postingsDigest())
                .isEqualTo("e36753ed0686d75098479a69f69cbf91e7863f5f17951eabbfe6a44bac3319da");
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
