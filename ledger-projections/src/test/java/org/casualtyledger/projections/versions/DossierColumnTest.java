package org.casualtyledger.projections.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.casualtyledger.counting.Change;
import org.casualtyledger.counting.Dossier;
import org.casualtyledger.counting.Incidents;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.LedgerEvents;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.TheatreId;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class DossierColumnTest {
    @Test
    void the_empty_one_is_no_text() {
        assertThat(DossierColumn.write(Dossier.EMPTY)).isEmpty();
        assertThat(DossierColumn.read(Optional.empty())).isEqualTo(Dossier.EMPTY);
    }

    @RepeatedTest(50)
    void what_is_written_is_read_back_whatever_was_judged() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        LedgerEvents events = new LedgerEvents(random);
        Incidents incidents = new Incidents(new HashMap<>(), new HashMap<>());
        long position = 0;
        for (int round = 0; round < 20; round++) {
            for (LedgerEvent event : events.oneOfEach()) {
                for (Change change : incidents.apply(position++, recorded(random, event))) {
                    Dossier dossier = change.after().dossier();
                    assertThat(DossierColumn.read(DossierColumn.write(dossier)))
                            .as("seed %d", seed)
                            .isEqualTo(dossier);
                }
            }
        }
    }

    private static RecordedEvent recorded(Random random, LedgerEvent event) {
        return new RecordedEvent(
                Instant.EPOCH,
                new OrganisationId("reader-" + random.nextInt(3)),
                new UUID(0, random.nextLong()),
                new TheatreId("SYR"),
                event);
    }
}
