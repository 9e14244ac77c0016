package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.casualtyledger.standalone.RealLedger;
import org.casualtyledger.standalone.UcdpFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an import says beforehand of the tallies, against what the tallies say afterwards. */
class ImportDifferenceTest {

    private static final int ROWS = 60;

    private static final List<String> HARMS = List.of("killed", "injured", "undetermined");

    @TempDir Path folder;

    private RealLedger.Organisation monitor;
    private Path edition;
    private long first;

    @BeforeEach
    void a_dataset_was_imported_and_a_revised_edition_is_at_hand() throws Exception {
        monitor = RealLedger.organisation("submit", "read");
        Path original = UcdpFile.of(ROWS).in(folder, "ged.csv");
        edition =
                UcdpFile.of(ROWS)
                        .set(3, "deaths_civilians", "41")
                        .set(3, "high", "63")
                        .set(8, "where_coordinates", "Synthetic New Town")
                        .set(13, "side_a", "Synthetic New Force")
                        .set(21, "date_start", "2001-09-30")
                        .set(21, "date_end", "2001-10-01")
                        .without(34)
                        .in(folder, "ged-revised.csv");
        first = json(imported(original, "--json").out()).path("position").asLong();
        monitor.requests().counted(first);
    }

    @Test
    void what_is_said_beforehand_is_what_the_tallies_and_explain_say_afterwards() {
        JsonNode before = total("");
        JsonNode dry = json(imported(edition, "--json", "--dry-run", REVISES).out());
        assertThat(total("")).as("after a dry run").isEqualTo(before);
        JsonNode said = dry.path("difference");

        JsonNode done = json(imported(edition, "--json", REVISES).out());
        long last = done.path("position").asLong();
        monitor.requests().counted(last);

        assertThat(done.path("summary")).isEqualTo(dry.path("summary"));
        assertThat(done.path("summary").path("corrected").asInt()).isEqualTo(4);
        assertThat(done.path("summary").path("withdrawn").asInt()).isEqualTo(1);
        Map<String, Long> moved = minus(total(""), before);
        assertThat(moved).containsEntry("incidents", -1L);
        assertThat(figures(said.path("difference"))).isEqualTo(moved);
        assertThat(figures(done.path("difference").path("difference")))
                .as("what the import itself said, before it began")
                .isEqualTo(moved);
        assertThat(minus(said.path("after"), said.path("before"))).isEqualTo(moved);
        assertThat(sum(said.path("rows"))).as("rows of changed cells").isEqualTo(moved);
        JsonNode why =
                monitor.requests()
                        .get("/v1/tallies/explain?from=" + first + "&to=" + last + "&" + own())
                        .is(200)
                        .json();
        assertThat(figures(why.path("difference"))).as("explain").isEqualTo(moved);
        assertThat(sum(why.path("changes"))).as("its changes").isEqualTo(moved);
        assertThat(total("&asOf=" + first)).as("as of the first edition").isEqualTo(before);
    }

    @Test
    void an_import_says_it_on_stderr_and_a_dry_run_on_stdout() {
        Shell dry = imported(edition, "--dry-run", REVISES);
        assertThat(dry.out())
                .contains("total before", "difference", "total after")
                .contains("Synthetic New Town", "Synthetic New Force", "spans 2001-09…2001-10");

        Shell done = imported(edition, REVISES);
        assertThat(done.err()).contains("total before", "Synthetic New Town", "total after");
        assertThat(done.out())
                .startsWith("accepted 0, unchanged 55, corrected 4, withdrawn 1, rejected 0")
                .doesNotContain("total before");
    }

    @Test
    void where_nothing_changes_or_nobody_wants_to_know_nothing_is_said() {
        Path same = folder.resolve("ged.csv");
        assertThat(imported(same, "--dry-run", REVISES).out()).doesNotContain("total before");

        Shell done = imported(edition, "--no-difference", REVISES);
        assertThat(done.out() + done.err()).doesNotContain("total before");
    }

    private static final String REVISES = "--changed=correct --missing=withdraw";

    private Shell imported(Path file, String... options) {
        List<String> all = new ArrayList<>(List.of("import", "--profile", "ucdp-ged"));
        for (String option : options) {
            all.addAll(List.of(option.split(" ")));
        }
        all.addAll(List.of("--url", RealLedger.url().toString(), "--key", monitor.key()));
        all.add(file.toString());
        Shell shell = Shell.run(all.toArray(String[]::new));
        assertThat(shell.exit()).as(shell.err()).isZero();
        return shell;
    }

    private String own() {
        return "organisation=" + monitor.id();
    }

    private JsonNode total(String more) {
        return monitor.requests().get("/v1/tallies?" + own() + more).is(200).json().path("total");
    }

    /** Every number, by its name; of a sum over nothing stated, 0. */
    private static Map<String, Long> figures(JsonNode measures) {
        Map<String, Long> figures = new TreeMap<>();
        for (String count : List.of("incidents", "withCivilianHarm")) {
            figures.put(count, measures.path(count).asLong());
        }
        for (String harm : HARMS) {
            for (String part : List.of("min", "max", "notStated", "openEnded")) {
                figures.put(harm + "." + part, measures.path(harm).path(part).asLong(0));
            }
        }
        return figures;
    }

    private static Map<String, Long> minus(JsonNode after, JsonNode before) {
        Map<String, Long> difference = figures(after);
        figures(before).forEach((name, n) -> difference.merge(name, -n, Long::sum));
        return difference;
    }

    private static Map<String, Long> sum(JsonNode rows) {
        Map<String, Long> sum = new TreeMap<>();
        rows.forEach(row -> figures(row).forEach((name, n) -> sum.merge(name, n, Long::sum)));
        return sum;
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
