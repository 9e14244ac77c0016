package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.casualtyledger.standalone.RealLedger;
import org.casualtyledger.standalone.UcdpFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dataset's next edition: what it will change, what it changed, and why, agree to the digit. */
class RevisedEditionTest {

    private static final int ROWS = 40;

    @TempDir Path folder;

    private final RealLedger.Organisation dataset = RealLedger.organisation("submit", "read");

    @Test
    void what_an_edition_will_change_is_what_it_changed_and_what_explain_says() throws Exception {
        imported(UcdpFile.of(ROWS).in(folder, "first.csv"));
        JsonNode before = tally();
        Path revised = revised().in(folder, "revised.csv");
        long size = RealLedger.logSize();

        JsonNode tried = imported(revised, "--dry-run");
        JsonNode difference = tried.path("difference");
        assertThat(RealLedger.logSize()).as("a dry run keeps nothing").isEqualTo(size);
        assertThat(tried.at("/summary/corrected").asInt()).isEqualTo(3);
        assertThat(tried.at("/summary/withdrawn").asInt()).isEqualTo(2);

        imported(revised);
        JsonNode after = tally();
        JsonNode explained =
                json(
                        done(
                                "explain",
                                "--from",
                                before.path("position").asString(),
                                "--to",
                                after.path("position").asString(),
                                "--organisation",
                                dataset.id(),
                                "--json"));

        for (String figure :
                List.of(
                        "/incidents",
                        "/killed/min",
                        "/killed/max",
                        "/killed/notStated",
                        "/undetermined/min",
                        "/undetermined/max")) {
            long was = before.at("/total" + figure).asLong(0);
            long is = after.at("/total" + figure).asLong(0);
            assertThat(difference.at("/difference" + figure).asLong(0))
                    .as("said beforehand: " + figure)
                    .isEqualTo(is - was);
            assertThat(explained.at("/sum" + figure).asLong(0))
                    .as("explained: " + figure)
                    .isEqualTo(is - was);
        }
        assertThat(after.at("/total/incidents").asInt()).isEqualTo(ROWS - 2);
        JsonNode then =
                json(
                        done(
                                "tally",
                                "--organisation",
                                dataset.id(),
                                "--as-of",
                                before.path("position").asString(),
                                "--json"));
        assertThat(then.path("total"))
                .as("what was published stands")
                .isEqualTo(before.path("total"));

        long grown = RealLedger.logSize();
        JsonNode again = imported(revised);
        assertThat(again.at("/summary/unchanged").asInt()).isEqualTo(ROWS - 2);
        assertThat(RealLedger.logSize()).isEqualTo(grown);
    }

    @Test
    void on_a_terminal_the_difference_is_a_table_and_comes_before_the_import() throws Exception {
        imported(UcdpFile.of(ROWS).in(folder, "first.csv"));
        String revised = revised().in(folder, "revised.csv").toString();

        Shell shell =
                Shell.as(
                        dataset,
                        "import",
                        "--profile",
                        "ucdp-ged",
                        "--changed",
                        "correct",
                        "--missing",
                        "withdraw",
                        revised);

        assertThat(shell.exit()).as(shell.err()).isZero();
        assertThat(shell.err())
                .contains("What this import changes in the tallies", "total before", "difference")
                .contains("total after");
        assertThat(shell.out()).startsWith("accepted 0, unchanged 35, corrected 3, withdrawn 2");
    }

    /** Another figure, another place, another side; and two rows gone. */
    private static UcdpFile revised() {
        return UcdpFile.of(ROWS)
                .set(1, "deaths_civilians", "30")
                .set(1, "low", "30")
                .set(1, "best", "31")
                .set(1, "high", "45")
                .set(2, "where_coordinates", "Synthetic Town Z")
                .set(3, "side_a", "Synthetic Newcomers")
                .without(ROWS)
                .without(ROWS - 1);
    }

    private JsonNode imported(Path file, String... more) {
        String[] command = {
            "import",
            "--profile",
            "ucdp-ged",
            "--changed",
            "correct",
            "--missing",
            "withdraw",
            "--json",
            file.toString()
        };
        String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        JsonNode last = json(done(all));
        dataset.requests().counted(RealLedger.logSize() - 1);
        return last;
    }

    private JsonNode tally() {
        return json(done("tally", "--organisation", dataset.id(), "--json"));
    }

    private String done(String... arguments) {
        Shell shell = Shell.as(dataset, arguments);
        assertThat(shell.exit()).as(shell.err()).isZero();
        return shell.out();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
