package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.casualtyledger.standalone.cli.TextTable.Align;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class TallyTableTest {

    private static final String TALLY =
            """
            {"rows":[
              {"theatre":"SYR","place":"الرقة","incidents":74,"withCivilianHarm":60,
               "killed":{"min":403,"max":593,"notStated":0,"openEnded":0},
               "injured":{"min":null,"max":null,"notStated":74,"openEnded":0},
               "undetermined":{"min":8,"max":8,"notStated":0,"openEnded":0}},
              {"theatre":"UKR","place":"unlocated in Донецька область","incidents":1,"withCivilianHarm":1,
               "killed":{"min":12,"max":12,"notStated":0,"openEnded":1},
               "injured":{"min":null,"max":null,"notStated":1,"openEnded":0},
               "undetermined":{"min":null,"max":null,"notStated":1,"openEnded":0}}],
             "total":{"incidents":75,"withCivilianHarm":61,
               "killed":{"min":1415,"max":1605,"notStated":0,"openEnded":1},
               "injured":{"min":null,"max":null,"notStated":75,"openEnded":0},
               "undetermined":{"min":8,"max":8,"notStated":1,"openEnded":0}},
             "overlapping":{"incidents":5,"withCivilianHarm":5,
               "killed":{"min":171,"max":171,"notStated":0,"openEnded":0},
               "injured":{"min":null,"max":null,"notStated":5,"openEnded":0},
               "undetermined":{"min":8,"max":8,"notStated":0,"openEnded":0}},
             "position":79,"methodology":{"name":"documented"}}
            """;

    @Test
    void a_tally_reads_as_a_table_with_what_is_beside_and_what_it_rests_on() {
        String table =
                TallyTable.render(JsonMapper.shared().readTree(TALLY), List.of("theatre", "place"));

        assertThat(table.replace("\u200e", ""))
                .isEqualTo(
                        """
                theatre              place                          incidents  with civilian harm         killed     injured  undetermined
                ───────────────────  ─────────────────────────────  ─────────  ──────────────────  ─────────────  ──────────  ────────────
                SYR                  الرقة                                 74                  60        403–593  not stated             8
                UKR                  unlocated in Донецька область          1                   1     12 or more  not stated    not stated
                ───────────────────  ─────────────────────────────  ─────────  ──────────────────  ─────────────  ──────────  ────────────
                total                                                      75                  61  1,415 or more  not stated             8
                overlapping, beside                                         5                   5            171  not stated             8

                injured: not stated for 75 of 75 incidents; not stated is not zero.
                undetermined: not stated for 1 of 75 incidents; not stated is not zero.
                Overlapping: spans more than the month asked for, so it is in no single month and not in the total.
                Method documented, as of position 79.
                Ranges are sums of documented minima and maxima: bounds on what was documented, not a confidence interval.
                """);
    }

    @Test
    void without_a_grouping_it_is_the_total_alone() {
        String table =
                TallyTable.render(
                        JsonMapper.shared()
                                .readTree(
                                        """
                {"rows":[],"total":{"incidents":0,"withCivilianHarm":0,"killed":{"min":null,"max":null}},"position":null,"methodology":"documented"}
                """),
                        List.of());

        assertThat(table.lines().filter(line -> line.startsWith("total"))).hasSize(1);
        assertThat(table).contains("not stated", "an empty ledger");
    }

    @Test
    void an_attribution_set_keeps_its_actors_apart_and_a_missing_one_is_said() {
        String table =
                TallyTable.render(
                        JsonMapper.shared()
                                .readTree(
                                        """
                {"rows":[{"actor":["A","B"],"incidents":1},{"actor":[],"incidents":1},{"actor":null,"incidents":2}],"total":{"incidents":4},"position":3}
                """),
                        List.of("actor"));

        assertThat(table).contains("A + B", "none stated", "not recorded");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "4, 6, 0, 4–6",
                "5, 5, 0, 5",
                "0, 0, 0, 0",
                "10, -, 0, 10 or more",
                "10, 12, 1, 10 or more",
                "-, 20, 0, up to 20",
                "-, -, 0, not stated",
                "25142, 28954, 0, '25,142–28,954'"
            })
    void a_range_says_what_is_known(Integer min, Integer max, int openEnded, String text) {
        assertThat(
                        TallyTable.range(
                                JsonMapper.shared()
                                        .readTree(
                                                "{\"min\":"
                                                        + min
                                                        + ",\"max\":"
                                                        + max
                                                        + ",\"openEnded\":"
                                                        + openEnded
                                                        + "}")))
                .isEqualTo(text);
    }

    @Test
    void columns_stand_straight_in_every_script() {
        String table =
                new TextTable()
                        .column("place", Align.LEFT)
                        .column("n", Align.RIGHT)
                        .row(List.of("Харків", "1"))
                        .row(List.of("مَدِينَة", "22")) // with vowel marks, which take no room
                        .row(List.of("東京", "3"))
                        .row(List.of("a\nb\u0000c", "4"))
                        .render();

        assertThat(table.lines().map(TextTable::width)).containsOnly(10);
        assertThat(table).contains("a b c");
    }

    @Test
    void a_name_without_end_is_cut_where_a_terminal_would_break() {
        String table =
                new TextTable().column("place", Align.LEFT).row(List.of("x".repeat(500))).render();

        assertThat(table.lines()).allMatch(line -> TextTable.width(line) <= 61);
    }
}
