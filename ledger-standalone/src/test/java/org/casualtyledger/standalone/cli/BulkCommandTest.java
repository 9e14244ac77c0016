package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.standalone.SyntheticClaim.incident;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.casualtyledger.standalone.RealLedger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** `ledger bulk` against the real ledger. */
class BulkCommandTest {

    @TempDir Path folder;

    private RealLedger.Organisation desk;
    private JsonNode first;
    private JsonNode second;
    private JsonNode third;
    private Shell shell;

    @BeforeEach
    void three_reports() {
        desk = RealLedger.organisation("submit", "read", "assess");
        first = submit("a");
        second = submit("b");
        third = submit("c");
    }

    @Test
    void a_file_is_tried_then_done_and_the_same_file_again_changes_nothing() throws Exception {
        Path file =
                file(
                        "action,incident,report,value,reason",
                        "link,%s,%s,,One strike".formatted(id(first), report(second)),
                        "grade,%s,,weak,\"One source, only\"".formatted(id(first)),
                        "withdraw,,%s,entered-in-error,Typed twice".formatted(report(third)));
        long size = RealLedger.logSize();

        assertThat(bulk("--dry-run", file.toString())).as(shell.err()).isZero();
        assertThat(shell.out()).contains("row 1  link  would-append", "would-append 3");
        assertThat(RealLedger.logSize()).isEqualTo(size);

        assertThat(bulk(file.toString())).as(shell.err()).isZero();
        assertThat(shell.out())
                .contains("row 1  link  accepted  position " + size)
                .contains("row 3  withdraw  accepted  position " + (size + 2), "accepted 3");

        assertThat(bulk(file.toString())).as(shell.err()).isZero();
        assertThat(shell.out())
                .contains("row 1  link  replayed  position " + size, "replayed 3")
                .doesNotContain("accepted");
        assertThat(RealLedger.logSize()).isEqualTo(size + 3);
        assertThat(folder.resolve("bulk.csv.rejects.csv")).doesNotExist();
    }

    @Test
    void a_duplicate_is_confirmed_and_dismissed_by_rows() throws Exception {
        Path file =
                file(
                        "reason,value,incident,action",
                        "The same,%s,%s,confirm".formatted(id(first), id(second)),
                        "They are two,%s,%s,dismiss".formatted(id(first), id(second)));

        assertThat(bulk("--json", file.toString())).as(shell.err()).isZero();

        JsonNode result = JsonMapper.shared().readTree(shell.out());
        assertThat(result.at("/summary/accepted").asInt()).isEqualTo(2);
        assertThat(result.at("/rows/1/action").asString()).isEqualTo("dismiss");
    }

    @Test
    void every_fault_of_a_file_is_named_with_its_row_and_column_and_nothing_is_sent()
            throws Exception {
        Path file =
                file(
                        "action,incident,report,value,reason",
                        "link,%s,%s,,".formatted(id(first), report(second)),
                        "grade,not-an-id,,excellent,Because",
                        "withdraw,%s,%s,whim,".formatted(id(first), report(third)),
                        "erase,,,,",
                        "link,%s".formatted(id(first)),
                        "grade,%s,,weak,Good".formatted(id(first)));
        long size = RealLedger.logSize();

        assertThat(bulk(file.toString())).isEqualTo(1);

        assertThat(shell.err())
                .contains("nothing was sent")
                .contains("row 1, reason  missing")
                .contains("row 2, incident  not-valid", "row 2, value  not-valid")
                .contains("row 3, incident  not-used", "row 3, value  not-valid")
                .contains("row 4, action  unknown", "row 5  fields", "row 5, report  missing");
        assertThat(shell.out()).isEmpty();
        assertThat(RealLedger.logSize()).isEqualTo(size);
    }

    @Test
    void an_unknown_column_and_a_file_that_is_no_text_are_refused() throws Exception {
        assertThat(bulk(file("action,incidnet,reason", "grade,x,y").toString())).isEqualTo(1);
        assertThat(shell.err()).contains("header, incidnet  unknown");

        Path binary = Files.write(folder.resolve("binary.csv"), new byte[] {(byte) 0xff, 0});
        assertThat(bulk(binary.toString())).isEqualTo(1);
        assertThat(shell.err()).contains("must be UTF-8");
        assertThat(bulk(folder.resolve("none.csv").toString())).isEqualTo(2);
    }

    @Test
    void a_row_that_is_refused_stops_no_other_and_can_be_mended_in_the_rejects() throws Exception {
        Path file =
                file(
                        "action,incident,report,value,reason",
                        "grade,%s,,weak,Nobody knows it".formatted(UUID.randomUUID()),
                        "grade,%s,,weak,Known".formatted(id(first)));

        assertThat(bulk(file.toString())).isEqualTo(3);

        assertThat(shell.out()).contains("row 1  grade  rejected", "row 2  grade  accepted");
        assertThat(shell.err()).contains("row 1: ", "Rejected rows are in");
        Path rejects = folder.resolve("bulk.csv.rejects.csv");
        assertThat(Files.readString(rejects).lines())
                .hasSize(2)
                .first()
                .isEqualTo("action,incident,report,value,reason");

        Files.writeString(
                rejects,
                Files.readString(rejects).replaceFirst("grade,[^,]+", "grade," + id(second)));
        assertThat(bulk(rejects.toString())).as(shell.err()).isZero();
    }

    @Test
    void a_key_without_the_scope_stops_the_file_at_its_first_row() throws Exception {
        RealLedger.Organisation reader = RealLedger.organisation("read");
        Path file =
                file(
                        "action,incident,value,reason",
                        "grade,%s,weak,a".formatted(id(first)),
                        "grade,%s,weak,b".formatted(id(second)));

        shell = Shell.as(reader, "bulk", file.toString());

        assertThat(shell.exit()).isEqualTo(5);
        assertThat(shell.err()).contains("Stopped at row 1", "assess");
    }

    private int bulk(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "bulk";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        shell = Shell.as(desk, all);
        return shell.exit();
    }

    private Path file(String... lines) throws Exception {
        return Files.writeString(folder.resolve("bulk.csv"), String.join("\n", lines) + "\n");
    }

    private JsonNode submit(String externalId) {
        return desk.requests()
                .post("/v1/reports", incident().at("Bulk Town").killed(1, 2).as(externalId))
                .is(201)
                .json();
    }

    private static String id(JsonNode receipt) {
        return receipt.path("incident").asString();
    }

    private static String report(JsonNode receipt) {
        return receipt.path("report").asString();
    }
}
