package org.casualtyledger.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.recorded;
import static org.casualtyledger.counting.Given.submitted;
import static org.casualtyledger.projections.DomainEvents.actor;
import static org.casualtyledger.projections.DomainEvents.actorResolved;
import static org.casualtyledger.projections.DomainEvents.at;
import static org.casualtyledger.projections.DomainEvents.incident;
import static org.casualtyledger.projections.DomainEvents.memberOf;
import static org.casualtyledger.projections.DomainEvents.resolved;
import static org.casualtyledger.projections.DomainEvents.unresolved;
import static org.casualtyledger.projections.testing.ReadSideOverHttp.encoded;

import java.net.http.HttpResponse;
import java.util.List;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.events.DefaultMethodologySet;
import org.casualtyledger.events.GazetteerAdopted;
import org.casualtyledger.events.MethodologyPublished;
import org.casualtyledger.events.claim.Place;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.gazetteer.Gazetteer;
import org.casualtyledger.projections.testing.ReadSideOverHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Registries and resolutions, as the production wiring answers them. */
class RegistriesOverHttpTest {
    private static final Place RAQQA = at("Raqqa town", 35.95, 39.01, PlacePrecision.EXACT);
    private static final Place NEAR_RAQQA = at("Raqqa town", 35.95, 39.01, PlacePrecision.NEAR);
    private static final Place HAMLET = at("No such hamlet", 35.9, 39.0, PlacePrecision.EXACT);
    private static final String HASH = "b".repeat(64);

    private static ReadSideOverHttp ledger;

    @BeforeAll
    static void start() {
        ledger = new ReadSideOverHttp();
        ledger.log.append(
                List.of(
                        submitted(
                                "one",
                                "1",
                                incident(1),
                                claim().where(RAQQA).alleged("Force").build()),
                        submitted(
                                "one",
                                "2",
                                incident(2),
                                claim().where(NEAR_RAQQA).alleged("Forces").build()),
                        submitted(
                                "one",
                                "3",
                                incident(3),
                                claim().where(HAMLET).party("Force").build()),
                        recorded("judge", new GazetteerAdopted(HASH, "GeoNames", 3)), // 3
                        resolved(RAQQA, 172955, "Raqqa"), // 4
                        unresolved(RAQQA), // 5
                        resolved(RAQQA, 172955, "Raqqa"), // 6
                        actor("coalition", "Coalition"), // 7
                        actor("force", "Force", memberOf("coalition", "2014-08-08")), // 8
                        actorResolved("Force", "force"), // 9
                        actor("force", "The Force"), // 10
                        recorded(
                                "judge",
                                new MethodologyPublished("house-style", 1, document(), HASH)), // 11
                        recorded(
                                "judge", new DefaultMethodologySet("house-style", 1, HASH)))); // 12
    }

    private static String document() {
        Methodology shipped = Methodologies.CONFIRMED_FAIR;
        return shipped.document().replace(shipped.name(), "house-style");
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @Test
    void an_actor_is_as_it_was_registered_at_the_position() throws Exception {
        JsonNode then = ledger.json("/v1/actors/force?asOf=9");
        assertThat(then.get("name").asString()).isEqualTo("Force");
        assertThat(then.at("/memberships/0/of").asString()).isEqualTo("coalition");
        assertThat(then.at("/memberships/0/kind").asString()).isEqualTo("coalition");
        assertThat(then.at("/memberships/0/from").asString()).isEqualTo("2014-08-08");
        assertThat(then.at("/memberships/0/to").isNull()).isTrue();
        assertThat(then.at("/stated/0").asString()).isEqualTo("Force");
        assertThat(ledger.json("/v1/actors/coalition?asOf=9").at("/parts/0/actor").asString())
                .isEqualTo("force");

        JsonNode now = ledger.json("/v1/actors/force");
        assertThat(now.get("name").asString()).isEqualTo("The Force");
        assertThat(now.get("memberships").size()).as("registered again, it is replaced").isZero();
        assertThat(ledger.json("/v1/actors/coalition").get("parts").size()).isZero();
        assertThat(ledger.json("/v1/actors?asOf=12").get("actors").size()).isEqualTo(2);
        assertThat(ledger.get("/v1/actors/nobody").statusCode()).isEqualTo(404);
        assertThat(ledger.get("/v1/actors/force?asOf=7").statusCode()).isEqualTo(404);
    }

    @Test
    void methodologies_are_listed_with_the_default_of_the_position() throws Exception {
        JsonNode before = ledger.json("/v1/methodologies?asOf=10");
        assertThat(before.at("/default/name").asString()).isEqualTo("documented");
        assertThat(before.at("/default/version").asInt()).isEqualTo(2);
        assertThat(before.get("methodologies").valueStream().map(m -> m.get("name").asString()))
                .containsExactly("documented", "documented", "confirmed-fair");

        JsonNode after = ledger.json("/v1/methodologies");
        JsonNode published = after.get("methodologies").get(3);
        assertThat(published.get("name").asString()).isEqualTo("house-style");
        assertThat(published.get("semantics").asInt()).isEqualTo(2);
        assertThat(published.get("position").asInt()).isEqualTo(11);
        assertThat(published.at("/document/methodology").asString()).isEqualTo("house-style");
        assertThat(after.at("/default/name").asString()).isEqualTo("house-style");
        JsonNode derived = ledger.json("/v1/incidents/" + incident(1)).get("derived");
        assertThat(derived.at("/methodology/name").asString()).isEqualTo("house-style");
        assertThat(derived.get("verdict").asString()).isEqualTo("grade");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ar Raqqah", "Raqqa", "الرقة", "Ракка"})
    void a_place_is_found_in_any_script(String name) throws Exception {
        HttpResponse<String> answer = ledger.get("/v1/places?country=Syria&q=" + encoded(name));
        JsonNode found = ReadSideOverHttp.parsed(answer).get("places").get(0);

        assertThat(found.get("id").asInt()).isEqualTo(172955);
        assertThat(found.get("exact").asBoolean()).isTrue();
        assertThat(found.at("/city/id").asInt()).isEqualTo(172955);
        assertThat(found.at("/province/seat/id").asInt()).isEqualTo(172955);
        assertThat(found.at("/point/latE6").asInt()).isBetween(35_900_000, 36_000_000);
    }

    @Test
    void a_place_says_which_stated_names_stand_for_it() throws Exception {
        assertThat(ledger.json("/v1/places/172955?asOf=3").get("stated").size()).isZero();
        assertThat(ledger.json("/v1/places/172955?asOf=4").at("/stated/0/stated/name").asString())
                .isEqualTo("Raqqa town");
        assertThat(ledger.json("/v1/places/172955?asOf=5").get("stated").size()).isZero();
        assertThat(ledger.json("/v1/places/172955").get("stated").size()).isEqualTo(1);
        assertThat(ledger.get("/v1/places/1").statusCode()).isEqualTo(404);
        assertThat(ledger.get("/v1/places/Raqqa").statusCode()).isEqualTo(404);
        assertThat(ledger.get("/v1/places").statusCode()).isEqualTo(400);
        assertThat(ledger.get("/v1/places?q=x&country=Atlantis").statusCode()).isEqualTo(400);
    }

    @Test
    void a_gazetteer_is_served_by_its_hash() throws Exception {
        String sha256 = Gazetteer.bundled().sha256();
        HttpResponse<String> table = ledger.get("/v1/gazetteers/" + sha256);
        assertThat(table.body().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(Gazetteer.bundled().bytes());
        assertThat(table.headers().firstValue("cache-control").orElseThrow()).contains("immutable");
        assertThat(table.headers().firstValue("link").orElseThrow()).contains("license");
        assertThat(ledger.get("/v1/gazetteers/" + HASH).statusCode()).isEqualTo(404);
        assertThat(ledger.json("/v1/gazetteers").at("/adopted/0/sha256").asString())
                .isEqualTo(HASH);
    }

    @Test
    void stated_settlements_have_their_resolution_or_suggestions() throws Exception {
        JsonNode all = ledger.json("/v1/resolutions/places?theatre=SYR");
        assertThat(all.get("stated").asInt()).isEqualTo(2);
        JsonNode raqqa = all.get("names").get(0);
        assertThat(raqqa.at("/stated/name").asString()).isEqualTo("Raqqa town");
        assertThat(raqqa.get("incidents").asInt()).isEqualTo(2);
        assertThat(raqqa.get("status").asString()).isEqualTo("resolved");
        assertThat(raqqa.at("/resolution/place").asInt()).isEqualTo(172955);

        JsonNode unresolved = ledger.json("/v1/resolutions/places?status=unresolved&asOf=5");
        JsonNode first = unresolved.get("names").get(0);
        assertThat(first.at("/resolution/place").isNull()).as("reviewed to none").isTrue();
        assertThat(first.at("/suggestions/0/id").asInt()).isEqualTo(172955);
        assertThat(unresolved.get("names").size()).isEqualTo(2);
        JsonNode now = ledger.json("/v1/resolutions/places?status=unresolved&asOf=5&rules=now");
        assertThat(now.get("names").size()).isEqualTo(1);

        JsonNode page = ledger.json("/v1/resolutions/places?limit=1");
        JsonNode next =
                ledger.json("/v1/resolutions/places?limit=1&cursor=" + page.get("next").asString());
        assertThat(next.at("/names/0/stated/name").asString()).isEqualTo("No such hamlet");
        assertThat(next.has("next")).isFalse();
        assertThat(ledger.get("/v1/resolutions/places?status=maybe").statusCode()).isEqualTo(400);
    }

    @Test
    void stated_actors_have_their_resolution_or_suggestions() throws Exception {
        JsonNode names = ledger.json("/v1/resolutions/actors").get("names");
        assertThat(names.get(0).get("stated").asString()).isEqualTo("Force");
        assertThat(names.get(0).get("incidents").asInt()).isEqualTo(2);
        assertThat(names.get(0).get("alleged").asInt()).isEqualTo(1);
        assertThat(names.get(0).at("/resolution/actor").asString()).isEqualTo("force");
        assertThat(names.get(1).get("status").asString()).isEqualTo("unresolved");
        assertThat(names.get(1).at("/suggestions/0/actor").asString()).isEqualTo("force");
    }

    @Test
    void every_address_is_described() throws Exception {
        JsonNode document = ReadSideOverHttp.parsed(ledger.get("/v3/api-docs"));
        document.get("paths").propertyNames().stream()
                .filter(path -> path.startsWith("/v1/"))
                .forEach(
                        path ->
                                document.get("paths")
                                        .get(path)
                                        .forEach(
                                                operation ->
                                                        assertThat(
                                                                        operation
                                                                                .path("summary")
                                                                                .asString(""))
                                                                .as(path)
                                                                .isNotEmpty()));
        assertThat(document.get("paths").has("/v1/incidents/{id}/candidates")).isTrue();
    }
}
