package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The sample is invented, says so everywhere, and has in it what a reader should see handled. */
class SampleReportsTest {

    private final List<JsonNode> steps = SampleReports.steps();

    @Test
    void every_account_is_marked_as_synthetic() {
        assertThat(claims())
                .isNotEmpty()
                .allSatisfy(
                        claim ->
                                assertThat(claim.path("narrative").asString())
                                        .startsWith(
                                                "SYNTHETIC SAMPLE – not real people or events"));
        assertThat(of("submit"))
                .allMatch(
                        step ->
                                step.path("report")
                                        .path("externalId")
                                        .asString()
                                        .startsWith("SYN-"));
        assertThat(of("organisation"))
                .allMatch(step -> step.path("name").asString().endsWith("(synthetic)"))
                .hasSize(2);
        assertThat(claims())
                .allSatisfy(
                        claim -> {
                            assertThat(stream(claim.path("sources")))
                                    .allMatch(
                                            s ->
                                                    s.path("publisher")
                                                            .asString()
                                                            .endsWith("(synthetic)"));
                            assertThat(stream(claim.path("actors")))
                                    .allMatch(
                                            a ->
                                                    a.path("name")
                                                                    .asString()
                                                                    .endsWith("(synthetic)")
                                                            || a.path("name")
                                                                    .asString()
                                                                    .equals("Unknown"));
                        });
    }

    @Test
    void it_is_dated_long_before_the_wars_whose_places_it_borrows() {
        assertThat(claims())
                .allSatisfy(
                        claim ->
                                assertThat(claim.path("when").path("to").asString())
                                        .isLessThan("2003"));
    }

    @Test
    void each_step_refers_only_to_what_came_before_it_and_to_its_own_organisation() {
        Set<String> known = new HashSet<>();
        for (JsonNode step : steps) {
            switch (step.path("step").asString()) {
                case "organisation" -> known.add(step.path("id").asString());
                case "submit" -> {
                    assertThat(known).contains(step.path("by").asString());
                    if (step.has("sameEventAs")) {
                        assertThat(known).contains(step.path("sameEventAs").asString());
                    }
                    String id = step.path("report").path("externalId").asString();
                    assertThat(known.add(id)).as(id).isTrue();
                    known.add(step.path("by").asString() + " " + id);
                }
                default ->
                        assertThat(known)
                                .contains(
                                        step.path("by").asString()
                                                + " "
                                                + step.path("externalId").asString());
            }
        }
    }

    @Test
    void it_shows_what_a_ledger_has_to_bear() {
        assertThat(of("submit")).hasSizeBetween(35, 45);
        assertThat(of("correct")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(of("withdraw")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(of("submit").stream().filter(s -> s.has("sameEventAs")).count())
                .isGreaterThanOrEqualTo(5);
        assertThat(
                        claims().stream()
                                .map(c -> c.path("kind").asString())
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("incident", "aggregate", "cumulative");
        assertThat(
                        claims().stream()
                                .map(c -> c.path("where").path(0).path("country").asString())
                                .collect(Collectors.toSet()))
                .contains("Syria", "Ukraine", "Sudan", "Yemen");
        assertThat(
                        claims().stream()
                                .flatMap(
                                        c ->
                                                c.path("where")
                                                        .path(0)
                                                        .path("name")
                                                        .asString()
                                                        .codePoints()
                                                        .boxed())
                                .map(Character.UnicodeScript::of)
                                .collect(Collectors.toSet()))
                .contains(
                        Character.UnicodeScript.ARABIC,
                        Character.UnicodeScript.CYRILLIC,
                        Character.UnicodeScript.LATIN);
        assertThat(claims()).anyMatch(c -> total(c).has("min") && !total(c).has("max"));
        assertThat(claims()).anyMatch(c -> total(c).isMissingNode());
        assertThat(claims()).anyMatch(c -> total(c).path("max").asInt(-1) == 0);
        assertThat(claims())
                .anyMatch(
                        c ->
                                !c.path("when")
                                        .path("from")
                                        .asString()
                                        .substring(0, 7)
                                        .equals(
                                                c.path("when")
                                                        .path("to")
                                                        .asString()
                                                        .substring(0, 7)));
        assertThat(claims())
                .anyMatch(
                        c ->
                                stream(c.path("actors"))
                                                .filter(
                                                        a ->
                                                                a.path("role")
                                                                        .asString()
                                                                        .equals("alleged"))
                                                .count()
                                        == 2);
        assertThat(claims())
                .anyMatch(
                        c ->
                                c.path("where")
                                        .path(0)
                                        .path("precision")
                                        .asString()
                                        .equals("province"));
    }

    private static JsonNode total(JsonNode claim) {
        return claim.path("harm").path("killed").path("civilians").path("total");
    }

    private List<JsonNode> of(String kind) {
        return steps.stream().filter(s -> s.path("step").asString().equals(kind)).toList();
    }

    private List<JsonNode> claims() {
        return steps.stream()
                .map(s -> s.has("report") ? s.path("report").path("claim") : s.path("claim"))
                .filter(JsonNode::isObject)
                .toList();
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
