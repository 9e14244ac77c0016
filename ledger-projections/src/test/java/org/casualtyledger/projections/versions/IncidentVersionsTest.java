package org.casualtyledger.projections.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.corrected;
import static org.casualtyledger.counting.Given.recorded;
import static org.casualtyledger.counting.Given.report;
import static org.casualtyledger.counting.Given.submitted;
import static org.casualtyledger.counting.Given.withdrawn;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.counting.IncidentState;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.Grade;
import org.casualtyledger.events.IncidentGraded;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stored versions are those of counting in memory, at every position. */
class IncidentVersionsTest {
    private static final IncidentId A = new IncidentId(new UUID(0, 1));
    private static final IncidentId B = new IncidentId(new UUID(0, 2));
    private static final IncidentId C = new IncidentId(new UUID(0, 3));

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void incidents_as_of_any_position_are_those_of_a_fold_to_there(int chunk) throws Exception {
        List<RecordedEvent> history =
                List.of(
                        submitted("one", "1", A, claim().killed(3, 5).build()),
                        submitted("two", "1", B, claim().killed(4, 4).build()),
                        graded(B, Grade.FAIR),
                        graded(C, Grade.WEAK),
                        merged(A, B),
                        corrected("two", "1", claim().killed(6, 6).build()),
                        aggregate(),
                        corrected("one", "sum", claim().killed(1, 1).build()),
                        split(A, B),
                        withdrawn("two", "1"),
                        linked(C),
                        corrected("two", "1", claim().killed(7, 7).build()),
                        corrected("one", "1", claim().killed(8, 8).build()));
        assertSameAsInMemory(history, chunk, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 4_096})
    void random_histories_agree_too(int chunk) throws Exception {
        assertSameAsInMemory(new Histories(new Random(31)).history(300), chunk, 37);
    }

    private static void assertSameAsInMemory(List<RecordedEvent> history, int chunk, int every)
            throws Exception {
        try (ReadSide side = new ReadSide()) {
            side.processor = side.processor(chunk);
            side.log.append(history);
            side.caughtUp();
            CountedHistory counted = new CountedHistory(Methodologies.DOCUMENTED);
            for (int at = 0; at < history.size(); at++) {
                counted.apply(history.get(at));
                if (at % every == 0 || at == history.size() - 1) {
                    assertThat(stored(side, at))
                            .as("as of %d", at)
                            .containsExactlyInAnyOrderElementsOf(known(counted));
                }
            }
            assertThat(side.tallyDigest(history.size() - 1)).isEqualTo(counted.tallyDigest());
        }
    }

    private static List<IncidentState> stored(ReadSide side, long position) throws Exception {
        List<IncidentState> found = new ArrayList<>();
        try (Connection connection = side.database.getConnection()) {
            StoredIncidents.each(connection, position, found::add);
            assertThat(StoredIncidents.count(connection, position, 50_000)).isEqualTo(found.size());
            List<IncidentId> ids = found.stream().map(IncidentState::id).toList();
            assertThat(StoredIncidents.at(connection, position, ids)).isEqualTo(found);
        }
        return found;
    }

    private static List<IncidentState> known(CountedHistory counted) {
        return counted.incidents().values().stream()
                .filter(state -> !state.equals(IncidentState.empty(state.id())))
                .toList();
    }

    private static RecordedEvent aggregate() {
        return recorded(
                "one",
                new ReportSubmitted(
                        report("one", "sum"),
                        Optional.empty(),
                        "sum",
                        List.of(),
                        claim().kind(ReportKind.AGGREGATE).killed(9, 9).build(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }

    private static RecordedEvent graded(IncidentId incident, Grade grade) {
        return recorded(
                "assessor",
                new IncidentGraded(
                        incident,
                        Optional.of(grade),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        List.of()));
    }

    private static RecordedEvent merged(IncidentId incident, IncidentId merged) {
        return recorded(
                "assessor",
                new IncidentsMerged(incident, merged, List.of(report("two", "1")), List.of()));
    }

    private static RecordedEvent split(IncidentId incident, IncidentId into) {
        return recorded(
                "assessor",
                new IncidentSplit(incident, into, List.of(report("two", "1")), List.of()));
    }

    private static RecordedEvent linked(IncidentId into) {
        return recorded(
                "assessor",
                new ReportsLinked(
                        into,
                        List.of(
                                new ReportsLinked.Move(report("two", "1"), B),
                                new ReportsLinked.Move(report("one", "1"), A)),
                        List.of()));
    }
}
