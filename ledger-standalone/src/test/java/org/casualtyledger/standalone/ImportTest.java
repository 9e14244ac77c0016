package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.casualtyledger.standalone.RealLedger.Organisation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dataset's file, row by row, through {@code /v1/imports}. */
class ImportTest {

    private static final int ROWS = 450; // some chunks, the last one not full

    private Organisation monitor;

    @BeforeEach
    void a_monitor() {
        monitor = RealLedger.organisation("submit", "read");
    }

    @Test
    void each_row_is_one_incident_and_the_same_file_again_changes_nothing() {
        UcdpFile file = UcdpFile.of(ROWS);

        assertThat(outcomes(imported(file, ""))).isEqualTo("accepted 450");
        String tally = tally();
        long size = RealLedger.logSize();

        assertThat(outcomes(imported(file, ""))).isEqualTo("unchanged 450");
        assertThat(outcomes(post(file.gzipped(), ""))).isEqualTo("unchanged 450");
        assertThat(RealLedger.logSize()).isEqualTo(size);
        assertThat(tally()).isEqualTo(tally).contains("\"incidents\":450");
    }

    @Test
    void next_year_s_release_corrects_what_changed_and_withdraws_what_is_missing() {
        List<JsonNode> first = imported(UcdpFile.of(ROWS), "");
        long firstRelease = first.getLast().path("position").asLong();
        String then = tally();
        UcdpFile next =
                UcdpFile.of(ROWS)
                        .set(7, "where_coordinates", "Synthetic New Town")
                        .set(8, "deaths_civilians", "19")
                        .without(ROWS)
                        .without(1);

        assertThat(outcomes(imported(next, "&dryRun=true&changed=correct&missing=withdraw")))
                .isEqualTo("unchanged 446, corrected 2, withdrawn 2");
        assertThat(tally()).as("after a dry run").isEqualTo(then);
        assertThat(outcomes(imported(next, ""))).isEqualTo("unchanged 446, rejected 2");
        assertThat(tally()).as("after an import that rejects what changed").isEqualTo(then);

        assertThat(outcomes(imported(next, "&changed=correct&missing=withdraw")))
                .isEqualTo("unchanged 446, corrected 2, withdrawn 2");
        assertThat(tally()).contains("Synthetic New Town", "\"incidents\":448");
        assertThat(outcomes(imported(next, "&changed=correct&missing=withdraw")))
                .isEqualTo("unchanged 448");
        assertThat(tally("&asOf=" + firstRelease)).as("as of the first release").isEqualTo(then);
    }

    @Test
    void a_dry_run_tells_what_would_become_of_each_row_and_keeps_none() {
        long size = RealLedger.logSize();

        List<JsonNode> lines =
                imported(UcdpFile.of(3).set(2, "date_start", "2001-13-01"), "&dryRun=true");

        assertThat(outcomes(lines)).isEqualTo("accepted 2, rejected 1");
        assertThat(lines.get(1).has("position")).isFalse();
        assertThat(RealLedger.logSize()).isEqualTo(size);
    }

    @Test
    void a_rejected_row_comes_back_as_it_was_with_every_fault() {
        UcdpFile file =
                UcdpFile.of(3)
                        .set(2, "date_start", "2001-13-01")
                        .set(2, "best", "-1")
                        .set(2, "where_prec", "9")
                        .set(2, "side_b", " kept, \"as\" it is ");

        JsonNode row = imported(file, "").get(2);

        assertThat(row.path("outcome").asString()).isEqualTo("rejected");
        assertThat(row.path("row").asLong()).isEqualTo(2);
        assertThat(row.path("externalId").asString()).isEqualTo("2");
        assertThat(row.path("errors").findValuesAsString("pointer"))
                .contains("best", "where_prec", "/claim/when/from");
        assertThat(row.path("record").toString()).contains("\" kept, \\\"as\\\" it is \"");
    }

    @Test
    void a_row_that_stands_in_the_file_twice_is_kept_once() {
        UcdpFile file = UcdpFile.of(3).set(3, "id", "1");

        assertThat(outcomes(imported(file, ""))).isEqualTo("accepted 2, rejected 1");
        assertThat(tally()).contains("\"incidents\":2");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void a_file_that_is_faulty_as_a_whole_is_refused_with_nothing_stored(
            String what, String parameters, byte[] body, int status, String slug, String named) {
        long size = RealLedger.logSize();

        Requests.Answer answer = answer(body, parameters).isProblem(status, slug);

        assertThat(answer.body()).contains(named.split(" "));
        assertThat(RealLedger.logSize()).isEqualTo(size);
    }

    static Stream<Arguments> a_file_that_is_faulty_as_a_whole_is_refused_with_nothing_stored() {
        UcdpFile whole = UcdpFile.of(300);
        byte[] gzip = whole.gzipped();
        byte[] damaged = gzip.clone();
        damaged[gzip.length - 6] ^= 0x55; // of its checksum
        byte[] latin = whole.text().replace("Işık", "café").getBytes(StandardCharsets.ISO_8859_1);
        UcdpFile lacking =
                UcdpFile.of(3).withoutColumns("where_prec", "low", "side_a", "date_start");
        String profile = "?profile=ucdp-ged";
        return Stream.of(
                Arguments.of(
                        "columns are missing",
                        profile,
                        lacking.bytes(),
                        422,
                        "wrong-columns",
                        "where_prec low side_a date_start"),
                Arguments.of(
                        "a truncated gzip",
                        profile,
                        Arrays.copyOf(gzip, gzip.length * 2 / 3),
                        422,
                        "truncated-gzip",
                        "line"),
                Arguments.of("a damaged gzip", profile, damaged, 422, "broken-gzip", "damaged"),
                Arguments.of("not UTF-8", profile, latin, 422, "not-utf-8", "line"),
                Arguments.of("empty", profile, new byte[0], 422, "empty-file", "header"),
                Arguments.of(
                        "an unknown profile",
                        "?profile=ucpd",
                        whole.bytes(),
                        400,
                        "bad-parameters",
                        "?profile ucdp-ged"),
                Arguments.of("no profile", "", whole.bytes(), 400, "bad-parameters", "?profile"),
                Arguments.of(
                        "unknown parameters",
                        profile + "&dryrun=true&chanegd=correct",
                        whole.bytes(),
                        400,
                        "bad-parameters",
                        "?dryrun ?chanegd"),
                Arguments.of(
                        "another organisation's name",
                        profile + "&organisation=operator",
                        whole.bytes(),
                        403,
                        "another-organisation",
                        "own"));
    }

    @Test
    void a_wrong_key_or_one_that_may_only_read_imports_nothing() {
        long size = RealLedger.logSize();
        byte[] file = UcdpFile.of(3).bytes();

        new Requests(RealLedger.url(), "wrong")
                .post("/v1/imports?profile=ucdp-ged", file, Map.of())
                .isProblem(401, "unknown-key");
        RealLedger.organisation("read")
                .requests()
                .post("/v1/imports?profile=ucdp-ged", file, Map.of())
                .isProblem(403, "scope-needed");

        assertThat(RealLedger.logSize()).isLessThanOrEqualTo(size + 1); // a registration
    }

    private List<JsonNode> imported(UcdpFile file, String options) {
        return post(file.bytes(), options);
    }

    private List<JsonNode> post(byte[] body, String options) {
        return answer(body, "?profile=ucdp-ged" + options)
                .is(200)
                .body()
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    private Requests.Answer answer(byte[] body, String parameters) {
        return monitor.requests()
                .post("/v1/imports" + parameters, body, Map.of("Content-Type", "text/csv"));
    }

    /** What the summary counts, without the noughts. */
    private static String outcomes(List<JsonNode> lines) {
        return String.join(
                ", ",
                lines.getLast().path("summary").properties().stream()
                        .filter(count -> !count.getKey().equals("rows"))
                        .filter(count -> count.getValue().asLong() > 0)
                        .map(count -> count.getKey() + " " + count.getValue())
                        .toList());
    }

    private String tally() {
        return tally("");
    }

    private String tally(String further) {
        JsonNode tally =
                monitor.requests()
                        .counted(RealLedger.logSize() - 1)
                        .get(
                                "/v1/tallies?by=place,month,actor&organisation="
                                        + monitor.id()
                                        + further)
                        .is(200)
                        .json();
        return tally.path("rows") + " " + tally.path("total");
    }
}
