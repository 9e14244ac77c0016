package org.casualtyledger.projections.tallies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.projections.edge.Rules;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * A tally is the same from the journal and counted on request, and every grouping adds up to it.
 */
class BothWaysTest {
    private static final long SEED = System.nanoTime();
    private static final ReadSide SIDE = new ReadSide();
    private static long last;

    private final Tallies journal = new Tallies(SIDE.database, Methodologies.DOCUMENTED);
    private final Tallies onRequest = new Tallies(SIDE.database, Questions.NOT_ASKED);

    @BeforeAll
    static void fold() {
        last = SIDE.log.append(new NamedHistories(new Random(SEED)).history(500));
        SIDE.caughtUp();
    }

    @AfterAll
    static void close() {
        SIDE.close();
    }

    @RepeatedTest(60)
    void the_journal_and_counting_on_request_agree() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String query = Questions.filter(random) + "&by=" + Questions.by(random);
        Stand stand = stand(random);
        TallyQuestion question = Questions.question(query);
        TallyAnswer kept = journal.answer(question, stand);

        assertThat(onRequest.answer(question, stand))
                .as("history %d, seed %d: %s as of %d", SEED, seed, query, stand.position())
                .isEqualTo(kept);
        if (question.isPlain()) {
            TallyAnswer summed =
                    Snapshot.of(SIDE.database, c -> journal.summed(c, question, stand));
            assertThat(summed).as("history %d, seed %d: %s", SEED, seed, query).isEqualTo(kept);
        }
    }

    @Test
    void every_grouping_adds_up_to_the_total_but_that_by_each_actor_which_says_so() {
        Random random = new Random(SEED);
        for (By by : By.values()) {
            for (String role : List.of("alleged", "party")) {
                Stand stand = stand(random);
                String query = "role=" + role + "&by=" + by.code();
                TallyAnswer answer = journal.answer(Questions.question(query), stand);
                Measures sum =
                        sum(answer.rows().stream().map(TallyAnswer.Group::measures).toList());
                if (by != By.EACH_ACTOR) {
                    assertThat(sum).as("history %d: %s", SEED, query).isEqualTo(answer.total());
                }
                assertThat(answer.total())
                        .as("history %d: %s", SEED, query)
                        .isEqualTo(journal.answer(Questions.question(""), stand).total());
            }
        }
        assertThat(
                        new String(
                                TallyJson.write(
                                        journal.answer(
                                                Questions.question("by=each-actor"), stand(random)),
                                        List.of(By.EACH_ACTOR),
                                        stand(random),
                                        new Doubts.Said.Nothing()),
                                java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"rowsAddUp\":false");
    }

    @RepeatedTest(20)
    void sole_and_shared_and_at_and_near_add_up() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String query =
                "actor=force&city=1&by=" + Questions.by(random).replace("each-actor", "actor");
        query = query.replace("actor,actor", "actor");
        TallyAnswer answer = journal.answer(Questions.question(query), stand(random));

        assertThat(answer.parts().get(Part.SOLE).plus(answer.parts().get(Part.SHARED)))
                .as("history %d, seed %d: %s", SEED, seed, query)
                .isEqualTo(answer.total());
        assertThat(answer.parts().get(Part.AT).plus(answer.parts().get(Part.NEAR)))
                .isEqualTo(answer.total());
        for (TallyAnswer.Group row : answer.rows()) {
            assertThat(row.parts().get(Part.SOLE).plus(row.parts().get(Part.SHARED)))
                    .isEqualTo(row.measures());
        }
    }

    private static Measures sum(List<Measures> all) {
        return new ArrayList<>(all).stream().reduce(Measures.ZERO, Measures::plus);
    }

    private static Stand stand(Random random) {
        return new Stand(
                OptionalLong.of(random.nextLong(last + 1)),
                last,
                Rules.values()[random.nextInt(2)],
                Methodologies.DOCUMENTED);
    }
}
