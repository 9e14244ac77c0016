package org.casualtyledger.projections.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.counting.Home;
import org.casualtyledger.counting.IncidentState;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.projections.edge.Leaves;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.api.Test;

/**
 * An incident's page is what folding the log in memory says, however the log is cut into chunks.
 */
class IncidentsFollowTheLogTest {
    private static final int EVENTS = 300;

    /** The states as of a position, and the positions at which each incident changed. */
    private static final class Folded {
        final Map<IncidentId, IncidentState> states = new HashMap<>();
        final Map<IncidentId, Set<Long>> changes = new HashMap<>();

        Folded(List<RecordedEvent> history, long until) {
            Map<ReportId, Home> homes = new HashMap<>();
            org.casualtyledger.counting.Incidents incidents =
                    new org.casualtyledger.counting.Incidents(homes, states);
            for (int i = 0; i <= until; i++) {
                long position = i;
                incidents
                        .apply(position, history.get(i))
                        .forEach(
                                change ->
                                        changes.computeIfAbsent(
                                                        change.after().id(), _ -> new TreeSet<>())
                                                .add(position));
            }
        }
    }

    @Test
    void every_page_has_the_state_that_folding_gives_and_every_change_in_its_timeline()
            throws SQLException {
        long seed = System.nanoTime();
        List<RecordedEvent> history = new Histories(new Random(seed)).history(EVENTS);
        Map<String, String> one = pages(history, 1, seed);
        Map<String, String> all = pages(history, 4_096, seed);

        assertThat(one).as("seed %d", seed).isEqualTo(all).isNotEmpty();
    }

    private static Map<String, String> pages(List<RecordedEvent> history, int chunk, long seed) {
        Map<String, String> pages = new TreeMap<>();
        try (ReadSide side = new ReadSide()) {
            side.processor = side.processor(chunk);
            side.log.append(history);
            side.caughtUp();
            Incidents incidents = new Incidents(side.database, new Leaves(side.database));
            for (long position : List.of(40L, 150L, EVENTS - 1L)) {
                Folded folded = new Folded(history, position);
                folded.states.forEach(
                        (id, state) -> {
                            Optional<Incident> page =
                                    incidents.asOf(
                                            id, position, position, Methodologies.DOCUMENTED);
                            String where = "seed " + seed + ", " + id + " at " + position;
                            assertThat(page).as(where).isPresent();
                            assertThat(page.get().state()).as(where).isEqualTo(state);
                            assertThat(page.get().leaves().keySet())
                                    .as(where)
                                    .containsAll(folded.changes.getOrDefault(id, Set.of()))
                                    .allMatch(touched -> touched <= position);
                            pages.put(
                                    position + " " + id, IncidentJson.write(page.get()).toString());
                        });
            }
        }
        return pages;
    }
}
