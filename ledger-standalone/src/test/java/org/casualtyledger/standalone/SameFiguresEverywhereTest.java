package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Neither the time zone nor the language of the machine is in any figure. */
class SameFiguresEverywhereTest {

    private static final List<String> TURKISH =
            List.of("-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=Europe/Istanbul");
    private static final List<String> LOS_ANGELES = List.of("-Duser.timezone=America/Los_Angeles");
    private static final List<String> TOKYO =
            List.of("-Duser.timezone=Asia/Tokyo", "-Duser.language=ja");

    @TempDir Path folder;

    @Test
    void a_file_imported_in_istanbul_gives_the_same_bytes_in_los_angeles_and_tokyo()
            throws Exception {
        UcdpFile file = UcdpFile.of(300);
        String data = folder.resolve("data").toString();

        String summary =
                ChildLedger.run(
                        folder,
                        TURKISH,
                        "import",
                        "--data",
                        data,
                        "--profile",
                        "ucdp-ged",
                        file.in(folder, "ged.csv.gz").toString());
        assertThat(summary).startsWith("accepted 300, unchanged 0");

        String inIstanbul = tally(TURKISH, data);
        assertThat(tally(LOS_ANGELES, data)).isEqualTo(inIstanbul);
        assertThat(tally(TOKYO, data)).isEqualTo(inIstanbul);
        assertThat(figures(JsonMapper.shared().readTree(inIstanbul))).isEqualTo(here(file));
    }

    /** By names that only English lower-cases to these: a Turkish I is no i. */
    private String tally(List<String> options, String data) throws Exception {
        return ChildLedger.run(
                folder,
                options,
                "tally",
                "--data",
                data,
                "--json",
                "--actor",
                "synthetic is",
                "--from",
                "2001-02",
                "--by",
                "place,month,actor");
    }

    private static String here(UcdpFile file) {
        RealLedger.Organisation monitor = RealLedger.organisation("submit", "read");
        monitor.requests().post("/v1/imports?profile=ucdp-ged", file.bytes(), Map.of()).is(200);
        return figures(
                monitor.requests()
                        .counted(RealLedger.logSize() - 1)
                        .get(
                                "/v1/tallies?actor=synthetic+is&from=2001-02&by=place,month,actor&organisation="
                                        + monitor.id())
                        .is(200)
                        .json());
    }

    private static String figures(JsonNode tally) {
        assertThat(tally.path("rows")).isNotEmpty();
        return tally.path("rows") + " " + tally.path("total") + " " + tally.path("overlapping");
    }
}
