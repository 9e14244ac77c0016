package org.casualtyledger.projections.candidates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.corrected;
import static org.casualtyledger.counting.Given.submitted;
import static org.casualtyledger.counting.Given.withdrawn;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.casualtyledger.counting.Given;
import org.casualtyledger.events.DuplicateConfirmed;
import org.casualtyledger.events.DuplicateDismissed;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.Place;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.events.claim.Point;
import org.casualtyledger.events.claim.TimePrecision;
import org.casualtyledger.projections.edge.OpenCandidates.Pair;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.api.Test;

/**
 * Looking by indexes finds what comparing everything with everything finds, and both ways of
 * looking for open pairs find the same.
 */
class CandidatesFollowTheLogTest {
    private static final List<String> ORGANISATIONS = List.of("one", "two", "three");
    private static final int EVENTS = 260;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<String[]> reports = new ArrayList<>();

    /** As the write side has it: nothing is merged across theatres. */
    private final Map<IncidentId, String> theatres = new HashMap<>();

    private final Set<IncidentId> merged = new HashSet<>();

    private List<RecordedEvent> history() {
        List<RecordedEvent> history = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            history.add(event(i));
        }
        return history;
    }

    private RecordedEvent event(int i) {
        int dice = random.nextInt(20);
        if (reports.size() < 5 || dice < 14) {
            String[] report = {ORGANISATIONS.get(random.nextInt(3)), "r" + i};
            reports.add(report);
            String theatre = random.nextInt(8) == 0 ? "UKR" : "SYR";
            theatres.put(incident(reports.size()), theatre);
            return in(
                    theatre, submitted(report[0], report[1], incident(reports.size()), claimOf()));
        }
        int known = random.nextInt(reports.size());
        String[] report = reports.get(known);
        String theatre = theatres.get(incident(known + 1));
        IncidentId a = incident(1 + random.nextInt(reports.size()));
        IncidentId b = incident(1 + random.nextInt(reports.size()));
        return switch (dice) {
            case 14 -> in(theatre, corrected(report[0], report[1], claimOf()));
            case 15 -> in(theatre, withdrawn(report[0], report[1]));
            case 16 -> merge(a, b);
            case 17 -> judged("SYR", new DuplicateConfirmed(a, b, List.of()));
            case 18 -> judged("SYR", new DuplicateDismissed(a, b, List.of()));
            default -> rehome(a);
        };
    }

    private RecordedEvent merge(IncidentId a, IncidentId b) {
        if (!theatres.get(a).equals(theatres.get(b))) {
            return judged("SYR", new DuplicateDismissed(a, b, List.of()));
        }
        merged.add(a);
        merged.add(b);
        return judged(theatres.get(a), new IncidentsMerged(a, b, List.of(), List.of()));
    }

    private RecordedEvent rehome(IncidentId a) {
        String from = theatres.get(a);
        if (!merged.contains(a)) {
            theatres.put(a, random.nextBoolean() ? "SYR" : "UKR");
        }
        return judged(
                theatres.get(a), new IncidentRehomed(a, new TheatreId(from), List.of(), List.of()));
    }

    private Claim claimOf() {
        LocalDate from = LocalDate.of(2017, 6, 1).plusDays(random.nextInt(14));
        int length = random.nextInt(12) == 0 ? 60 : random.nextInt(3);
        Given.ClaimBuilder claim =
                claim().when(from.toString(), from.plusDays(length).toString(), TimePrecision.DAYS)
                        .where(place());
        if (random.nextInt(4) > 0) {
            int min = random.nextInt(20);
            claim.killed(min, min + random.nextInt(8));
        }
        return random.nextBoolean()
                ? claim.alleged("Force " + random.nextInt(2)).build()
                : claim.build();
    }

    private Place place() {
        PlacePrecision precision =
                List.of(
                                PlacePrecision.EXACT,
                                PlacePrecision.EXACT,
                                PlacePrecision.NEAR,
                                PlacePrecision.DISTRICT,
                                PlacePrecision.PROVINCE)
                        .get(random.nextInt(5));
        Optional<Point> point =
                random.nextInt(6) == 0
                        ? Optional.empty()
                        : Optional.of(
                                new Point(
                                        35_500_000 + random.nextInt(900_000),
                                        38_600_000 + random.nextInt(900_000)));
        return new Place(
                "Town " + random.nextInt(3),
                List.of("Province " + random.nextInt(2), "District " + random.nextInt(2)),
                Optional.of("Syria"),
                point,
                precision);
    }

    private static RecordedEvent in(String theatre, RecordedEvent e) {
        return new RecordedEvent(e.at(), e.by(), e.id(), new TheatreId(theatre), e.event());
    }

    private static RecordedEvent judged(String theatre, LedgerEvent event) {
        return in(theatre, Given.recorded("judge", event));
    }

    private static IncidentId incident(int n) {
        return new IncidentId(new UUID(7, n));
    }

    @Test
    void indexes_lose_no_candidate_and_both_ways_find_the_same_open_pairs() throws SQLException {
        List<RecordedEvent> history = history();
        try (ReadSide side = new ReadSide()) {
            side.processor = side.processor(37);
            side.log.append(history);
            side.caughtUp();
            for (long position : List.of(90L, EVENTS - 1L)) {
                Map<IncidentId, Set<IncidentId>> everything = compared(side, position);
                Candidates candidates = new Candidates(side.database);
                Set<Pair> open = new HashSet<>();
                for (IncidentId incident : everything.keySet()) {
                    Candidates.Ranked ranked =
                            candidates.of(incident, position, position).orElseThrow();
                    Set<IncidentId> found = new HashSet<>();
                    ranked.candidates().forEach(c -> found.add(c.incident()));
                    assertThat(found)
                            .as("seed %d, %s at %d", seed, incident, position)
                            .isEqualTo(everything.get(incident));
                    ranked.candidates().stream()
                            .filter(Candidates.Candidate::open)
                            .forEach(c -> open.add(new Pair(incident, c.incident())));
                }
                assertThat(open).as("seed %d", seed).isNotEmpty();
                for (int few : new int[] {0, 1_000}) {
                    assertThat(
                                    new SightedCandidates(side.database, few)
                                            .openPairs(position, Optional.empty()))
                            .as("seed %d at %d, few %d", seed, position, few)
                            .contains(open);
                }
            }
        }
    }

    /** Each incident with every other one of its theatre, report by report. */
    private static Map<IncidentId, Set<IncidentId>> compared(ReadSide side, long position)
            throws SQLException {
        try (Connection connection = side.database.getConnection()) {
            PairsJudged judged = PairsJudged.at(connection, position);
            Sightings sightings = new Sightings(connection, position, position);
            Map<IncidentId, String> known = new HashMap<>();
            Map<IncidentId, List<Sighting>> all = new HashMap<>();
            for (String theatre : List.of("SYR", "UKR")) {
                for (Sighting sighting : sightings.in(theatre)) {
                    all.computeIfAbsent(sighting.incident(), _ -> new ArrayList<>()).add(sighting);
                    known.put(
                            sighting.incident(),
                            judged.theatres().getOrDefault(sighting.incident(), theatre));
                }
            }
            Map<IncidentId, Set<IncidentId>> alike = new HashMap<>();
            all.forEach(
                    (a, ofA) -> {
                        Set<IncidentId> found = new HashSet<>();
                        all.forEach(
                                (b, ofB) -> {
                                    if (!a.equals(b)
                                            && known.get(a).equals(known.get(b))
                                            && Likeness.of(ofA, ofB)
                                                    .filter(l -> l.score() >= Likeness.WORTH_A_LOOK)
                                                    .isPresent()) {
                                        found.add(b);
                                    }
                                });
                        alike.put(a, found);
                    });
            return alike;
        }
    }
}
