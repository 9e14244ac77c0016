package org.casualtyledger.api.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.casualtyledger.api.testing.TestLedger;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.ActorResolved;
import org.casualtyledger.events.GazetteerAdopted;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.PlaceResolved;
import org.casualtyledger.events.ResolutionMethod;
import org.casualtyledger.gazetteer.Gazetteer;
import org.casualtyledger.gazetteer.GazetteerPlace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Resolution over HTTP, with the gazetteer that comes with the ledger; each test has a log of its
 * own.
 */
class ResolutionHttpTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** One place of Syria bears each of these names. */
    private static GazetteerPlace raqqa;

    private TestLedger ledger;
    private String monitor;
    private String desk;

    @BeforeAll
    static void find() {
        raqqa =
                Gazetteer.bundled()
                        .search("Ar Raqqah", java.util.Optional.of("SY"), 1)
                        .getFirst()
                        .place();
    }

    @BeforeEach
    void start() {
        try (HikariDataSource database = TestPostgres.database()) {
            ledger = new TestLedger(database.getJdbcUrl(), "postgres", "");
        }
        monitor = ledger.organisation("sample-monitor", "submit", "read");
        desk = ledger.organisation("sample-desk", "assess");
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void a_run_resolves_what_is_unique_and_near_and_suggests_the_rest() {
        report("Ar Raqqah", raqqa.latE6(), raqqa.lonE6(), "exact");
        report("Ar Raqqah", raqqa.latE6() + 20_000, raqqa.lonE6(), "near");
        report("Ar Raqqahh", raqqa.latE6(), raqqa.lonE6(), "exact");
        report("Example Governorate", raqqa.latE6(), raqqa.lonE6(), "province");
        JsonNode answer = run("{\"theatre\":\"SYR\"}");
        assertThat(answer.get("settlements").intValue()).isEqualTo(2);
        assertThat(answer.get("resolvedNow").intValue()).isEqualTo(1);
        assertThat(answer.get("shareOfSettlements").doubleValue()).isEqualTo(0.5);
        assertThat(answer.get("shareOfReports").doubleValue()).isEqualTo(0.6666);
        assertThat(answer.get("wrong")).isEmpty();
        JsonNode left = answer.get("unresolved").get(0);
        assertThat(left.get("stated").get("name").stringValue()).isEqualTo("Ar Raqqahh");
        assertThat(left.get("suggestions").get(0).get("place").longValue()).isEqualTo(raqqa.id());
        assertThat(left.get("suggestions").get(0).get("reasons")).isNotEmpty();

        GazetteerAdopted adopted = (GazetteerAdopted) only(GazetteerAdopted.class);
        assertThat(adopted.sha256()).isEqualTo(answer.get("gazetteer").stringValue());
        PlaceResolved resolved = (PlaceResolved) only(PlaceResolved.class);
        assertThat(resolved.method()).isEqualTo(ResolutionMethod.AUTOMATIC);
        assertThat(resolved.distanceMetres().getAsInt()).isBetween(2_000, 2_500);
        assertThat(resolved.resolved().orElseThrow().province().orElseThrow()).contains("(SY.");
    }

    @Test
    void a_run_again_does_nothing_twice() {
        report("Ar Raqqah", raqqa.latE6(), raqqa.lonE6(), "exact");
        run("{}");
        int before = ledger.events(0).size();
        JsonNode again = run("{}");
        assertThat(again.get("resolvedNow").intValue()).isZero();
        assertThat(again.get("resolved").intValue()).isEqualTo(1);
        assertThat(ledger.events(0)).hasSize(before);
    }

    @Test
    void two_runs_at_once_resolve_each_name_once() {
        for (GazetteerPlace place : syrianTowns(30)) {
            report(place.name(), place.latE6(), place.lonE6(), "exact");
        }
        CompletableFuture<JsonNode> first = CompletableFuture.supplyAsync(() -> run("{}"));
        JsonNode second = run("{}");
        int now = first.join().get("resolvedNow").intValue() + second.get("resolvedNow").intValue();
        List<LedgerEvent> resolved = all(PlaceResolved.class);
        assertThat(resolved).hasSize(now);
        assertThat(resolved.stream().map(e -> ((PlaceResolved) e).stated()).distinct())
                .hasSize(now)
                .hasSizeGreaterThan(20);
        assertThat(all(GazetteerAdopted.class)).hasSize(1);
    }

    @Test
    void a_dry_run_says_what_it_would_do_and_stores_nothing() {
        report("Ar Raqqah", raqqa.latE6(), raqqa.lonE6(), "exact");
        int before = ledger.events(0).size();
        JsonNode answer = run("{\"dryRun\":true}");
        assertThat(answer.get("resolvedNow").intValue()).isEqualTo(1);
        assertThat(ledger.events(0)).hasSize(before);
    }

    @Test
    void a_later_report_of_the_same_name_elsewhere_is_shown_as_wrong() {
        report("Ar Raqqah", raqqa.latE6(), raqqa.lonE6(), "exact");
        run("{}");
        report("Ar Raqqah", raqqa.latE6() - 300_000, raqqa.lonE6(), "exact");
        JsonNode wrong = run("{}").get("wrong").get(0);
        assertThat(wrong.get("stated").get("name").stringValue()).isEqualTo("Ar Raqqah");
        assertThat(wrong.get("distanceMetres").longValue()).isBetween(30_000L, 37_000L);
    }

    @Test
    void what_a_person_said_is_never_overruled_by_a_run() {
        report("Ar Raqqah", raqqa.latE6(), raqqa.lonE6(), "exact");
        assertThat(place("\"Ar Raqqah\"", "null").status()).isEqualTo(201);
        JsonNode answer = run("{}");
        assertThat(answer.get("resolvedNow").intValue()).isZero();
        assertThat(answer.get("unresolved")).isEmpty();
    }

    @Test
    void a_person_resolves_a_place_and_takes_it_back() {
        String id = Long.toString(raqqa.id());
        TestLedger.Answer first = place("\"Rakka city\"", id);
        assertThat(first.status()).as(first.json().toString()).isEqualTo(201);
        PlaceResolved event = (PlaceResolved) only(PlaceResolved.class);
        assertThat(event.method()).isEqualTo(ResolutionMethod.REVIEWED);
        assertThat(event.sd()).hasSize(1);
        assertThat(place("\"Rakka city\"", id).json().get("type").stringValue())
                .endsWith("no-change");
        assertThat(place("\"Rakka city\"", "null").status()).isEqualTo(201);
        assertThat(named(place("\"Rakka city\"", "1"))).containsExactly("/place unknown");
        assertThat(
                        named(
                                ledger.post(
                                        "/v1/resolutions/places",
                                        desk,
                                        "{\"stated\":{\"country\":\"Syria\",\"admin\":[1],\"x\":1}}")))
                .containsExactlyInAnyOrder(
                        "/reason missing",
                        "/place missing",
                        "/stated/name missing",
                        "/stated/admin/0 wrong-type",
                        "/stated/x unknown-field");
    }

    @Test
    void a_gazetteer_is_adopted_once() {
        TestLedger.Answer first = ledger.post("/v1/gazetteers/adoptions", desk, "{}");
        assertThat(first.status()).isEqualTo(201);
        TestLedger.Answer again = ledger.post("/v1/gazetteers/adoptions", desk, "");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("position")).isEqualTo(first.json().get("position"));
        assertThat(
                        named(
                                ledger.post(
                                        "/v1/gazetteers/adoptions",
                                        desk,
                                        "{\"sha256\":\"" + "0".repeat(64) + "\"}")))
                .containsExactly("/sha256 unknown");
    }

    @Test
    void actors_are_resolved_by_the_registry() {
        ledger.post(
                "/v1/actors",
                desk,
                "{\"id\":\"sample-front\",\"name\":\"Sample Front\",\"aliases\":[\"Front of Samples\"]}");
        report("Ar Raqqah", raqqa.latE6(), raqqa.lonE6(), "exact", "the Sample Front");
        report("Ar Raqqah", raqqa.latE6(), raqqa.lonE6(), "exact", "Sample Front, West Wing");
        JsonNode actors = run("{}").get("actors");
        assertThat(actors.get("names").intValue()).isEqualTo(2);
        assertThat(actors.get("resolvedNow").intValue()).isEqualTo(1);
        assertThat(((ActorResolved) only(ActorResolved.class)).stated())
                .isEqualTo("the Sample Front");
        JsonNode left = actors.get("unresolved").get(0);
        assertThat(left.get("stated").stringValue()).isEqualTo("Sample Front, West Wing");
        assertThat(left.get("suggestions").get(0).get("actor").stringValue())
                .isEqualTo("sample-front");
        assertThat(actor("Sample Front, West Wing", "\"nobody\"").status()).isEqualTo(422);
        assertThat(actor("Sample Front, West Wing", "\"sample-front\"").status()).isEqualTo(201);
        assertThat(actor("Sample Front, West Wing", "\"sample-front\"").status()).isEqualTo(409);
        assertThat(run("{}").get("actors").get("unresolved")).isEmpty();
    }

    @Test
    void a_key_for_some_theatres_resolves_there_alone() {
        String limited =
                ledger.post(
                                "/v1/organisations/sample-desk/keys",
                                TestLedger.OPERATOR_KEY,
                                "{\"scopes\":[\"assess\"],\"theatres\":[\"SYR\"]}")
                        .json()
                        .get("key")
                        .stringValue();
        String iraq =
                "{\"stated\":{\"country\":\"Iraq\",\"name\":\"X\"},\"place\":null,\"reason\":\"SYNTHETIC SAMPLE\"}";
        assertThat(ledger.post("/v1/resolutions/places", limited, iraq).status()).isEqualTo(403);
        assertThat(
                        ledger.post(
                                        "/v1/resolutions/places",
                                        limited,
                                        iraq.replace("Iraq", "Syria"))
                                .status())
                .isEqualTo(201);
        assertThat(ledger.post("/v1/resolutions/runs", limited, "{}").status()).isEqualTo(403);
        assertThat(ledger.post("/v1/resolutions/runs", limited, "{\"theatre\":\"SYR\"}").status())
                .isEqualTo(200);
        assertThat(ledger.post("/v1/resolutions/runs", monitor, "{}").status()).isEqualTo(403);
        assertThat(named(ledger.post("/v1/resolutions/runs", desk, "{\"theatre\":\"SRY\"}")))
                .containsExactly("/theatre unknown-theatre");
    }

    /** Towns of Syria whose names no other place there bears. */
    private static List<GazetteerPlace> syrianTowns(int count) {
        List<GazetteerPlace> towns = new ArrayList<>();
        for (String letter : List.of("a", "b", "d", "h", "i", "j", "k", "m")) {
            Gazetteer.bundled().search(letter, java.util.Optional.of("SY"), 40).stream()
                    .map(org.casualtyledger.gazetteer.Match::place)
                    .filter(place -> !towns.contains(place))
                    .forEach(towns::add);
        }
        return towns.subList(0, count);
    }

    private LedgerEvent only(Class<? extends LedgerEvent> type) {
        List<LedgerEvent> found = all(type);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private List<LedgerEvent> all(Class<? extends LedgerEvent> type) {
        List<LedgerEvent> found = new ArrayList<>();
        ledger.events(0)
                .forEach(
                        recorded -> {
                            if (type.isInstance(recorded.event())) {
                                found.add(recorded.event());
                            }
                        });
        return found;
    }

    private static List<String> named(TestLedger.Answer answer) {
        List<String> named = new ArrayList<>();
        JsonNode errors = answer.json().get("errors");
        assertThat(errors).as(answer.json().toString()).isNotNull();
        errors.forEach(
                e -> named.add(e.get("pointer").stringValue() + " " + e.get("code").stringValue()));
        return named;
    }

    private JsonNode run(String body) {
        TestLedger.Answer answer = ledger.post("/v1/resolutions/runs", desk, body);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json();
    }

    private TestLedger.Answer place(String name, String id) {
        return ledger.post(
                "/v1/resolutions/places",
                desk,
                """
                {"stated":{"country":"Syria","name":%s},"place":%s,"reason":"SYNTHETIC SAMPLE"}
                """
                        .formatted(name, id));
    }

    private TestLedger.Answer actor(String name, String id) {
        return ledger.post(
                "/v1/resolutions/actors",
                desk,
                "{\"stated\":\"%s\",\"actor\":%s,\"reason\":\"SYNTHETIC SAMPLE\"}"
                        .formatted(name, id));
    }

    private void report(String name, int latE6, int lonE6, String precision) {
        report(name, latE6, lonE6, precision, "Unknown");
    }

    private void report(String name, int latE6, int lonE6, String precision, String actor) {
        TestLedger.Answer answer =
                ledger.post(
                        "/v1/reports",
                        monitor,
                        """
                        {"externalId":"r%d","claim":{"kind":"incident",
                         "when":{"from":"2017-06-03","to":"2017-06-03","precision":"day"},
                         "where":[{"name":"%s","country":"Syria","point":{"latE6":%d,"lonE6":%d},"precision":"%s"}],
                         "actors":[{"name":"%s","role":"party"}],"sources":[{"publisher":"Sample Wire"}]}}
                        """
                                .formatted(
                                        NUMBER.incrementAndGet(),
                                        name,
                                        latE6,
                                        lonE6,
                                        precision,
                                        actor));
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
    }
}
