package org.casualtyledger.projections;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.projections.edge.Cursor;
import org.casualtyledger.projections.testing.ReadSideOverHttp;
import org.casualtyledger.projections.testing.TheatreHistories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readers cannot tell into how many partitions the log is cut, nor that one of them lags. */
class AnswersOfPartitionsTest {
    private static final int FIRST = 350;
    private static final int ALL = 600;

    /** Any that is not kept as a journal. */
    private static final String COUNTED_ON_REQUEST =
            Methodologies.shipped().stream()
                    .filter(m -> !m.hash().equals(Methodologies.DOCUMENTED.hash()))
                    .map(m -> m.name() + "@" + m.version())
                    .findFirst()
                    .orElseThrow();

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<RecordedEvent> history = TheatreHistories.history(random, ALL);
    private final ReadSideOverHttp many =
            new ReadSideOverHttp(Map.of("ledger.projections.partitions", "8"));

    @AfterEach
    void close() {
        many.close();
    }

    @Test
    void answers_are_those_of_one_processor_at_every_position() throws Exception {
        try (ReadSideOverHttp one = new ReadSideOverHttp()) {
            one.log.append(history);
            many.log.append(history);
            one.json("/v1/tallies");
            many.json("/v1/tallies");

            for (long asOf : List.of(ALL - 1L, (long) random.nextInt(ALL))) {
                for (String question : questions()) {
                    String asked = question + (question.contains("?") ? "&" : "?") + "asOf=" + asOf;
                    assertThat(said(many, asked))
                            .as("seed %d: %s", seed, asked)
                            .isEqualTo(said(one, asked));
                }
            }
            for (String question : questions()) {
                assertThat(said(many, question))
                        .as("seed %d: %s", seed, question)
                        .isEqualTo(said(one, question));
            }
            String instant = "/v1/tallies?asOf=" + history.get(random.nextInt(ALL)).at();
            assertThat(said(many, instant)).as("seed %d", seed).isEqualTo(said(one, instant));
        }
    }

    @Test
    void a_partition_that_lags_holds_what_is_shown_and_nothing_above_shows() throws Exception {
        many.log.append(history.subList(0, FIRST));
        many.json("/v1/tallies");
        int lagging = random.nextInt(8);
        execute(
                """
                UPDATE feed_position SET owner = 'nobody', epoch = epoch + 1,
                    claimed_until = 'infinity' WHERE partition =\s"""
                        + lagging);
        many.log.append(history.subList(FIRST, ALL));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> number("SELECT max(position) FROM feed_position") > FIRST + 5);
        long shown = number("SELECT min(position) FROM feed_position");

        Map<String, String> before = new LinkedHashMap<>();
        for (String question : questions()) {
            before.put(question, said(many, question));
        }
        assertThat(ReadSideOverHttp.parsed(many.get("/v1/tallies")).get("position").asLong())
                .as("seed %d", seed)
                .isEqualTo(shown);
        assertThat(many.get("/v1/tallies?asOf=" + (shown + 1)).statusCode()).isEqualTo(400);
        String forged = new Cursor(shown + 1, shown + 1, "9").text();
        assertThat(many.get("/v1/publications?cursor=" + forged).statusCode()).isEqualTo(400);
        String now = said(many, "/v1/tallies?by=theatre&asOf=2099-01-01T00:00:00Z");

        execute(
                "UPDATE feed_position SET owner = NULL, claimed_until = NULL WHERE owner = 'nobody'");
        many.json("/v1/tallies");
        for (Map.Entry<String, String> asked : before.entrySet()) {
            String again =
                    asked.getKey() + (asked.getKey().contains("?") ? "&" : "?") + "asOf=" + shown;
            assertThat(said(many, again))
                    .as("seed %d: %s", seed, again)
                    .isEqualTo(asked.getValue());
        }
        assertThat(said(many, "/v1/tallies?by=theatre&asOf=" + shown)).isEqualTo(now);
    }

    private List<String> questions() {
        List<String> questions =
                new ArrayList<>(
                        List.of(
                                "/v1/tallies",
                                "/v1/tallies?by=place,actor,month",
                                "/v1/tallies?by=theatre,grade",
                                "/v1/tallies?by=organisation",
                                "/v1/tallies?by=city",
                                "/v1/tallies?theatre=SYR&by=month",
                                "/v1/tallies?methodology=" + COUNTED_ON_REQUEST,
                                "/v1/tallies/incidents",
                                "/v1/tallies/incidents?theatre=SYR",
                                "/v1/responsibility",
                                "/v1/incidents",
                                "/v1/incidents?theatre=SYR",
                                "/v1/incidents?theatre=IRQ&grade=fair",
                                "/v1/series",
                                "/v1/series?revisions=true",
                                "/v1/actors",
                                "/v1/methodologies",
                                "/v1/gazetteers",
                                "/v1/resolutions/actors",
                                "/v1/resolutions/places",
                                "/v1/publications"));
        List<ReportSubmitted> reports =
                history.stream()
                        .map(RecordedEvent::event)
                        .flatMap(
                                e -> e instanceof ReportSubmitted s ? Stream.of(s) : Stream.empty())
                        .toList();
        for (int i = 0; i < 3; i++) {
            ReportSubmitted report = reports.get(i * reports.size() / 3);
            report.incident()
                    .ifPresent(
                            incident -> {
                                questions.add("/v1/incidents/" + incident);
                                questions.add("/v1/incidents/" + incident + "/candidates");
                            });
            questions.add("/v1/challenges?report=" + report.report());
        }
        return questions;
    }

    /** Status, tag and body, but for what names the request. */
    private static String said(ReadSideOverHttp side, String question) throws Exception {
        HttpResponse<String> answer = side.get(question);
        assertThat(answer.statusCode()).as(question).isIn(200, 404);
        return answer.statusCode()
                + " "
                + answer.headers().firstValue("ETag").orElse("")
                + " "
                + answer.body().replaceAll(",\"requestId\":\"[^\"]*\"", "");
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = many.database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws Exception {
        try (Connection connection = many.database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
