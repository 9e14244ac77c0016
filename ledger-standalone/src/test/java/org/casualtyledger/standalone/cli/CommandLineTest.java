package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** Every command against a server that speaks the contract. */
class CommandLineTest {

    private static final String CSV = "id,country\n1,Syria\n2,\"Syria\nand more\"\n3,Syria\n";

    private static final String IMPORTED =
            """
            {"header":["id","country"],"profile":"ucdp-ged","dryRun":false}
            {"row":1,"externalId":"1","outcome":"accepted","position":0}
            {"row":2,"externalId":"2","outcome":"rejected","errors":[{"pointer":"/best","code":"not-a-number","detail":"is x"}],"record":["2","Syria\\nand more"]}
            {"row":3,"externalId":"3","outcome":"accepted","position":1}
            {"summary":{"rows":3,"accepted":2,"unchanged":0,"corrected":0,"withdrawn":0,"rejected":1},"position":1}
            """;

    @TempDir Path folder;

    private ContractServer server;
    private String out;
    private String err;

    @BeforeEach
    void start() throws Exception {
        server = ContractServer.started("k");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_tally_asks_with_the_contract_s_names_and_prints_a_table() {
        assertThat(
                        ledger(
                                "tally",
                                "--place",
                                "Ar Raqqah town",
                                "--month",
                                "2017-06",
                                "--by",
                                "theatre,place",
                                "--as-of",
                                "12",
                                "--at-least",
                                "7"))
                .isZero();

        assertThat(server.seen.getLast().query())
                .isEqualTo("place=Ar+Raqqah+town&month=2017-06&by=theatre,place&asOf=12&atLeast=7");
        assertThat(server.seen.getLast().authorization()).isEqualTo("Bearer k");
        assertThat(out)
                .contains("403–593", "unlocated in Донецька область", "not a confidence interval");
        assertThat(err).isEmpty();
    }

    @Test
    void json_is_the_server_s_answer_as_it_came() {
        assertThat(ledger("tally", "--json")).isZero();

        assertThat(out.strip()).isEqualTo(ContractServer.TALLY.strip());
    }

    @Test
    void global_options_may_stand_before_the_command_too() {
        assertThat(run("--json", "--url", server.url().toString(), "--key", "k", "tally")).isZero();

        assertThat(out.strip()).isEqualTo(ContractServer.TALLY.strip());
    }

    @Test
    void an_unknown_key_is_exit_5_and_a_missing_server_is_exit_4() {
        assertThat(run("tally", "--url", server.url().toString(), "--key", "wrong")).isEqualTo(5);
        assertThat(err).contains("No such key");
        assertThat(out).isEmpty();

        assertThat(run("tally", "--url", "http://127.0.0.1:1")).isEqualTo(4);
        assertThat(err).contains("No ledger answers at http://127.0.0.1:1");
    }

    @Test
    void a_refused_report_prints_each_fault_with_its_pointer_and_is_exit_1() throws Exception {
        assertThat(ledger("submit", file("report.json", "{\"externalId\":\"x\"}"))).isEqualTo(1);

        assertThat(err)
                .isEqualToNormalizingNewlines(
                        """
                The report cannot be understood
                  - /claim  missing  is required
                """);
        assertThat(out).isEmpty();
    }

    @Test
    void a_report_is_sent_byte_for_byte_and_its_receipt_printed() throws Exception {
        String report = "{ \"externalId\" : \"الرقة\",\n \"claim\":{}, \"claim\":{} }";

        assertThat(ledger("submit", "--idempotency-key", "once", file("report.json", report)))
                .isZero();

        assertThat(server.seen.getLast().body()).isEqualTo(report);
        assertThat(server.seen.getLast().headers()).containsEntry("Idempotency-key", "once");
        assertThat(out).startsWith("accepted  الرقة  report ").contains("position 0  leaf 00ff");
    }

    @Test
    void of_several_reports_a_refused_one_does_not_stop_the_others() throws Exception {
        String reports =
                "{\"externalId\":\"a\",\"claim\":{}}\n{\"externalId\":\"b\"}\n\n{\"externalId\":\"c\",\"claim\":{}}\n";

        assertThat(ledger("submit", file("reports.ndjson", reports))).isEqualTo(1);

        assertThat(out.lines()).hasSize(2);
        assertThat(err).startsWith("report 2: The report cannot be understood");
    }

    @Test
    void a_correction_names_the_version_that_it_corrects() throws Exception {
        ledger("submit", "--json", file("report.json", "{\"externalId\":\"a\",\"claim\":{}}"));
        String id = JsonMapper.shared().readTree(out).path("report").asString();

        assertThat(
                        ledger(
                                "report",
                                "correct",
                                id,
                                file("new.json", "{\"claim\":{\"kind\":\"incident\"}}"),
                                "--reason",
                                "more is known"))
                .isZero();

        assertThat(server.seen.getLast().headers()).containsEntry("If-match", "\"0\"");
        assertThat(server.seen.getLast().body())
                .isEqualTo("{\"claim\":{\"kind\":\"incident\"},\"reason\":\"more is known\"}");
        assertThat(
                        ledger(
                                "report",
                                "correct",
                                id,
                                "--if-match",
                                "\"0\"",
                                file("n.json", "{}"),
                                "--reason",
                                "r"))
                .isEqualTo(1);
        assertThat(err).contains("The report has changed");
    }

    @Test
    void a_withdrawal_gives_its_reason() throws Exception {
        ledger("submit", "--json", file("report.json", "{\"externalId\":\"a\",\"claim\":{}}"));
        String id = JsonMapper.shared().readTree(out).path("report").asString();

        assertThat(ledger("report", "withdraw", id, "--reason", "duplicate", "--note", "of b"))
                .isZero();

        assertThat(server.seen.getLast().body())
                .isEqualTo("{\"reason\":\"duplicate\",\"note\":\"of b\"}");
    }

    @Test
    void an_import_sums_up_and_keeps_the_rejected_rows_as_they_were() throws Exception {
        server.answerImports(200, IMPORTED);

        assertThat(
                        ledger(
                                "import",
                                "--profile",
                                "ucdp-ged",
                                "--changed",
                                "correct",
                                file("ged.csv", CSV)))
                .isEqualTo(3);

        assertThat(server.seen.getLast().query())
                .isEqualTo("profile=ucdp-ged&dryRun=false&changed=correct&missing=ignore");
        assertThat(server.seen.getLast().body()).isEqualTo(CSV);
        assertThat(server.seen.getLast().headers()).containsEntry("Content-type", "text/csv");
        assertThat(out.strip())
                .isEqualTo(
                        "accepted 2, unchanged 0, corrected 0, withdrawn 0, rejected 1, position 1");
        assertThat(err).contains("row 2 (2) rejected", "/best  not-a-number  is x");
        assertThat(Files.readString(folder.resolve("ged.csv.rejects.csv")))
                .isEqualToNormalizingNewlines("id,country\n2,\"Syria\nand more\"\n");
    }

    @Test
    void an_import_without_rejects_writes_no_file_and_is_exit_0() throws Exception {
        server.answerImports(
                200,
                IMPORTED.lines()
                        .filter(l -> !l.contains("rejected\","))
                        .map(l -> l.replace("\"rejected\":1", "\"rejected\":0") + "\n")
                        .reduce("", String::concat));

        assertThat(
                        ledger(
                                "import",
                                "--profile",
                                "ucdp-ged",
                                "--dry-run",
                                "--json",
                                file("ged.csv", CSV)))
                .isZero();

        assertThat(JsonMapper.shared().readTree(out).path("summary").path("accepted").asInt())
                .isEqualTo(2);
        assertThat(server.seen.getLast().query()).contains("dryRun=true");
        assertThat(folder.resolve("ged.csv.rejects.csv")).doesNotExist();
    }

    @Test
    void a_gzipped_file_is_sent_as_it_is() throws Exception {
        server.answerImports(200, IMPORTED);
        Path file = folder.resolve("ged.csv.gz");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(CSV.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, bytes.toByteArray());

        ledger("import", "--profile", "ucdp-ged", file.toString());

        assertThat(server.seen.getLast().headers())
                .containsEntry("Content-type", "application/gzip")
                .containsEntry("Content-length", Long.toString(Files.size(file)));
        assertThat(RowCount.of(file)).hasValue(3);
    }

    @Test
    void a_refused_file_is_exit_1_with_every_fault() throws Exception {
        server.answerImports(
                400,
                """
                {"title":"The file lacks columns","status":400,"errors":[
                {"pointer":"/header","code":"missing-column","detail":"where_prec"},
                {"pointer":"/header","code":"missing-column","detail":"low"}]}""");

        assertThat(ledger("import", "--profile", "ucdp-ged", file("ged.csv", CSV))).isEqualTo(1);

        assertThat(err).contains("The file lacks columns", "where_prec", "low");
    }

    @Test
    void an_import_that_breaks_off_says_that_it_can_be_run_again() throws Exception {
        server.answerImports(200, IMPORTED.lines().limit(2).reduce("", (a, b) -> a + b + "\n"));

        assertThat(ledger("import", "--profile", "ucdp-ged", file("ged.csv", CSV))).isEqualTo(4);

        assertThat(err).contains("broke off");
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
    void the_demo_plays_its_sample_shows_a_table_and_ends() throws Exception {
        ContractServer process = new ContractServer();

        assertThat(run(process, "demo", "--exit")).as(err).isZero();

        assertThat(out)
                .startsWith(SampleReports.MARK)
                .contains("38 reports", "4 corrections", "2 withdrawals", "403–593");
        assertThat(process.seen).filteredOn(s -> s.method().equals("POST")).hasSize(46);
    }

    @Test
    void a_demo_s_folder_gets_its_sample_once_and_another_ledger_s_folder_never() throws Exception {
        Path data = folder.resolve("demo");
        assertThat(run(new ContractServer(), "demo", "--exit", "--data", data.toString()))
                .as(err)
                .isZero();

        ContractServer again = new ContractServer();
        assertThat(run(again, "demo", "--exit", "--data", data.toString())).as(err).isZero();
        assertThat(again.seen).noneMatch(s -> s.method().equals("POST"));

        Files.delete(data.resolve("SYNTHETIC"));
        assertThat(run(new ContractServer(), "demo", "--exit", "--data", data.toString()))
                .isEqualTo(1);
        assertThat(err).contains("Invented deaths would stay in its history for ever");
    }

    @Test
    void a_command_on_a_folder_starts_the_ledger_there_and_stops_it_again() {
        Path data = folder.resolve("data");
        ContractServer process = new ContractServer();

        assertThat(run(process, "tally", "--json", "--data", data.toString())).as(err).isZero();

        assertThat(out.strip()).isEqualTo(ContractServer.TALLY.strip());
        assertThat(data.resolve("address")).doesNotExist();
        assertThat(data.resolve("pg/postmaster.pid")).doesNotExist();
    }

    private int ledger(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", server.url().toString(), "--key", "k"));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return run(new ContractServer(), arguments);
    }

    private int run(ContractServer process, String... arguments) {
        StringWriter data = new StringWriter();
        StringWriter messages = new StringWriter();
        CommandLine command =
                CommandTree.of(
                        () -> process,
                        new Console(new PrintWriter(data, true), new PrintWriter(messages, true)));
        int exit = command.execute(arguments);
        out = data.toString();
        err = messages.toString();
        return exit;
    }

    private String file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
