package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoTest {

    @TempDir Path folder;

    @Test
    void the_demo_plays_its_sample_once_in_a_folder_and_never_in_another_ledger_s()
            throws Exception {
        String data = folder.resolve("demo").toString();

        Shell first = Shell.run("demo", "--exit", "--data", data);
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out())
                .startsWith(SampleReports.MARK)
                .contains("38 reports", "4 corrections", "2 withdrawals", "Ar Raqqah town")
                .contains("not a confidence interval");
        assertThat(folder.resolve("demo/address")).doesNotExist();
        assertThat(folder.resolve("demo/pg/postmaster.pid")).doesNotExist();

        Shell again = Shell.run("demo", "--exit", "--json", "--data", data);
        assertThat(again.exit()).as(again.err()).isZero();
        JsonNode tally = JsonMapper.shared().readTree(again.out());
        assertThat(tally.path("notice").asString()).isEqualTo(SampleReports.MARK);
        assertThat(first.out()).contains("as of position " + tally.path("position").asLong());

        Files.delete(folder.resolve("demo/SYNTHETIC"));
        Shell refused = Shell.run("demo", "--exit", "--data", data);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("Invented deaths would stay in its history for ever");
    }
}
