package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.casualtyledger.standalone.RealLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RecoverCommandTest {
    @TempDir Path folder;

    @Test
    void a_log_that_is_what_was_signed_goes_on_and_an_older_mirror_is_of_no_use() {
        RealLedger.organisation("read");
        signed();
        Path mirror = folder.resolve("mirror");
        Shell copied = operator("mirror", mirror.toString());
        assertThat(copied.exit()).as(copied.err()).isZero();

        Shell same = operator("recover", "--from", mirror.toString());
        assertThat(same.exit()).as(same.err()).isZero();
        assertThat(same.out()).contains("0 of them were put back");
        assertThat(operator("recover").exit()).isZero();

        RealLedger.organisation("read");
        signed();
        Shell older = operator("recover", "--from", mirror.toString());
        assertThat(older.exit()).isEqualTo(ExitCode.REFUSED.code);
        assertThat(older.err()).contains("a newer mirror is needed");
    }

    @Test
    void a_size_is_trusted_only_where_the_journal_is_lost() {
        Shell trusted = operator("recover", "--trust", "1");

        assertThat(trusted.exit()).isEqualTo(ExitCode.REFUSED.code);
        assertThat(trusted.err()).contains("the journal is there");
        assertThat(operator("recover", "--trust", "1", "--from", "x").exit())
                .isEqualTo(ExitCode.USAGE.code);
    }

    @Test
    void a_ledger_without_kafka_recovers_nothing_from_it_and_unsigned_is_of_a_topic() {
        Shell without = operator("recover", "--from", "kafka");

        assertThat(without.exit()).isEqualTo(ExitCode.REFUSED.code);
        assertThat(without.err()).contains("knows no Kafka");
        assertThat(operator("recover", "--unsigned").exit()).isEqualTo(ExitCode.USAGE.code);
    }

    private static void signed() {
        Awaitility.await()
                .untilAsserted(
                        () -> {
                            JsonNode log = RealLedger.asOperator().get("/v1/log").is(200).json();
                            assertThat(log.path("held").isNull()).isTrue();
                            assertThat(log.path("checkpoint").path("size").asLong())
                                    .isEqualTo(log.path("size").asLong());
                        });
    }

    private static Shell operator(String... arguments) {
        return Shell.as(
                new RealLedger.Organisation("operator", RealLedger.address().key()), arguments);
    }
}
