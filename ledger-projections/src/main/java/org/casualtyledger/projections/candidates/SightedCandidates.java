package org.casualtyledger.projections.candidates;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.projections.edge.OpenCandidates;
import org.casualtyledger.projections.processing.Lru;
import org.casualtyledger.projections.processing.ReadSideUnavailable;

/**
 * The open pairs among the incidents of {@code sighting}: of organisations that have no report in
 * the other's incident, at least {@link Likeness#OPEN} alike, neither a duplicate of anything, and
 * judged by nobody.
 *
 * <p>A theatre in which one organisation reports costs one look-up. Where the others have few
 * reports, only what is around these is read; else the whole theatre is, and compared day by day.
 * Where a few reports came since it was asked last, only what is around those is compared. Safe for
 * many threads.
 */
final class SightedCandidates implements OpenCandidates {
    /** Most pairs; more are nobody's list of work. */
    static final int PAIRS = 20_000;

    /**
     * Reports of all organisations but the largest, up to which only what is around them is read.
     */
    static final int FEW = 500;

    /** Reports around those few. */
    private static final int AROUND = 100_000;

    /** Reports of one theatre that are read as a whole: about 1 KB each in memory. */
    private static final int READ = 400_000;

    /** Incidents touched since the last answer, up to which it is gone on from: some ms each. */
    private static final int STEP = 32;

    /** Answers that are kept: a dashboard asks the same again and again. */
    private static final int KEPT = 64;

    private final DataSource read;
    private final int fewReports;
    private final Lru<Question, Optional<Set<Pair>>> known = new Lru<>(KEPT);

    /** The last answer of each theatre, to go on from. */
    private final Lru<String, Stand> stands = new Lru<>(KEPT);

    /**
     * @param fewReports see {@link #FEW}; either way the pairs are the same
     */
    SightedCandidates(DataSource read, int fewReports) {
        this.read = read;
        this.fewReports = fewReports;
    }

    private record Question(long position, String theatre) {}

    /**
     * The open pairs of a theatre as of a position.
     *
     * @param tables from which they were read
     */
    private record Stand(long tables, long position, Set<Pair> pairs) {}

    @Override
    public Optional<Set<Pair>> openPairs(long position, Optional<TheatreId> theatre) {
        try (Connection connection = read.getConnection()) {
            PairsJudged judged = PairsJudged.at(connection, position);
            Set<String> theatres =
                    theatre.map(t -> Set.of(t.value()))
                            .orElseGet(() -> theatres(connection, judged));
            Set<Pair> all = new HashSet<>();
            for (String one : theatres) {
                Optional<Set<Pair>> pairs = openPairs(connection, position, one, judged);
                if (pairs.isEmpty() || all.size() + pairs.get().size() > PAIRS) {
                    return Optional.empty();
                }
                all.addAll(pairs.get());
            }
            return Optional.of(all);
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    private Optional<Set<Pair>> openPairs(
            Connection connection, long position, String theatre, PairsJudged judged)
            throws SQLException {
        Question question = new Question(position, theatre);
        synchronized (known) {
            Optional<Set<Pair>> kept = known.get(question);
            if (kept != null) {
                return kept;
            }
        }
        long tables = Touched.tables(connection);
        Sightings sightings = new Sightings(connection, position, position);
        Optional<Set<Pair>> pairs = goneOn(connection, tables, question, sightings, judged);
        if (pairs.isEmpty()) {
            pairs = anew(connection, question, sightings, judged);
        }
        synchronized (known) {
            known.put(question, pairs);
            pairs.ifPresent(found -> stands.put(theatre, new Stand(tables, position, found)));
        }
        return pairs;
    }

    /**
     * From the last answer, where a few reports alone came since: only what is around these can
     * have changed.
     */
    private Optional<Set<Pair>> goneOn(
            Connection connection,
            long tables,
            Question question,
            Sightings sightings,
            PairsJudged judged)
            throws SQLException {
        Stand stand;
        synchronized (known) {
            stand = stands.get(question.theatre());
        }
        if (stand == null || stand.tables() != tables || stand.position() > question.position()) {
            return Optional.empty();
        }
        Optional<Set<IncidentId>> touched =
                Touched.between(
                        connection,
                        question.theatre(),
                        stand.position(),
                        question.position(),
                        STEP);
        if (touched.isEmpty()) {
            return Optional.empty();
        }
        Set<Pair> pairs = new HashSet<>();
        for (Pair pair : stand.pairs()) {
            if (!touched.get().contains(pair.a()) && !touched.get().contains(pair.b())) {
                pairs.add(pair);
            }
        }
        for (IncidentId incident : touched.get()) {
            Optional<Candidates.Ranked> ranked =
                    Candidates.of(connection, incident, sightings, judged, question.position());
            if (ranked.isPresent() && !ranked.get().complete()) {
                return Optional.empty();
            }
            ranked.stream()
                    .filter(found -> found.theatre().equals(Optional.of(question.theatre())))
                    .flatMap(found -> found.candidates().stream())
                    .filter(Candidates.Candidate::open)
                    .forEach(open -> pairs.add(new Pair(incident, open.incident())));
        }
        return pairs.size() > PAIRS ? Optional.empty() : Optional.of(Set.copyOf(pairs));
    }

    private Optional<Set<Pair>> anew(
            Connection connection, Question question, Sightings sightings, PairsJudged judged)
            throws SQLException {
        Optional<Set<Pair>> alike =
                compared(connection, question.position(), question.theatre(), sightings, judged)
                        .flatMap(compared -> OpenPairs.among(compared, judged, PAIRS));
        return alike.isPresent()
                ? Optional.of(ofDifferentOrganisations(alike.get(), sightings))
                : Optional.empty();
    }

    /** One organisation that reports in both incidents knows them apart. */
    private static Set<Pair> ofDifferentOrganisations(Set<Pair> pairs, Sightings sightings)
            throws SQLException {
        Set<IncidentId> incidents = new HashSet<>();
        for (Pair pair : pairs) {
            incidents.add(pair.a());
            incidents.add(pair.b());
        }
        Map<IncidentId, Set<String>> organisations = sightings.organisations(incidents);
        return pairs.stream()
                .filter(
                        pair ->
                                Collections.disjoint(
                                        organisations.getOrDefault(pair.a(), Set.of()),
                                        organisations.getOrDefault(pair.b(), Set.of())))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Those that have to be compared; empty for more than can be. */
    private Optional<List<Sighting>> compared(
            Connection connection,
            long position,
            String theatre,
            Sightings sightings,
            PairsJudged judged)
            throws SQLException {
        Map<String, Long> reporters = reporters(connection, position, theatre);
        Set<Long> moved = Candidates.lyingIn(connection, theatre, judged, position);
        if (reporters.size() < 2 && moved.isEmpty()) {
            return Optional.of(List.of());
        }
        Set<String> small = new LinkedHashSet<>(reporters.keySet());
        reporters.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .ifPresent(largest -> small.remove(largest.getKey()));
        long few = small.stream().mapToLong(o -> reporters.getOrDefault(o, 0L)).sum();
        long all = reporters.values().stream().mapToLong(Long::longValue).sum();
        Optional<List<Sighting>> compared = Optional.empty();
        if (few + moved.size() <= fewReports) {
            List<Sighting> seeds = new ArrayList<>(sightings.of(theatre, small));
            seeds.addAll(sightings.of(moved));
            compared = around(connection, theatre, sightings, seeds);
        } else if (all <= READ) {
            List<Sighting> whole = new ArrayList<>(sightings.in(theatre));
            whole.addAll(sightings.of(moved));
            compared = Optional.of(whole);
        }
        return compared.map(
                found ->
                        distinct(
                                found.stream()
                                        .filter(s -> judged.isIn(theatre, s.incident()))
                                        .toList()));
    }

    private static Optional<List<Sighting>> around(
            Connection connection, String theatre, Sightings sightings, List<Sighting> seeds)
            throws SQLException {
        Set<Long> around = Blocks.around(connection, theatre, seeds, AROUND + 1);
        if (around.size() > AROUND) {
            return Optional.empty();
        }
        List<Sighting> compared = new ArrayList<>(seeds);
        compared.addAll(sightings.of(around));
        return Optional.of(compared);
    }

    private static List<Sighting> distinct(List<Sighting> sightings) {
        Map<Object, Sighting> distinct = new LinkedHashMap<>();
        sightings.forEach(sighting -> distinct.putIfAbsent(sighting.report(), sighting));
        return List.copyOf(distinct.values());
    }

    /** How many rows each organisation has about; those that have none yet are missing. */
    private static Map<String, Long> reporters(Connection connection, long position, String theatre)
            throws SQLException {
        Map<String, Long> reporters = new LinkedHashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT organisation, sightings FROM reporter
                        WHERE theatre = ? AND position <= ?
                        """)) {
            statement.setString(1, theatre);
            statement.setLong(2, position);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    reporters.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return reporters;
    }

    private static Set<String> theatres(Connection connection, PairsJudged judged) {
        Set<String> theatres = new HashSet<>(judged.theatres().values());
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT theatre FROM reporter GROUP BY theatre HAVING count(*) > 1
                                """);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                theatres.add(row.getString(1));
            }
            return theatres;
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }
}
