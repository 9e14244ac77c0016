package org.casualtyledger.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.stream.Stream;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportsLinked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every history, under every methodology. A failure names its seed. */
class CountingPropertiesTest {
    private static final int TIMES = 12;

    static Stream<Methodology> methodologies() {
        return Stream.concat(
                Methodologies.shipped().stream(),
                Stream.of(
                        variant("residual", "spread-over-days"),
                        variant("\"rule\":\"envelope\"", "\"rule\":\"most-recent\""),
                        variant("\"assessors\":\"any\"", "\"assessors\":{\"*\":[\"ucdp\"]}")));
    }

    private static Methodology variant(String from, String to) {
        return Methodologies.read(Methodologies.DOCUMENTED.document().replace(from, to))
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("methodologies")
    void what_the_codec_accepts_the_fold_applies(Methodology methodology) {
        each(
                (seed, history) -> {
                    CountedHistory counted = new CountedHistory(methodology);
                    for (RecordedEvent event : history) {
                        counted.apply(EventCodec.decode(EventCodec.encode(event)));
                    }
                    assertThat(counted.position()).as("seed %d", seed).isEqualTo(299);
                    counted.incidents().values().forEach(methodology::derivation);
                });
    }

    @ParameterizedTest
    @MethodSource("methodologies")
    void the_tally_is_the_sum_of_what_its_incidents_contribute(Methodology methodology) {
        each(
                (seed, history) -> {
                    CountedHistory counted = count(methodology, history);
                    Map<CellKey, Measures> expected = new HashMap<>();
                    for (IncidentState incident : counted.incidents().values()) {
                        for (Contribution c : methodology.contributions(incident)) {
                            expected.merge(c.cell(), c.measures(), Measures::plus);
                        }
                    }
                    assertThat(nonZero(counted.cells()))
                            .as("seed %d", seed)
                            .isEqualTo(nonZero(expected));
                });
    }

    @ParameterizedTest
    @MethodSource("methodologies")
    void every_report_is_in_one_incident_and_no_incident_is_counted_twice(Methodology methodology) {
        each(
                (seed, history) -> {
                    CountedHistory counted = count(methodology, history);
                    Set<ReportId> seen = new HashSet<>();
                    for (IncidentState incident : counted.incidents().values()) {
                        for (Account account : incident.accounts()) {
                            assertThat(seen.add(account.report())).as("seed %d", seed).isTrue();
                        }
                        long incidents =
                                methodology.contributions(incident).stream()
                                        .mapToLong(c -> c.measures().incidents())
                                        .sum();
                        assertThat(incidents).as("seed %d", seed).isBetween(0L, 1L);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("methodologies")
    void the_sums_of_every_grouping_close(Methodology methodology) {
        List<Function<CellKey, Object>> groupings =
                List.of(
                        CellKey::theatre,
                        CellKey::place,
                        CellKey::period,
                        CellKey::actors,
                        CellKey::grade,
                        CellKey::organisations);
        each(
                (seed, history) -> {
                    Map<CellKey, Measures> cells = count(methodology, history).cells();
                    for (Function<CellKey, Object> grouping : groupings) {
                        Map<Object, Measures> groups = new HashMap<>();
                        cells.forEach((c, m) -> groups.merge(grouping.apply(c), m, Measures::plus));
                        assertThat(sum(groups.values()))
                                .as("seed %d", seed)
                                .isEqualTo(sum(cells.values()));
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("methodologies")
    void no_sum_is_ever_negative_and_no_minimum_above_its_maximum(Methodology methodology) {
        each(
                (seed, history) -> {
                    for (Measures m : count(methodology, history).cells().values()) {
                        assertThat(m.disputed()).as("seed %d", seed).isBetween(0L, m.incidents());
                        for (Bounds b : List.of(m.killed(), m.injured(), m.undetermined())) {
                            assertThat(b.min()).as("seed %d", seed).isBetween(0L, b.max());
                            assertThat(b.notStated())
                                    .as("seed %d", seed)
                                    .isBetween(0L, m.incidents());
                            assertThat(b.openEnded())
                                    .as("seed %d", seed)
                                    .isBetween(0L, m.incidents());
                        }
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("methodologies")
    void the_journal_up_to_a_position_is_the_tally_as_of_it(Methodology methodology) {
        each(
                (seed, history) -> {
                    CountedHistory early = count(methodology, history.subList(0, 120));
                    Map<CellKey, Measures> summed = new HashMap<>();
                    for (Posting posting : count(methodology, history).journal()) {
                        if (posting.position() < 120) {
                            summed.merge(posting.cell(), posting.measures(), Measures::plus);
                        }
                    }
                    assertThat(nonZero(summed))
                            .as("seed %d", seed)
                            .isEqualTo(nonZero(early.cells()));
                    assertThat(TallyDigest.of(119, methodology, summed))
                            .as("seed %d", seed)
                            .isEqualTo(early.tallyDigest());
                });
    }

    @ParameterizedTest
    @MethodSource("methodologies")
    void an_events_lines_are_numbered_in_order_and_what_is_taken_back_comes_first(
            Methodology methodology) {
        each(
                (seed, history) -> {
                    TallyDigest digest = TallyDigest.ofPostings(299, methodology);
                    for (Posting p : count(methodology, history).journal()) {
                        digest.posting(p.position(), p.ordinal(), p.cell().name(), p.measures());
                    }
                    assertThat(digest.hex()).as("seed %d", seed).hasSize(64);
                });
    }

    @ParameterizedTest
    @MethodSource("methodologies")
    void a_merge_that_is_split_again_leaves_every_tally_as_it_was(Methodology methodology) {
        each(
                (seed, history) -> {
                    Random random = new Random(seed);
                    CountedHistory counted = count(methodology, history);
                    List<IncidentId> live = withReports(counted);
                    IncidentId one = live.get(random.nextInt(live.size()));
                    IncidentId other = live.get(random.nextInt(live.size()));
                    layInOneTheatre(counted, one, other);
                    Map<CellKey, Measures> before = nonZero(counted.cells());
                    IncidentState state = state(counted, other);
                    boolean apart = areApart(state(counted, one), state);
                    List<ReportId> reports =
                            state.accounts().stream().map(Account::report).toList();

                    apply(counted, new IncidentsMerged(one, other, reports, List.of()));
                    apply(counted, new IncidentSplit(one, other, reports, List.of()));

                    assertThat(nonZero(counted.cells())).as("seed %d", seed).isEqualTo(before);
                    if (apart) {
                        assertThat(state(counted, other)).as("seed %d", seed).isEqualTo(state);
                    }
                });
    }

    /**
     * Whether a decider could have merged them: neither was merged away, nor into the other before.
     * The random histories tie knots that no decider lets in, and tallies alone survive those.
     */
    private static boolean areApart(IncidentState one, IncidentState other) {
        return Stream.of(one, other).allMatch(i -> i.dossier().mergedInto().isEmpty())
                && Stream.of(one, other)
                        .flatMap(i -> i.dossier().absorbed().stream())
                        .noneMatch(
                                edge ->
                                        edge.incident().equals(one.id())
                                                || edge.incident().equals(other.id()));
    }

    @ParameterizedTest
    @MethodSource("methodologies")
    void a_report_that_is_linked_and_linked_back_leaves_every_tally_as_it_was(
            Methodology methodology) {
        each(
                (seed, history) -> {
                    Random random = new Random(seed);
                    CountedHistory counted = count(methodology, history);
                    List<IncidentId> live = withReports(counted);
                    IncidentId from = live.get(random.nextInt(live.size()));
                    IncidentId to = live.get(random.nextInt(live.size()));
                    ReportId report = state(counted, from).accounts().getFirst().report();
                    layInOneTheatre(counted, from, to);
                    Map<CellKey, Measures> before = nonZero(counted.cells());

                    apply(counted, link(to, from, report));
                    apply(counted, link(from, to, report));

                    assertThat(nonZero(counted.cells())).as("seed %d", seed).isEqualTo(before);
                });
    }

    /** As every decider wants it of what is to be merged or linked. */
    private static void layInOneTheatre(CountedHistory counted, IncidentId... incidents) {
        for (IncidentId incident : incidents) {
            if (!state(counted, incident).liesIn(Given.THEATRE)) {
                apply(counted, new IncidentRehomed(incident, Given.THEATRE, List.of(), List.of()));
            }
        }
    }

    private static ReportsLinked link(IncidentId to, IncidentId from, ReportId report) {
        return new ReportsLinked(to, List.of(new ReportsLinked.Move(report, from)), List.of());
    }

    private static void apply(CountedHistory counted, LedgerEvent event) {
        counted.apply(Given.recorded("sample-monitor", event));
    }

    private static List<IncidentId> withReports(CountedHistory counted) {
        return counted.incidents().values().stream()
                .filter(incident -> !incident.accounts().isEmpty())
                .map(IncidentState::id)
                .toList();
    }

    private static IncidentState state(CountedHistory counted, IncidentId incident) {
        return java.util.Objects.requireNonNull(counted.incidents().get(incident));
    }

    @Test
    void digests_depend_on_no_locale_and_no_time_zone() {
        List<RecordedEvent> history = new Histories(new Random(7)).history(400);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        List<String> digests = new ArrayList<>();
        try {
            for (String[] place :
                    new String[][] {
                        {"en-US", "UTC"}, {"tr-TR", "Asia/Tokyo"}, {"ar-EG", "America/Los_Angeles"}
                    }) {
                Locale.setDefault(Locale.forLanguageTag(place[0]));
                TimeZone.setDefault(TimeZone.getTimeZone(place[1]));
                CountedHistory counted = count(Methodologies.DOCUMENTED, history);
                digests.add(counted.tallyDigest() + counted.postingsDigest());
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }

        assertThat(digests).containsOnly(digests.getFirst());
    }

    private interface Property {
        void holds(long seed, List<RecordedEvent> history);
    }

    private static void each(Property property) {
        for (int i = 0; i < TIMES; i++) {
            long seed = System.nanoTime();
            property.holds(seed, new Histories(new Random(seed)).history(300));
        }
    }

    private static CountedHistory count(Methodology methodology, List<RecordedEvent> history) {
        CountedHistory counted = new CountedHistory(methodology);
        history.forEach(counted::apply);
        return counted;
    }

    private static Measures sum(Iterable<Measures> all) {
        Measures sum = Measures.ZERO;
        for (Measures m : all) {
            sum = sum.plus(m);
        }
        return sum;
    }

    private static Map<CellKey, Measures> nonZero(Map<CellKey, Measures> cells) {
        Map<CellKey, Measures> kept = new HashMap<>(cells);
        kept.values().removeIf(Measures::isZero);
        return kept;
    }
}
