package org.casualtyledger.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.corrected;
import static org.casualtyledger.counting.Given.submitted;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.casualtyledger.edge.EdgeConfiguration;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.testing.TestLog;
import org.casualtyledger.projections.testing.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** The read side as it is wired in production, over HTTP. */
class ProjectionsOverHttpTest {
    private static final HikariDataSource DATABASE = TestPostgres.database();
    private static final TestLog LOG = new TestLog(DATABASE);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ConfigurableApplicationContext application;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @Import({EdgeConfiguration.class, ProjectionsConfiguration.class})
    static class Wiring {
        @Bean(destroyMethod = "")
        DataSource logDataSource() {
            return DATABASE;
        }

        @Bean(destroyMethod = "")
        DataSource readDataSource() {
            return DATABASE;
        }

        @Bean(destroyMethod = "")
        DataSource accessDataSource() {
            return DATABASE;
        }
    }

    @BeforeAll
    static void start() {
        LOG.append(
                submitted("one", "1", claim().killed(3, 5).alleged("Force").build()),
                submitted("one", "2", claim().kind(ReportKind.CUMULATIVE).killed(100, 200).build()),
                corrected("one", "1", claim().killed(4, 6).alleged("Force").build()));
        application =
                new SpringApplication(Wiring.class)
                        .run("--server.port=0", "--ledger.tallies.public=true");
    }

    @AfterAll
    static void stop() {
        application.close();
        TestPostgres.drop(DATABASE);
    }

    @Test
    void a_tally_has_its_rows_total_position_and_methodology() throws Exception {
        JsonNode answer = json(get("/v1/tallies?by=place,actor,month&atLeast=2"));

        assertThat(answer.get("position").asInt()).isGreaterThanOrEqualTo(2);
        JsonNode row = answer.get("rows").get(0);
        assertThat(row.get("place").asString()).isEqualTo("Example town");
        assertThat(row.get("admin").get(0).asString()).isEqualTo("Example Governorate");
        assertThat(row.get("country").asString()).isEqualTo("Syria");
        assertThat(row.get("actor").asString()).isEqualTo("Force");
        assertThat(row.get("month").asString()).isEqualTo("2017-06");
        assertThat(row.has("residual")).isFalse();
        assertThat(row.get("killed").get("max").asInt()).isEqualTo(6);
        assertThat(row.get("injured").get("min").isNull()).isTrue();
        assertThat(answer.get("total").get("incidents").asInt()).isEqualTo(1);
        assertThat(answer.get("methodology").get("name").asString()).isEqualTo("documented");
        assertThat(answer.get("methodology").get("hash").asString()).hasSize(64);
        assertThat(answer.has("overlapping")).isFalse();
        assertThat(answer.get("note").asString()).contains("not a confidence interval");
    }

    @Test
    void as_of_an_earlier_position_or_instant_gives_the_earlier_numbers() throws Exception {
        assertThat(killedMax("asOf=0&atLeast=2")).isEqualTo(5);
        assertThat(killedMax("asOf=2&atLeast=2")).isEqualTo(6);
        assertThat(killedMax("atLeast=2&asOf=" + encoded("2026-11-22T06:00:00.123Z"))).isEqualTo(6);
        assertThat(killedMax("atLeast=2&asOf=" + encoded("2030-01-01T00:00:00+02:00")))
                .isEqualTo(6);
        assertThat(
                        json(get("/v1/tallies?asOf=2026-11-22T06:00:00.122Z"))
                                .get("total")
                                .get("incidents")
                                .asInt())
                .isZero();
    }

    @Test
    void a_month_has_what_overlaps_beside_it() throws Exception {
        assertThat(
                        json(get("/v1/tallies?month=2017-06"))
                                .get("overlapping")
                                .get("incidents")
                                .asInt())
                .isZero();
    }

    @Test
    void every_fault_of_the_parameters_is_named() throws Exception {
        HttpResponse<String> refused =
                get(
                        "/v1/tallies?month=June&by=place,colour&role=victim&grade=great&asOf=now&plaec=x&theatre=syr&atLeast=-1");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("content-type").orElseThrow())
                .startsWith("application/problem+json");
        JsonNode errors = json(refused).get("errors");
        assertThat(errors.valueStream().map(e -> e.get("pointer").asString()))
                .containsExactlyInAnyOrder(
                        "?month",
                        "?by",
                        "?role",
                        "?grade",
                        "?asOf",
                        "?plaec",
                        "?theatre",
                        "?atLeast");
    }

    @Test
    void a_position_that_is_not_reached_is_refused_and_waited_for_within_bounds() throws Exception {
        assertThat(get("/v1/tallies?asOf=999999").statusCode()).isEqualTo(400);
        HttpResponse<String> late = get("/v1/tallies?atLeast=999999");
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(json(late).get("type").asString()).endsWith("not-reached");
    }

    @Test
    void an_answer_that_is_known_is_not_sent_again() throws Exception {
        HttpResponse<String> first = get("/v1/tallies?by=month&asOf=2&atLeast=2");
        String etag = first.headers().firstValue("etag").orElseThrow();
        HttpResponse<String> second = get("/v1/tallies?by=month&asOf=2", "If-None-Match", etag);
        HttpResponse<String> other = get("/v1/tallies?by=place&asOf=2", "If-None-Match", etag);

        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void csv_says_how_and_as_of_when_it_was_counted() throws Exception {
        HttpResponse<String> csv =
                get("/v1/tallies?by=place&atLeast=2&asOf=2", "Accept", "text/csv");

        assertThat(csv.headers().firstValue("content-type").orElseThrow()).startsWith("text/csv");
        assertThat(csv.body().lines().toList())
                .hasSize(3)
                .satisfies(
                        lines -> {
                            assertThat(lines.get(0))
                                    .startsWith(
                                            "line,place,admin,country,residual,incidents,withCivilianHarm,killedMin,killedMax");
                            assertThat(lines.get(1))
                                    .startsWith(
                                            "row,Example town,Example Governorate; Example district,Syria,false,1,1,4,6,0,0,,,1,0,,,1,0,0,2,documented,2,2,");
                            assertThat(lines.get(2)).startsWith("total,,,,,1,1,4,6");
                        });
        assertThat(get("/v1/tallies?asOf=2&format=csv").body()).startsWith("line,residual");
    }

    @Test
    void series_are_apart() throws Exception {
        JsonNode answer = json(get("/v1/series?organisation=one&atLeast=2"));

        JsonNode series = answer.get("series").get(0);
        assertThat(series.get("kind").asString()).isEqualTo("cumulative");
        assertThat(series.get("points").get(0).get("killed").get("max").asInt()).isEqualTo(200);
        assertThat(series.get("points").get(0).get("difference").isNull()).isTrue();
        assertThat(json(get("/v1/series?organisation=two")).get("series").size()).isZero();
    }

    @Test
    void health_says_how_far_the_tallies_are() throws Exception {
        get("/v1/tallies?atLeast=2");
        JsonNode health = json(get("/v1/health")).get("tallies");

        assertThat(health.get("position").asInt()).isEqualTo(2);
        assertThat(health.get("lag").asInt()).isZero();
        assertThat(health.has("failed")).isFalse();
    }

    @Test
    void any_methodology_can_be_asked_for_and_names_itself() throws Exception {
        JsonNode fair = json(get("/v1/tallies?methodology=confirmed-fair&atLeast=2"));
        JsonNode first = json(get("/v1/tallies?methodology=documented@1&actor=force&by=month"));

        assertThat(fair.get("total").get("incidents").asInt()).isZero();
        assertThat(fair.get("methodology").get("name").asString()).isEqualTo("confirmed-fair");
        assertThat(first.get("methodology").get("semantics").asInt()).isEqualTo(1);
        assertThat(first.get("sole").get("incidents").asInt()).isEqualTo(1);
        assertThat(first.get("shared").get("incidents").asInt()).isZero();
        assertThat(first.get("rules").asString()).isEqualTo("then");
        assertThat(first.get("rulesPosition").asInt()).isEqualTo(2);
        assertThat(get("/v1/tallies?methodology=unheard-of").statusCode()).isEqualTo(404);
    }

    @Test
    void a_change_is_explained_by_its_events() throws Exception {
        JsonNode explained = json(get("/v1/tallies/explain?from=0&to=2&actor=force&atLeast=2"));

        assertThat(explained.get("before").get("killed").get("max").asInt()).isEqualTo(5);
        assertThat(explained.get("after").get("killed").get("max").asInt()).isEqualTo(6);
        assertThat(explained.get("sum")).isEqualTo(explained.get("difference"));
        JsonNode change = explained.get("changes").get(0);
        assertThat(explained.get("changes").size()).isEqualTo(1);
        assertThat(change.get("position").asInt()).isEqualTo(2);
        assertThat(change.get("type").asString()).isEqualTo("report-corrected");
        assertThat(change.get("cause").asString()).isEqualTo("correction");
        assertThat(change.get("by").asString()).isEqualTo("one");
        assertThat(change.get("killed").get("min").asInt()).isEqualTo(1);
        assertThat(
                        json(get("/v1/tallies/explain?from=-1"))
                                .get("errors")
                                .get(0)
                                .get("pointer")
                                .asString())
                .isEqualTo("?from");
        assertThat(get("/v1/tallies/explain").statusCode()).isEqualTo(400);
        assertThat(get("/v1/tallies/explain?from=2&to=1").statusCode()).isEqualTo(400);
        JsonNode late = json(get("/v1/tallies/explain?from=" + encoded("2020-01-01T00:00:00Z")));
        assertThat(late.get("from").asInt()).isEqualTo(-1);
    }

    @Test
    void the_incidents_behind_a_tally_are_listed() throws Exception {
        JsonNode answer = json(get("/v1/tallies/incidents?place=syria&atLeast=2"));

        assertThat(answer.get("incidents").size()).isEqualTo(1);
        assertThat(answer.get("incidents").get(0).get("killed").get("max").asInt()).isEqualTo(6);
        assertThat(answer.get("incidents").get(0).get("month").asString()).isEqualTo("2017-06");
        assertThat(answer.has("next")).isFalse();
        assertThat(get("/v1/tallies/incidents?cursor=x").statusCode()).isEqualTo(400);
    }

    @Test
    void changes_name_every_position_and_what_came_late() throws Exception {
        JsonNode answer = json(get("/v1/changes?limit=2&atLeast=2"));

        assertThat(answer.get("changes").size()).isEqualTo(2);
        assertThat(answer.get("next").asInt()).isEqualTo(1);
        assertThat(answer.get("more").asBoolean()).isTrue();
        JsonNode first = answer.get("changes").get(0);
        assertThat(first.get("late").asBoolean()).isTrue();
        assertThat(first.get("month").asString()).isEqualTo("2017-06");
        assertThat(first.get("postings").get(0).get("cell").get("theatre").asString())
                .isEqualTo("SYR");
        assertThat(answer.get("changes").get(1).get("postings").size()).isZero();
        assertThat(answer.get("changes").get(1).has("data")).isTrue();
        JsonNode rest = json(get("/v1/changes?since=2"));
        assertThat(rest.get("changes").size()).isZero();
        assertThat(rest.get("next").asInt()).isEqualTo(2);
    }

    @Test
    void alleged_stands_beside_conceded() throws Exception {
        JsonNode force = json(get("/v1/responsibility?atLeast=2")).get("actors").get(0);

        assertThat(force.get("actor").asString()).isEqualTo("Force");
        assertThat(force.get("sole").get("incidents").asInt()).isEqualTo(1);
        assertThat(force.get("statements").get("none").asInt()).isEqualTo(1);
        assertThat(force.get("conceded").get("killed").get("min").isNull()).isTrue();
        assertThat(get("/v1/responsibility?role=party").statusCode()).isEqualTo(400);
    }

    @Test
    void every_address_is_described_by_hand() throws Exception {
        JsonNode paths = json(get("/v3/api-docs")).get("paths");
        paths.propertyNames().stream()
                .filter(path -> path.startsWith("/v1/"))
                .forEach(
                        path ->
                                paths.get(path)
                                        .forEach(
                                                operation ->
                                                        assertThat(
                                                                        operation
                                                                                .path("summary")
                                                                                .asString(""))
                                                                .as(path)
                                                                .isNotEmpty()));
        assertThat(paths.propertyNames())
                .contains(
                        "/v1/tallies",
                        "/v1/tallies/explain",
                        "/v1/tallies/incidents",
                        "/v1/tallies/preview",
                        "/v1/changes",
                        "/v1/responsibility");
    }

    private static int killedMax(String query) throws Exception {
        return json(get("/v1/tallies?" + query)).get("total").get("killed").get("max").asInt();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return Json.parse(response.body().getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
