package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.casualtyledger.standalone.RealLedger;
import org.casualtyledger.standalone.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerifyCommandTest {
    @TempDir Path folder;

    @Test
    void a_running_ledger_is_verified_mirrored_and_verified_again_offline() throws Exception {
        RealLedger.Organisation auditor = signedEvents();

        Shell live = Shell.as(auditor, "verify", "--json");
        assertThat(live.exit()).as(live.err()).isZero();
        JsonNode said = JsonMapper.shared().readTree(live.out());
        assertThat(said.path("ok").asBoolean()).isTrue();
        assertThat(said.path("size").asLong()).isPositive();
        assertThat(said.path("position").isNull()).isTrue();
        assertThat(said.path("tally").path("receipt").asBoolean()).isTrue();
        assertThat(live.err()).contains("trusted on first use");

        Path mirror = folder.resolve("mirror");
        Shell copied = Shell.as(auditor, "mirror", mirror.toString());
        assertThat(copied.exit()).as(copied.err()).isZero();
        Shell offline = Shell.run("verify", mirror.toString());
        assertThat(offline.exit()).as(offline.err()).isZero();
        assertThat(offline.out()).startsWith("Verified").contains("signed receipt");
        Shell again = Shell.as(auditor, "verify", "--since", mirror.toString());
        assertThat(again.exit()).as(again.err()).isZero();
    }

    @Test
    void a_changed_byte_in_a_mirror_is_exit_code_6_and_named_with_its_position() throws Exception {
        RealLedger.Organisation auditor = signedEvents();
        Path mirror = folder.resolve("mirror");
        assertThat(Shell.as(auditor, "mirror", mirror.toString()).exit()).isZero();
        try (var files = Files.walk(mirror.resolve("tile/entries"))) {
            Path bundle = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(bundle);
            bytes[40] ^= 1;
            Files.write(bundle, bytes);
        }

        Shell verified = Shell.run("verify", mirror.toString(), "--json");

        assertThat(verified.exit()).isEqualTo(ExitCode.VERIFICATION_FAILED.code);
        JsonNode said = JsonMapper.shared().readTree(verified.out());
        assertThat(said.path("ok").asBoolean(true)).isFalse();
        assertThat(said.path("position").asLong(-1)).isZero();
        assertThat(said.path("fault").asString("")).isEqualTo("entry-changed");
    }

    @Test
    void who_may_not_read_the_log_is_told_so_and_nothing_is_called_verified() {
        RealLedger.Organisation submitter = RealLedger.organisation("submit");

        Shell refused = Shell.as(submitter, "verify");

        assertThat(refused.exit()).isEqualTo(ExitCode.UNAUTHORISED.code);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("scope audit");
    }

    @Test
    void a_folder_that_is_none_and_a_key_that_is_none_are_faults_of_the_command_line() {
        assertThat(Shell.run("verify", folder.resolve("nowhere").toString()).exit())
                .isEqualTo(ExitCode.USAGE.code);
        assertThat(Shell.run("verify", folder.toString(), "--log-key", "no key").exit())
                .isEqualTo(ExitCode.USAGE.code);
    }

    @Test
    void an_empty_folder_is_no_verified_log() {
        assertThat(Shell.run("verify", folder.toString()).exit())
                .isEqualTo(ExitCode.VERIFICATION_FAILED.code);
    }

    /** An auditor, of a log whose events are all signed and counted. */
    private static RealLedger.Organisation signedEvents() {
        RealLedger.Organisation auditor = RealLedger.organisation("audit", "read");
        Requests operator = RealLedger.asOperator();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            JsonNode log = operator.get("/v1/log").is(200).json();
                            JsonNode health = operator.get("/v1/health").is(200).json();
                            return log.path("checkpoint").path("size").asLong(-1)
                                            == log.path("size").asLong()
                                    && health.path("tallies").path("position").asLong(-1)
                                            == log.path("size").asLong() - 1;
                        });
        return auditor;
    }
}
