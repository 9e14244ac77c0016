package org.casualtyledger.projections.tallies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.edge.Leaves;
import org.casualtyledger.projections.edge.Rules;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/** What explains a change adds up to it, whatever is asked, and however it is counted. */
class ExplainingTest {
    private static final long SEED = System.nanoTime();
    private static final ReadSide SIDE = new ReadSide();

    /** Said to be the journal's, so that every methodology of the test is counted on request. */
    private static final Methodology NEVER_ASKED_FOR =
            Methodologies.read(
                            Methodologies.DOCUMENTED
                                    .document()
                                    .replace("\"documented\"", "\"never-asked-for\""))
                    .orElseThrow();

    private static long last;

    private final KnownMethodologies known = new KnownMethodologies(SIDE.database);
    private final Leaves leaves = new Leaves(SIDE.database);
    private final Tallies journal = new Tallies(SIDE.database, Methodologies.DOCUMENTED);
    private final Tallies onRequest = new Tallies(SIDE.database, NEVER_ASKED_FOR);

    @BeforeAll
    static void fold() {
        last = SIDE.log.append(new NamedHistories(new Random(SEED)).withDefaults().history(500));
        SIDE.caughtUp();
    }

    @AfterAll
    static void close() {
        SIDE.close();
    }

    @RepeatedTest(60)
    void the_sum_of_all_causes_is_the_difference_and_both_ways_of_counting_agree() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String query = random.nextInt(5) == 0 ? "" : Questions.filter(random);
        String methodology =
                List.of("", "documented", "documented@2", "confirmed-fair").get(random.nextInt(4));
        long from = random.nextLong(last + 2) - 1;
        long to = from + random.nextLong(last + 1 - from);
        Rules rules = Rules.values()[random.nextInt(2)];
        Explaining.Asked asked =
                new Explaining.Asked(
                        Questions.question(query).filter(),
                        from,
                        to,
                        last,
                        rules,
                        methodology.isEmpty()
                                ? Optional.empty()
                                : Optional.of(KnownMethodologies.Asked.parse(methodology)));
        String failing =
                "history %d, seed %d: %s by %s from %d to %d, rules %s"
                        .formatted(SEED, seed, query, methodology, from, to, rules);
        Explained explained = new Explaining(SIDE.database, journal, known, leaves).explain(asked);

        assertThat(explained.sum()).as(failing).isEqualTo(explained.difference());
        assertThat(explained.before()).as(failing).isEqualTo(total(asked, from));
        assertThat(explained.now()).as(failing).isEqualTo(total(asked, to));
        assertThat(new Explaining(SIDE.database, onRequest, known, leaves).explain(asked))
                .as(failing)
                .isEqualTo(explained);
    }

    private Measures total(Explaining.Asked asked, long position) {
        Stand stand =
                new Stand(
                        OptionalLong.of(position),
                        last,
                        asked.rules(),
                        known.asked(asked.methodology(), asked.rulesAt(position)));
        return journal.answer(new TallyQuestion(asked.filter(), List.of()), stand).total();
    }
}
