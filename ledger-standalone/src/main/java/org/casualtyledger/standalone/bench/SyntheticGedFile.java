package org.casualtyledger.standalone.bench;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Files with the columns of UCDP GED's yearly release and the proportions of its Syria extract:
 * mostly one source, one day, one settlement, state-based violence, few deaths.
 */
final class SyntheticGedFile {
    private static final List<String> HEADER =
            List.of(
                    "id",
                    "year",
                    "active_year",
                    "type_of_violence",
                    "conflict_new_id",
                    "conflict_name",
                    "dyad_new_id",
                    "dyad_name",
                    "side_a_new_id",
                    "side_a",
                    "side_b_new_id",
                    "gwnob",
                    "side_b",
                    "number_of_sources",
                    "source_article",
                    "source_office",
                    "source_date",
                    "source_headline",
                    "source_original",
                    "where_prec",
                    "where_coordinates",
                    "adm_1",
                    "adm_2",
                    "latitude",
                    "longitude",
                    "geom_wkt",
                    "priogrid_gid",
                    "country",
                    "country_id",
                    "region",
                    "event_clarity",
                    "date_prec",
                    "date_start",
                    "date_end",
                    "deaths_a",
                    "deaths_b",
                    "deaths_civilians",
                    "deaths_unknown",
                    "low",
                    "best",
                    "high");

    private static final int FIRST_ID = 1_000_000;

    private final SyntheticWorld world;
    private final Random random;
    private int made;

    SyntheticGedFile(long seed) {
        this.world = new SyntheticWorld(seed);
        this.random = world.random();
    }

    /** Writes a file of further rows: no id comes twice from one generator. */
    void write(Path file, int rows) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().build(file, StandardCharsets.UTF_8)) {
            csv.writeRecord(HEADER);
            for (int i = 0; i < rows; i++) {
                csv.writeRecord(row());
            }
        }
    }

    private List<String> row() {
        SyntheticWorld.Settlement where = world.settlement();
        LocalDate day = world.day();
        int violence = oneOf(69, 28) + 1;
        int conflict = world.conflict();
        String a = SyntheticWorld.actor(where, conflict, "a");
        String b = violence == 3 ? "Civilians" : SyntheticWorld.actor(where, conflict, "b");
        int sources = 1 + oneOf(81, 14, 3, 1);
        List<String> row = new ArrayList<>(HEADER.size());
        row.add(Integer.toString(FIRST_ID + ++made));
        row.add(Integer.toString(day.getYear()));
        add(row, 1, violence, 299);
        row.add(where.country() + ": " + SyntheticWorld.MARK);
        add(row, 11_973);
        row.add(a + " - " + b);
        add(row, 118);
        row.add(a);
        row.add("4456");
        row.add("");
        row.add(b);
        add(row, sources);
        sources(row, sources, day);
        place(row, where);
        LocalDate end = oneOf(93) == 0 ? day : day.plusDays(1 + random.nextInt(25));
        add(row, 1);
        add(row, day.equals(end) ? 1 : 2);
        row.add(day.toString());
        row.add(end.toString());
        deaths(row, violence);
        return row;
    }

    private void sources(List<String> row, int sources, LocalDate day) {
        List<String> articles = new ArrayList<>();
        String headline = "";
        for (int i = 0; i < sources; i++) {
            headline = world.text(40 + random.nextInt(100));
            articles.add(
                    '"' + world.publisher() + "," + day + "," + headline.replace("\"", "") + '"');
        }
        row.add(String.join(";", articles));
        row.add(world.publisher());
        row.add(day.toString());
        row.add(headline);
        row.add("Sample Office");
    }

    private void place(List<String> row, SyntheticWorld.Settlement where) {
        add(row, oneOf(54, 35, 4, 3, 2) + 1);
        row.add(where.name());
        row.add(where.province());
        row.add(where.district());
        String latitude = BigDecimal.valueOf(where.latE6(), 6).toPlainString();
        String longitude = BigDecimal.valueOf(where.lonE6(), 6).toPlainString();
        row.add(latitude);
        row.add(longitude);
        row.add("POINT (" + longitude + " " + latitude + ")");
        add(row, 180_000 + random.nextInt(2_000));
        row.add(where.country());
        row.add("652");
        row.add("Sample Region");
    }

    private void deaths(List<String> row, int violence) {
        int a = violence == 3 ? 0 : random.nextInt(4);
        int b = violence == 3 ? 0 : random.nextInt(5);
        int civilians = oneOf(66) == 0 ? 0 : 1 + random.nextInt(9);
        int unknown = random.nextInt(3);
        int best = a + b + civilians + unknown;
        add(row, a, b, civilians, unknown, best, best, best + random.nextInt(3));
    }

    private static void add(List<String> row, int... values) {
        for (int value : values) {
            row.add(Integer.toString(value));
        }
    }

    /** The index of the percentage that was met; the last one past them all. */
    private int oneOf(int... percent) {
        int left = random.nextInt(100);
        for (int i = 0; i < percent.length; i++) {
            left -= percent[i];
            if (left < 0) {
                return i;
            }
        }
        return percent.length;
    }
}
