package org.casualtyledger.projections.tallies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored is what counting in memory says, however the log is cut into chunks. */
class TalliesFollowTheLogTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4_096})
    void the_digests_are_those_of_counting_in_memory_whatever_the_chunk_size(int chunk) {
        long seed = System.nanoTime();
        List<RecordedEvent> history = new Histories(new Random(seed)).history(600);
        CountedHistory expected = new CountedHistory(Methodologies.DOCUMENTED);
        history.forEach(expected::apply);
        try (ReadSide side = new ReadSide()) {
            side.processor = side.processor(chunk);
            long last = side.log.append(history);
            side.caughtUp();

            assertThat(side.tallyDigest(last))
                    .as("seed %d", seed)
                    .isEqualTo(expected.tallyDigest());
            assertThat(side.postingsDigest(last))
                    .as("seed %d", seed)
                    .isEqualTo(expected.postingsDigest());
        }
    }
}
