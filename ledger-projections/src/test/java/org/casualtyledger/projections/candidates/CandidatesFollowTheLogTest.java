package org.casualtyledger.projections.candidates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.counting.Events.in;
import static org.casualtyledger.counting.Events.merged;
import static org.casualtyledger.counting.Events.rehomed;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.corrected;
import static org.casualtyledger.counting.Given.recorded;
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
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.casualtyledger.counting.Given;
import org.casualtyledger.events.DuplicateConfirmed;
import org.casualtyledger.events.DuplicateDismissed;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.RecordedEvent;
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

    /** Merges; where all organisations report in every incident, no pair is open. */
    private static final int MERGED = 6;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<String[]> reports = new ArrayList<>();

    /** As the write side has it: where an incident lies, from which position on. */
    private final Map<IncidentId, NavigableMap<Integer, String>> theatres = new HashMap<>();

    /** Into which each incident was merged. Nothing is merged across theatres. */
    private final Map<IncidentId, IncidentId> survivors = new HashMap<>();

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
            IncidentId own = incident(reports.size());
            String theatre = random.nextInt(8) == 0 ? "UKR" : "SYR";
            theatres.put(own, new TreeMap<>(Map.of(i, theatre)));
            return in(theatre, submitted(report[0], report[1], own, claimOf()));
        }
        int known = random.nextInt(reports.size());
        String[] report = reports.get(known);
        String theatre = theatre(home(known));
        IncidentId a = home(random.nextInt(reports.size()));
        IncidentId b = home(random.nextInt(reports.size()));
        return switch (dice) {
            case 14 -> in(theatre, corrected(report[0], report[1], claimOf()));
            case 15 -> in(theatre, withdrawn(report[0], report[1]));
            case 16 -> merge(a, b);
            case 17 -> in("SYR", recorded("judge", new DuplicateConfirmed(a, b, List.of())));
            case 18 -> in("SYR", recorded("judge", new DuplicateDismissed(a, b, List.of())));
            default -> rehome(i, a);
        };
    }

    /** The incident that holds a report now. */
    private IncidentId home(int report) {
        IncidentId home = incident(report + 1);
        while (survivors.containsKey(home)) {
            home = survivors.get(home);
        }
        return home;
    }

    private String theatre(IncidentId incident) {
        return theatres.get(incident).lastEntry().getValue();
    }

    private RecordedEvent merge(IncidentId a, IncidentId b) {
        boolean few = survivors.size() < MERGED;
        if (a.equals(b) || !theatre(a).equals(theatre(b)) || !few) {
            return in("SYR", recorded("judge", new DuplicateDismissed(a, b, List.of())));
        }
        survivors.put(b, a);
        return in(theatre(a), merged("judge", a, b));
    }

    private RecordedEvent rehome(int i, IncidentId incident) {
        String to = random.nextBoolean() ? "SYR" : "UKR";
        theatres.get(incident).put(i, to);
        return rehomed("judge", incident, to);
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
            boolean everOpen = false;
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
                everOpen |= !open.isEmpty();
                for (int few : new int[] {0, 1_000}) {
                    assertThat(
                                    new SightedCandidates(side.database, few)
                                            .openPairs(position, Optional.empty()))
                            .as("seed %d at %d, few %d", seed, position, few)
                            .contains(open);
                }
            }
            assertThat(everOpen).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void going_on_from_the_last_answer_finds_what_looking_anew_finds() throws SQLException {
        List<RecordedEvent> history = history();
        try (ReadSide side = new ReadSide()) {
            side.processor = side.processor(37);
            side.log.append(history);
            side.caughtUp();
            SightedCandidates goesOn = new SightedCandidates(side.database, 1_000);
            for (long position = 20; position < EVENTS; position += 1 + random.nextInt(3)) {
                assertThat(goesOn.openPairs(position, Optional.empty()))
                        .as("seed %d at %d", seed, position)
                        .isEqualTo(
                                new SightedCandidates(side.database, 1_000)
                                        .openPairs(position, Optional.empty()));
            }
        }
    }

    /** Each incident with every other one of its theatre, report by report. */
    private Map<IncidentId, Set<IncidentId>> compared(ReadSide side, long position)
            throws SQLException {
        Map<IncidentId, List<Sighting>> all = new HashMap<>();
        try (Connection connection = side.database.getConnection()) {
            Sightings sightings = new Sightings(connection, position, position);
            for (String theatre : List.of("SYR", "UKR")) {
                for (Sighting sighting : sightings.in(theatre)) {
                    all.computeIfAbsent(sighting.incident(), _ -> new ArrayList<>()).add(sighting);
                }
            }
        }
        Map<IncidentId, Set<IncidentId>> alike = new HashMap<>();
        all.forEach(
                (a, ofA) -> {
                    Set<IncidentId> found = new HashSet<>();
                    all.forEach(
                            (b, ofB) -> {
                                if (!a.equals(b)
                                        && theatreAt(a, position).equals(theatreAt(b, position))
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

    private String theatreAt(IncidentId incident, long position) {
        return theatres.get(incident).floorEntry((int) position).getValue();
    }
}
