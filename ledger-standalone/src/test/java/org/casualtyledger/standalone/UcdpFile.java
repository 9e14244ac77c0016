package org.casualtyledger.standalone;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** A file in UCDP's columns. Nothing in it happened: its places, parties and years are invented. */
public final class UcdpFile {

    private static final List<String> TOWNS =
            List.of("Synthetic Town A", "Sentetik Işık İlçesi", "بلدة مختلقة", "SYNTHETIC VILLAGE");

    private final List<Map<String, String>> rows = new ArrayList<>();

    /** So many rows, the same for the same number: all kinds of violence, of place and of time. */
    public static UcdpFile of(int count) {
        Random random = new Random(20_170_600L + count);
        UcdpFile file = new UcdpFile();
        for (int id = 1; id <= count; id++) {
            file.rows.add(row(id, random));
        }
        return file;
    }

    private static Map<String, String> row(int id, Random random) {
        int violence = 1 + random.nextInt(3);
        int low = random.nextInt(20);
        int high = low + random.nextInt(10);
        int month = 1 + random.nextInt(12);
        boolean spans = month < 12 && random.nextInt(10) == 0;
        Map<String, String> row = new LinkedHashMap<>();
        row.put("id", Integer.toString(id));
        row.put("year", "2001");
        row.put("type_of_violence", Integer.toString(violence));
        row.put("conflict_name", "Synthetic conflict of row " + id);
        row.put("side_a", random.nextBoolean() ? "SYNTHETIC IS" : "Synthetic İnsurgents");
        row.put("side_b", violence == 3 ? "Civilians" : "Synthetic Militia");
        row.put(
                "source_article",
                "\"Synthetic Wire,2001-%02d-28,Headline that nobody wrote of row %d\""
                        .formatted(month, id));
        row.put("where_prec", Integer.toString(1 + random.nextInt(5)));
        row.put("where_coordinates", TOWNS.get(random.nextInt(TOWNS.size())));
        row.put("adm_1", random.nextBoolean() ? "Synthetic Governorate" : "Sentetik İl");
        row.put("adm_2", "");
        row.put("latitude", "35.952829");
        row.put("longitude", "39.007879");
        row.put("country", "Syria");
        row.put("date_prec", spans ? "5" : "1");
        row.put("date_start", "2001-%02d-1%d".formatted(month, random.nextInt(10)));
        row.put("date_end", spans ? "2001-%02d-02".formatted(month + 1) : row.get("date_start"));
        row.put("deaths_a", Integer.toString(random.nextInt(3)));
        row.put("deaths_b", Integer.toString(random.nextInt(3)));
        row.put("deaths_civilians", Integer.toString(low));
        row.put("deaths_unknown", Integer.toString(random.nextInt(4)));
        row.put("low", Integer.toString(low));
        row.put("best", Integer.toString((low + high) / 2));
        row.put("high", Integer.toString(high));
        return row;
    }

    public UcdpFile set(int row, String column, String value) {
        rows.get(row - 1).put(column, value);
        return this;
    }

    public UcdpFile without(int row) {
        rows.remove(row - 1);
        return this;
    }

    public UcdpFile withoutColumns(String... columns) {
        for (String column : columns) {
            rows.forEach(row -> row.remove(column));
        }
        return this;
    }

    public String text() {
        StringWriter out = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(out)) {
            csv.writeRecord(rows.getFirst().keySet());
            rows.forEach(row -> csv.writeRecord(row.values()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    public byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    public byte[] gzipped() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public Path in(Path folder, String name) throws IOException {
        return Files.write(folder.resolve(name), name.endsWith(".gz") ? gzipped() : bytes());
    }
}
