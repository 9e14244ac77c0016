package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.standalone.SyntheticClaim.incident;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.casualtyledger.standalone.RealLedger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Keys and signed reports by commands, against the real ledger. */
class SigningCommandsTest {

    @TempDir Path folder;

    private RealLedger.Organisation monitor;
    private Path key;
    private Shell shell;

    @BeforeEach
    void an_organisation_with_a_key() {
        monitor = RealLedger.organisation("submit", "read");
        key = folder.resolve("first.key");
        done("key", "new", key.toString());
        done("key", "add", key.toString());
    }

    @Test
    void a_key_is_kept_where_only_its_owner_reads_and_is_not_drawn_over() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        String secret = Files.readString(key);
        assertThat(secret).startsWith("PRIVATE+KEY+" + monitor.id() + "+");
        shell = Shell.as(monitor, "key", "new", key.toString());
        assertThat(shell.exit()).isEqualTo(ExitCode.USAGE.code);
        assertThat(Files.readString(key)).isEqualTo(secret);
        assertThat(shell.out() + shell.err()).doesNotContain(secret.strip());
    }

    @Test
    void a_report_is_submitted_corrected_and_withdrawn_under_signatures() throws Exception {
        JsonNode receipt = submit("--sign", key.toString());
        String keyId = receipt.path("signedBy").asString("");
        done("key", "list");
        assertThat(shell.out()).contains(keyId);
        String id = receipt.path("report").asString();
        Path claim = file("claim.json", report(6));

        done(
                "report",
                "correct",
                id,
                claim.toString(),
                "--reason",
                "Counted again",
                "--sign",
                key.toString());
        assertThat(shell.out()).contains("signed by " + keyId);
        done("report", "withdraw", id, "--reason", "entered-in-error", "--sign", key.toString());
        assertThat(shell.out()).contains("signed by " + keyId);

        done("report", "show", id, "--json");
        JsonNode history = JsonMapper.shared().readTree(shell.out()).path("history");
        assertThat(history).hasSize(3);
        history.forEach(event -> assertThat(event.path("signedBy").asString("")).isEqualTo(keyId));
    }

    @Test
    void a_signature_that_is_sent_again_for_another_version_is_refused() throws Exception {
        String id = submit("--sign", key.toString()).path("report").asString();
        done(
                "report",
                "correct",
                id,
                file("b.json", report(6)).toString(),
                "--reason",
                "B",
                "--sign",
                key.toString());
        JsonNode history =
                RealLedger.asOperator().get("/v1/reports/" + id).is(200).json().path("history");
        ObjectNode replay = JsonMapper.shared().createObjectNode();
        replay.set("claim", report(6).path("claim"));
        replay.put("reason", "The same once more");
        ObjectNode signature =
                (ObjectNode) history.path(1).path("leaf").path("data").path("signature");
        signature.put("seed", "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc");
        replay.set("signature", signature);
        done(
                "report",
                "correct",
                id,
                file("c.json", report(7)).toString(),
                "--reason",
                "C",
                "--sign",
                key.toString());
        long size = RealLedger.logSize();
        monitor.requests()
                .post(
                        "/v1/reports/" + id + "/corrections",
                        replay.toString(),
                        Map.of("If-Match", "*"))
                .isProblem(422, "invalid")
                .at("/signature/value");
        assertThat(RealLedger.logSize()).isEqualTo(size);
    }

    @Test
    void a_revoked_key_signs_nothing_and_the_one_that_it_endorsed_does() throws Exception {
        Path second = folder.resolve("second.key");
        done("key", "new", second.toString(), "--json");
        done("key", "add", second.toString(), "--endorsed-by", key.toString());
        done("key", "list", "--json");
        String first =
                JsonMapper.shared()
                        .readTree(shell.out())
                        .path("keys")
                        .path(0)
                        .path("keyId")
                        .asString();
        done("key", "revoke", first, "--reason", "lost");

        shell =
                Shell.as(
                        monitor,
                        "submit",
                        file("r.json", report(4)).toString(),
                        "--sign",
                        key.toString());
        assertThat(shell.exit()).isEqualTo(ExitCode.REFUSED.code);
        assertThat(shell.err()).contains("/signature/key", "revoked");
        assertThat(submit("--sign", second.toString()).path("signedBy").asString())
                .isNotEqualTo(first);
    }

    @Test
    void what_cannot_be_signed_is_not_sent_unsigned() throws Exception {
        ObjectNode bad = report(4);
        ((ObjectNode) bad.path("claim")).put("colour", "red");
        long size = RealLedger.logSize();
        shell =
                Shell.as(
                        monitor,
                        "submit",
                        file("bad.json", bad).toString(),
                        "--sign",
                        key.toString());
        assertThat(shell.exit()).isEqualTo(ExitCode.REFUSED.code);
        assertThat(shell.err()).contains("/claim/colour");
        assertThat(RealLedger.logSize()).isEqualTo(size);
    }

    @Test
    void who_meant_another_ledger_signs_nothing_for_this_one() throws Exception {
        shell =
                Shell.as(
                        monitor,
                        "submit",
                        file("r.json", report(4)).toString(),
                        "--sign",
                        key.toString(),
                        "--origin",
                        "ledger.example/other");
        assertThat(shell.exit()).isEqualTo(ExitCode.USAGE.code);
        assertThat(shell.err()).contains("not ledger.example/other");
    }

    private JsonNode submit(String... options) throws Exception {
        String[] all = new String[options.length + 3];
        all[0] = "submit";
        all[1] = file("r.json", report(4)).toString();
        all[2] = "--json";
        System.arraycopy(options, 0, all, 3, options.length);
        done(all);
        return JsonMapper.shared().readTree(shell.out());
    }

    private static ObjectNode report(int killed) {
        ObjectNode report = JsonMapper.shared().createObjectNode();
        report.put("externalId", "signed-1");
        report.set(
                "claim",
                incident()
                        .killed(killed, killed + 1)
                        .narrative("SYNTHETIC. Nothing happened.")
                        .source("Sample Wire", "SYNTHETIC headline")
                        .json());
        return report;
    }

    private Path file(String name, ObjectNode json) throws Exception {
        return Files.writeString(folder.resolve(name), json.toString());
    }

    private void done(String... arguments) {
        shell = Shell.as(monitor, arguments);
        assertThat(shell.exit()).as(shell.err()).isZero();
    }
}
