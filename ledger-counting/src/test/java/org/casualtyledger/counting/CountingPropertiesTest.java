package org.casualtyledger.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.function.Function;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.RecordedEvent;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What holds for every history. A failure names its seed. */
class CountingPropertiesTest {

    @RepeatedTest(20)
    void what_the_codec_accepts_the_fold_applies() {
        long seed = System.nanoTime();
        CountedHistory counted = new CountedHistory(Documented.V1);
        for (RecordedEvent event : new Histories(new Random(seed)).history(300)) {
            counted.apply(EventCodec.decode(EventCodec.encode(event)));
        }

        assertThat(counted.position()).as("seed %d", seed).isEqualTo(299);
    }

    @RepeatedTest(20)
    void the_tally_is_the_sum_of_what_its_incidents_contribute() {
        long seed = System.nanoTime();
        CountedHistory counted = count(new Histories(new Random(seed)).history(300));
        Map<CellKey, Measures> expected = new HashMap<>();
        for (IncidentState incident : counted.incidents().values()) {
            Documented.V1
                    .contributions(incident)
                    .forEach(c -> expected.merge(c.cell(), c.measures(), Measures::plus));
        }

        assertThat(nonZero(counted.cells())).as("seed %d", seed).isEqualTo(expected);
    }

    @RepeatedTest(20)
    void the_sums_of_every_grouping_close() {
        long seed = System.nanoTime();
        CountedHistory counted = count(new Histories(new Random(seed)).history(300));
        Measures total = sum(counted.cells().values());
        List<Function<CellKey, Object>> groupings =
                List.of(
                        CellKey::theatre,
                        CellKey::place,
                        CellKey::period,
                        CellKey::actors,
                        CellKey::grade,
                        CellKey::organisations);
        for (Function<CellKey, Object> grouping : groupings) {
            Map<Object, Measures> groups = new HashMap<>();
            counted.cells().forEach((c, m) -> groups.merge(grouping.apply(c), m, Measures::plus));
            assertThat(sum(groups.values())).as("seed %d", seed).isEqualTo(total);
        }
    }

    @RepeatedTest(20)
    void no_sum_is_ever_negative_and_no_minimum_above_its_maximum() {
        long seed = System.nanoTime();
        CountedHistory counted = count(new Histories(new Random(seed)).history(300));
        for (Measures m : counted.cells().values()) {
            for (Bounds b : List.of(m.killed(), m.injured(), m.undetermined())) {
                assertThat(b.min()).as("seed %d", seed).isBetween(0L, b.max());
                assertThat(b.notStated()).as("seed %d", seed).isBetween(0L, m.incidents());
                assertThat(b.openEnded()).as("seed %d", seed).isBetween(0L, m.incidents());
            }
        }
    }

    @RepeatedTest(10)
    void the_journal_up_to_a_position_is_the_tally_as_of_it() {
        long seed = System.nanoTime();
        List<RecordedEvent> history = new Histories(new Random(seed)).history(200);
        CountedHistory whole = count(history);
        CountedHistory early = count(history.subList(0, 120));
        Map<CellKey, Measures> summed = new HashMap<>();
        for (Posting posting : whole.journal()) {
            if (posting.position() < 120) {
                summed.merge(posting.cell(), posting.measures(), Measures::plus);
            }
        }

        assertThat(nonZero(summed)).as("seed %d", seed).isEqualTo(nonZero(early.cells()));
        assertThat(TallyDigest.of(119, Documented.V1, summed)).isEqualTo(early.tallyDigest());
    }

    @Test
    void digests_depend_on_no_locale_and_no_time_zone() {
        List<RecordedEvent> history = new Histories(new Random(7)).history(400);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        List<String> digests = new ArrayList<>();
        try {
            for (String[] place :
                    new String[][] {
                        {"en-US", "UTC"}, {"tr-TR", "Asia/Tokyo"}, {"ar-EG", "America/Los_Angeles"}
                    }) {
                Locale.setDefault(Locale.forLanguageTag(place[0]));
                TimeZone.setDefault(TimeZone.getTimeZone(place[1]));
                CountedHistory counted = count(history);
                digests.add(counted.tallyDigest() + counted.postingsDigest());
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }

        assertThat(digests).containsOnly(digests.getFirst());
    }

    private static CountedHistory count(List<RecordedEvent> history) {
        CountedHistory counted = new CountedHistory(Documented.V1);
        history.forEach(counted::apply);
        return counted;
    }

    private static Measures sum(Iterable<Measures> all) {
        Measures sum = Measures.ZERO;
        for (Measures m : all) {
            sum = sum.plus(m);
        }
        return sum;
    }

    private static Map<CellKey, Measures> nonZero(Map<CellKey, Measures> cells) {
        Map<CellKey, Measures> kept = new HashMap<>(cells);
        kept.values().removeIf(Measures::isZero);
        return kept;
    }
}
