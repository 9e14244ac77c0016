package org.casualtyledger.projections.tallies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.corrected;
import static org.casualtyledger.counting.Given.place;
import static org.casualtyledger.counting.Given.submitted;
import static org.casualtyledger.counting.Given.withdrawn;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TimeZone;
import java.util.UUID;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.claim.TimePrecision;
import org.casualtyledger.projections.edge.Rules;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TalliesTest {
    private final ReadSide side = new ReadSide();
    private final Tallies tallies = new Tallies(side.database, Methodologies.DOCUMENTED);
    private static final Stand LATEST = stand(OptionalLong.empty(), 0);

    private int incidents;

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void nothing_reported_is_a_total_of_no_incidents_and_no_known_sums() {
        side.caughtUp();
        TallyAnswer answer = ask("");

        assertThat(answer.position()).isEqualTo(-1);
        assertThat(answer.total()).isEqualTo(Measures.ZERO);
        assertThat(answer.total().json().get("killed").get("min").isNull()).isTrue();
    }

    @Test
    void a_correction_moves_exactly_its_cells_and_earlier_positions_keep_their_numbers() {
        report("1", claim().killed(3, 5).alleged("Force"));
        long before = report("2", claim().killed(1, 1).alleged("Group"));
        long after =
                side.log.append(
                        corrected(
                                "one",
                                "1",
                                claim().killed(7, 9)
                                        .alleged("Force")
                                        .when("2017-07-01", "2017-07-01", TimePrecision.DAY)
                                        .build()));
        side.caughtUp();

        assertThat(killed("month=2017-06")).containsExactly(1L, 1L);
        assertThat(killed("month=2017-07")).containsExactly(7L, 9L);
        assertThat(killed("actor=Group")).containsExactly(1L, 1L);
        assertThat(killed("month=2017-06", before)).containsExactly(4L, 6L);
        assertThat(killed("month=2017-07", before)).containsExactly(0L, 0L);
        assertThat(killed("", before)).containsExactly(4L, 6L);
        assertThat(killed("", after)).containsExactly(8L, 10L);
        assertThat(ask("by=month").rows()).hasSize(2);
        assertThat(ask("by=month", before).rows()).hasSize(1);
    }

    @Test
    void a_withdrawal_removes_its_incident() {
        report("1", claim().killed(3, 5));
        long before = side.log.size() - 1;
        side.log.append(withdrawn("one", "1"));
        side.caughtUp();

        assertThat(ask("").total()).isEqualTo(Measures.ZERO);
        assertThat(ask("by=place").rows()).isEmpty();
        assertThat(ask("", before).total().incidents()).isEqualTo(1);
    }

    @Test
    void before_the_first_event_there_is_nothing() {
        report("1", claim().killed(3, 5));
        side.caughtUp();

        assertThat(ask("by=month", -1).rows()).isEmpty();
        assertThat(ask("", -1).total().incidents()).isZero();
    }

    @Test
    void as_of_any_position_is_what_was_live_then() {
        List<RecordedEvent> history = new Histories(new Random(5)).history(300);
        side.caughtUp();
        List<String> live = new java.util.ArrayList<>();
        for (int from = 0; from < 300; from += 50) {
            long last = side.log.append(history.subList(from, from + 50));
            org.awaitility.Awaitility.await().until(() -> side.processor.position() == last);
            live.add(json("by=place,month,actor"));
        }
        for (int i = 0; i < live.size(); i++) {
            TallyAnswer answer = ask("by=place,month,actor", i * 50 + 49);
            assertThat(rows(answer, "by=place,month,actor")).isEqualTo(live.get(i));
        }
    }

    @Test
    void every_grouping_adds_up_to_the_same_total() {
        side.log.append(new Histories(new Random(6)).history(400));
        side.caughtUp();
        Measures total = ask("").total();
        for (By by : By.values()) {
            if (by == By.EACH_ACTOR) {
                continue; // its rows say that they do not add up
            }
            for (String role : List.of("alleged", "party")) {
                TallyAnswer answer = ask("by=" + by.code() + "&role=" + role);
                Measures sum =
                        answer.rows().stream()
                                .map(TallyAnswer.Group::measures)
                                .reduce(Measures.ZERO, Measures::plus);
                assertThat(sum).as(by.code()).isEqualTo(total);
                assertThat(answer.total()).isEqualTo(total);
            }
        }
        assertThat(total.incidents()).isPositive();
    }

    @Test
    void a_month_answers_what_lies_inside_and_beside_it_what_overlaps() {
        report("1", claim().killed(1, 1).when("2017-06-01", "2017-06-30", TimePrecision.MONTH));
        report("2", claim().killed(2, 2).when("2017-05-30", "2017-06-02", TimePrecision.DAYS));
        report("3", claim().killed(4, 4).when("2017-05-01", "2017-10-02", TimePrecision.LONGER));
        report("4", claim().killed(8, 8).when("2017-07-01", "2017-07-01", TimePrecision.DAY));
        side.caughtUp();
        TallyAnswer june = ask("month=2017-06");

        assertThat(june.total().killed().min()).isEqualTo(1);
        assertThat(june.overlapping().orElseThrow().incidents()).isEqualTo(2);
        assertThat(june.overlapping().orElseThrow().killed().min()).isEqualTo(6);
        assertThat(killed("month=spans")).containsExactly(6L, 6L);
        assertThat(killed("from=2017-05&to=2017-06")).containsExactly(3L, 3L);
        assertThat(killed("from=2017-06")).containsExactly(9L, 9L);
        assertThat(ask("from=2017-06").overlapping().orElseThrow().killed().min()).isEqualTo(6);
        assertThat(rows(ask("by=month"), "by=month")).contains("spans 2017-05…2017-10");
    }

    @Test
    void a_place_is_a_settlement_or_an_area_with_its_residuals_whatever_the_case() {
        report("1", claim().killed(1, 1));
        report(
                "2",
                claim().killed(2, 2)
                        .where(place("Example", PlacePrecision.PROVINCE, "Example Governorate")));
        report(
                "3",
                claim().killed(4, 4)
                        .where(
                                place(
                                        "Example town",
                                        PlacePrecision.NEAR,
                                        "Example Governorate",
                                        "Example district")));
        report("4", claim().killed(8, 8).where(place("Elsewhere", PlacePrecision.EXACT, "Other")));
        side.caughtUp();

        assertThat(killed("place=example TOWN")).containsExactly(5L, 5L);
        assertThat(killed("place=Example Governorate")).containsExactly(7L, 7L);
        assertThat(killed("place=Syria")).containsExactly(15L, 15L);
        assertThat(killed("place=Example")).containsExactly(0L, 0L);
        assertThat(rows(ask("by=place"), "by=place")).contains("unlocated in Example Governorate");
        assertThat(ask("by=place").rows()).hasSize(3);
        assertThat(ask("by=place,precision").rows()).hasSize(4);
    }

    @Test
    void an_actor_is_alleged_unless_asked_as_a_party() {
        report("1", claim().killed(1, 1).alleged("Force").party("Group"));
        report("2", claim().killed(2, 2).party("Force"));
        report("3", claim().killed(4, 4));
        side.caughtUp();

        assertThat(killed("actor=Force")).containsExactly(1L, 1L);
        assertThat(killed("actor=force&role=party")).containsExactly(3L, 3L);
        assertThat(killed("actor=Group")).containsExactly(0L, 0L);
        assertThat(rows(ask("by=actor"), "by=actor")).contains("\"actor\":null,\"actors\":[]");
        assertThat(rows(ask("by=actor&role=party"), "by=actor&role=party"))
                .contains("\"actor\":\"Force; Group\"");
    }

    @Test
    void organisation_theatre_and_grade_filter() {
        report("1", claim().killed(1, 1));
        side.log.append(
                submitted(
                        "two", "1", new IncidentId(new UUID(0, 99)), claim().killed(2, 2).build()));
        side.caughtUp();

        assertThat(killed("organisation=one")).containsExactly(1L, 1L);
        assertThat(killed("organisation=two")).containsExactly(2L, 2L);
        assertThat(killed("theatre=SYR&grade=ungraded")).containsExactly(3L, 3L);
        assertThat(killed("theatre=UKR")).containsExactly(0L, 0L);
        assertThat(killed("grade=confirmed")).containsExactly(0L, 0L);
    }

    @Test
    void cumulative_and_aggregate_reports_never_post() throws Exception {
        report("1", claim().kind(ReportKind.CUMULATIVE).killed(300, 500));
        report("2", claim().kind(ReportKind.AGGREGATE).killed(30, 50));
        report("3", claim().killed(Range.atLeast(3)));
        side.caughtUp();

        assertThat(killed("")).containsExactly(3L, 3L);
        assertThat(ask("").total().killed().openEnded()).isEqualTo(1);
        try (var connection = side.database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM read.tally_posting")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void two_alleged_actors_count_once() {
        report("1", claim().killed(3, 5).alleged("Force").alleged("Group"));
        side.caughtUp();

        assertThat(ask("by=actor").total().incidents()).isEqualTo(1);
        assertThat(rows(ask("by=actor"), "by=actor")).contains("Force; Group");
    }

    @Test
    void versions_of_an_incident_hold_from_and_to() throws Exception {
        report("1", claim().killed(3, 5));
        side.caughtUp();
        long last = side.log.append(corrected("one", "1", claim().killed(4, 4).build()));
        org.awaitility.Awaitility.await().until(() -> side.processor.position() == last);
        try (var connection = side.database.getConnection();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                SELECT from_position, to_position, versions::text
                                FROM read.incident_version ORDER BY from_position
                                """)) {
            rows.next();
            assertThat(rows.getString(1) + rows.getString(2) + rows.getString(3))
                    .isEqualTo("01{0}");
            rows.next();
            assertThat(rows.getString(1) + rows.getString(2) + rows.getString(3))
                    .isEqualTo("1null{1}");
        }
    }

    @Test
    void neither_locale_nor_time_zone_changes_an_answer() {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
            report(
                    "1",
                    claim().killed(1, 2)
                            .alleged("IS")
                            .where(place("Idlib", PlacePrecision.EXACT, "IDLIB Governorate"))
                            .when("2017-06-30", "2017-06-30", TimePrecision.DAY));
            side.caughtUp();
            assertThat(killed("actor=is&place=idlib&month=2017-06")).containsExactly(1L, 2L);
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            assertThat(killed("actor=is&place=idlib&month=2017-06")).containsExactly(1L, 2L);
            assertThat(json("by=month")).contains("2017-06");
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    private long report(String externalId, org.casualtyledger.counting.Given.ClaimBuilder claim) {
        return side.log.append(
                submitted(
                        "one",
                        externalId,
                        new IncidentId(new UUID(1, ++incidents)),
                        claim.build()));
    }

    private List<Long> killed(String query) {
        Measures total = ask(query).total();
        return List.of(total.killed().min(), total.killed().max());
    }

    private List<Long> killed(String query, long asOf) {
        Measures total = ask(query, asOf).total();
        return List.of(total.killed().min(), total.killed().max());
    }

    private String json(String query) {
        return rows(ask(query), query);
    }

    private static String rows(TallyAnswer answer, String query) {
        String json =
                new String(
                        TallyJson.write(
                                answer, question(query).by(), LATEST, new Doubts.Said.Nothing()),
                        java.nio.charset.StandardCharsets.UTF_8);
        return json.substring(0, json.indexOf("\"position\""));
    }

    private static Stand stand(OptionalLong asOf, long latest) {
        return new Stand(asOf, latest, Rules.THEN, Methodologies.DOCUMENTED);
    }

    private TallyAnswer ask(String query) {
        return tallies.answer(
                question(query), stand(OptionalLong.empty(), side.processor.position()));
    }

    /** Both ways to go back in time must agree. */
    private TallyAnswer ask(String query, long asOf) {
        TallyAnswer early =
                tallies.answer(question(query), stand(OptionalLong.of(asOf), Long.MAX_VALUE));
        TallyAnswer late = tallies.answer(question(query), stand(OptionalLong.of(asOf), 0));
        assertThat(early).isEqualTo(late);
        return early;
    }

    private static TallyQuestion question(String query) {
        return Questions.question(query);
    }
}
