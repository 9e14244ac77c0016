package org.casualtyledger.projections.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.casualtyledger.counting.Facts;
import org.casualtyledger.events.Claims;
import org.casualtyledger.events.claim.ReportKind;
import org.junit.jupiter.api.RepeatedTest;

class FactsColumnTest {
    @RepeatedTest(200)
    void what_is_written_is_read_back() {
        long seed = System.nanoTime();
        Facts facts = Facts.of(new Claims(new Random(seed)).claim(ReportKind.INCIDENT));

        assertThat(FactsColumn.read(FactsColumn.write(facts))).as("seed %d", seed).isEqualTo(facts);
    }
}
