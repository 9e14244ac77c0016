package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.casualtyledger.standalone.RealLedger;
import org.casualtyledger.standalone.SyntheticClaim;
import org.casualtyledger.standalone.UcdpFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every command against the real ledger. */
class CommandLineTest {

    @TempDir Path folder;

    private RealLedger.Organisation monitor;
    private String out;
    private String err;

    @BeforeEach
    void a_monitor() {
        monitor = RealLedger.organisation("submit", "read");
    }

    @Test
    void a_tally_asks_for_what_was_asked_and_prints_a_table() throws Exception {
        ledger("submit", report("a", SyntheticClaim.incident().at("الرقة").killed(403, 593)));
        ledger("submit", report("b", SyntheticClaim.incident().unlocated().killed(1, 1)));
        ledger("submit", report("c", SyntheticClaim.incident().killed(9, 9)));
        String last = out.replaceAll("(?s).*position (\\d+).*", "$1");
        ledger("submit", report("d", SyntheticClaim.incident().killed(7, 7)));

        assertThat(
                        ledger(
                                "tally",
                                "--organisation",
                                monitor.id(),
                                "--month",
                                "2001-06",
                                "--by",
                                "theatre,place",
                                "--as-of",
                                last,
                                "--at-least",
                                Integer.toString(Integer.parseInt(last) + 1)))
                .as(err)
                .isZero();

        assertThat(out)
                .contains("الرقة", "403–593", "unlocated in Synthetic Governorate", "413–603")
                .contains("as of position " + last, "not a confidence interval");
        assertThat(err).isEmpty();
    }

    @Test
    void json_is_the_server_s_answer_as_it_came_and_global_options_may_stand_anywhere() {
        String answer = monitor.requests().get("/v1/tallies?organisation=" + monitor.id()).body();
        String total = answer.substring(0, answer.indexOf("\"position\""));

        assertThat(ledger("tally", "--organisation", monitor.id(), "--json")).as(err).isZero();
        assertThat(out).startsWith(total);
        assertThat(
                        run(
                                "--json",
                                "--url",
                                RealLedger.url() + "/",
                                "--key",
                                monitor.key(),
                                "tally",
                                "--organisation",
                                monitor.id()))
                .as(err)
                .isZero();
        assertThat(out).startsWith(total);
    }

    @Test
    void an_unknown_key_is_exit_5_and_a_missing_server_is_exit_4() {
        assertThat(run("tally", "--url", RealLedger.url().toString(), "--key", "wrong"))
                .isEqualTo(5);
        assertThat(err).contains("The key is not known");
        assertThat(out).isEmpty();

        assertThat(run("tally", "--url", "http://127.0.0.1:1")).isEqualTo(4);
        assertThat(err).contains("No ledger answers at http://127.0.0.1:1");
    }

    @Test
    void a_refused_report_prints_each_fault_with_its_pointer_and_is_exit_1() throws Exception {
        assertThat(ledger("submit", file("report.json", "{\"externalId\":\"x\",\"clam\":1}")))
                .isEqualTo(1);

        assertThat(err.lines())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("  - /claim  missing"))
                .anyMatch(line -> line.startsWith("  - /clam  unknown"));
        assertThat(out).isEmpty();
    }

    @Test
    void a_report_is_sent_as_it_is_so_that_a_duplicate_key_is_heard_of() throws Exception {
        String report = "{ \"externalId\" : \"الرقة\",\n \"claim\":{}, \"claim\":{} }";

        assertThat(ledger("submit", file("report.json", report))).isEqualTo(1);

        assertThat(err).contains("no JSON that the ledger reads", "duplicate");
    }

    @Test
    void a_report_sent_twice_under_one_idempotency_key_gets_its_first_receipt() throws Exception {
        String report = report("الرقة", SyntheticClaim.incident().killed(1, 2));

        assertThat(ledger("submit", "--idempotency-key", "once", report)).as(err).isZero();
        String first = out;
        assertThat(ledger("submit", "--idempotency-key", "once", report)).as(err).isZero();

        assertThat(first).startsWith("accepted  report ").contains("position ", "leaf ");
        assertThat(out).isEqualTo(first.replaceFirst("accepted", "replayed"));
    }

    @Test
    void of_several_reports_a_refused_one_does_not_stop_the_others() throws Exception {
        String reports =
                SyntheticClaim.incident().as("a")
                        + "\n{\"externalId\":\"b\"}\n\n"
                        + SyntheticClaim.incident().as("c")
                        + "\n";

        assertThat(ledger("submit", file("reports.ndjson", reports))).isEqualTo(1);

        assertThat(out.lines().filter(line -> line.startsWith("accepted  report "))).hasSize(2);
        assertThat(err).startsWith("report 2: ").contains("/claim  missing");
    }

    @Test
    void a_correction_names_the_version_that_it_corrects() throws Exception {
        String id = submitted("a", SyntheticClaim.incident().killed(1, 1));
        ledger("report", "show", id, "--json");
        String read = json(out).path("position").asString();
        String corrected =
                file("new.json", SyntheticClaim.incident().killed(2, 3).json().toString());

        assertThat(ledger("report", "correct", id, corrected, "--reason", "more is known"))
                .as(err)
                .isZero();
        assertThat(out).startsWith("accepted");
        assertThat(
                        ledger(
                                "report",
                                "correct",
                                id,
                                "--if-match",
                                "\"r" + read + "\"",
                                file("n.json", SyntheticClaim.incident().json().toString()),
                                "--reason",
                                "I had read the first"))
                .isEqualTo(1);
        assertThat(err).contains("The report has changed since you read it");
    }

    @Test
    void a_report_is_shown_with_its_history_and_listed() throws Exception {
        String id = submitted("a", SyntheticClaim.incident().killed(1, 4).narrative("As told."));

        assertThat(ledger("report", "show", id)).as(err).isZero();
        assertThat(out).contains("status: standing", "report-submitted", "1–4", "As told.");
        assertThat(ledger("report", "list", "--organisation", monitor.id())).as(err).isZero();
        assertThat(out).contains(id, "standing", "SYR");
        assertThat(ledger("report", "show", id.replaceFirst(".", "g"))).isEqualTo(1);
    }

    @Test
    void a_withdrawal_gives_its_reason() throws Exception {
        String id = submitted("a", SyntheticClaim.incident().killed(1, 1));

        assertThat(ledger("report", "withdraw", id, "--reason", "duplicate", "--note", "of b"))
                .as(err)
                .isZero();

        ledger("report", "show", id);
        assertThat(out).contains("status: withdrawn", "reason: duplicate", "of b");
    }

    @Test
    void an_import_sums_up_and_its_rejected_rows_can_be_mended_and_imported() throws Exception {
        UcdpFile rows = UcdpFile.of(5).set(2, "best", "x").set(2, "conflict_name", "a \"b\",\nc");
        Path file = rows.in(folder, "ged.csv");

        assertThat(ledger("import", "--profile", "ucdp-ged", file.toString())).isEqualTo(3);

        assertThat(out).startsWith("accepted 4, unchanged 0, corrected 0, withdrawn 0, rejected 1");
        assertThat(err).contains("row 2 (2) rejected", "best  not-a-figure  must be an integer");
        Path rejects = folder.resolve("ged.csv.rejects.csv");
        String rejected = Files.readString(rejects);
        assertThat(rejected.lines().findFirst()).isEqualTo(rows.text().lines().findFirst());
        assertThat(rejected).contains("\"a \"\"b\"\",\nc\"");

        Files.writeString(rejects, rejected.replace(",x,", ",7,"));
        assertThat(ledger("import", "--profile", "ucdp-ged", rejects.toString())).as(err).isZero();
        assertThat(out).startsWith("accepted 1, unchanged 0");
    }

    @Test
    void a_dry_run_of_a_gzipped_file_tells_and_keeps_nothing() throws Exception {
        Path file = UcdpFile.of(3).in(folder, "ged.csv.gz");
        long before = RealLedger.logSize();

        assertThat(
                        ledger(
                                "import",
                                "--profile",
                                "ucdp-ged",
                                "--dry-run",
                                "--json",
                                file.toString()))
                .as(err)
                .isZero();

        assertThat(json(out).path("summary").path("accepted").asInt()).isEqualTo(3);
        assertThat(RowCount.of(file)).hasValue(3);
        assertThat(folder.resolve("ged.csv.gz.rejects.csv")).doesNotExist();
        assertThat(RealLedger.logSize()).isEqualTo(before);
    }

    @Test
    void a_refused_file_is_exit_1_with_every_fault() throws Exception {
        Path file = UcdpFile.of(1).withoutColumns("where_prec", "low").in(folder, "ged.csv");

        assertThat(ledger("import", "--profile", "ucdp-ged", file.toString())).isEqualTo(1);

        assertThat(err).contains("The header is not that of this profile", "where_prec", "low");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void a_refusal_of_200_mb_is_heard_of_the_key_before_and_of_the_content_after_they_are_sent()
            throws Exception {
        Path file = folder.resolve("large.csv");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(200L * 1024 * 1024);
        }

        assertThat(
                        run(
                                "import",
                                "--profile",
                                "ucdp-ged",
                                file.toString(),
                                "--url",
                                RealLedger.url().toString(),
                                "--key",
                                "wrong",
                                "--organisation",
                                "x"))
                .isEqualTo(5);

        assertThat(err).contains("The key is not known");

        assertThat(ledger("import", "--profile", "ucdp-ged", file.toString())).isEqualTo(1);
        assertThat(err).contains("The file is no CSV");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void a_file_that_is_too_large_is_refused_before_it_is_sent() throws Exception {
        Path file = folder.resolve("larger.csv");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(513L * 1024 * 1024);
        }

        assertThat(ledger("import", "--profile", "ucdp-ged", file.toString())).isEqualTo(1);
        assertThat(err).contains("The file is too large", "At most 536870912 bytes", "gzipped");
    }

    @Test
    void rejects_that_cannot_be_written_are_said_so() throws Exception {
        Path file = UcdpFile.of(1).set(1, "best", "x").in(folder, "ged.csv");

        assertThat(
                        ledger(
                                "import",
                                "--profile",
                                "ucdp-ged",
                                file.toString(),
                                "--rejects",
                                folder.resolve("none/r.csv").toString()))
                .isEqualTo(2);

        assertThat(err).contains("cannot write rejected rows to");
    }

    @Test
    void what_makes_no_sense_is_exit_2_before_anybody_is_asked() throws Exception {
        assertThat(run("tally", "--frob")).isEqualTo(2);
        assertThat(run("tally", "--json", "--csv")).isEqualTo(2);
        assertThat(run("tally", "--data", folder.toString(), "--url", "http://127.0.0.1:1"))
                .isEqualTo(2);
        assertThat(run("import", "--profile", "ucdp-ged", folder.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void help_of_every_command_lists_the_exit_codes_and_is_exit_0() {
        for (String command : List.of("demo", "serve", "submit", "report", "import", "tally")) {
            assertThat(run(command, "--help")).as(command).isZero();
            assertThat(out)
                    .as(command)
                    .contains("Usage: ledger " + command, "Exit codes:", "69", "--data=DIR");
        }
    }

    @Test
    void every_option_and_parameter_of_every_command_is_described() {
        CommandLine root = CommandTree.of(RealLedger::process, console());
        assertThat(described(root)).isGreaterThan(40);
    }

    /** How many commands there are below this one, and this one. */
    private static int described(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        assertThat(command.getCommandSpec().usageMessage().description()).as(name).isNotEmpty();
        for (var argument : command.getCommandSpec().args()) {
            assertThat(argument.description()).as(name + " " + argument.paramLabel()).isNotEmpty();
        }
        return 1
                + command.getSubcommands().values().stream()
                        .mapToInt(CommandLineTest::described)
                        .sum();
    }

    private static Console console() {
        return new Console(
                new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
    }

    private String submitted(String externalId, SyntheticClaim claim) throws Exception {
        ledger("submit", "--json", report(externalId, claim));
        return json(out).path("report").asString();
    }

    private int ledger(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", RealLedger.url().toString(), "--key", monitor.key()));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        Shell shell = Shell.run(arguments);
        out = shell.out();
        err = shell.err();
        return shell.exit();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private String report(String externalId, SyntheticClaim claim) throws Exception {
        return file(externalId + ".json", claim.as(externalId));
    }

    private String file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
