package org.casualtyledger.projections.tallies;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.casualtyledger.counting.Bounds;
import org.casualtyledger.counting.Measures;

/**
 * An answer as CSV (RFC 4180), flat: each line says whether it is a row, the total, a part of
 * either or what overlaps, and how and as of which position it was counted. Not stated is an empty
 * field; lists are joined with "; ".
 */
final class TallyCsv {
    private static final List<String> MEASURES =
            List.of(
                    "residual",
                    "incidents",
                    "withCivilianHarm",
                    "killedMin",
                    "killedMax",
                    "killedNotStated",
                    "killedOpenEnded",
                    "injuredMin",
                    "injuredMax",
                    "injuredNotStated",
                    "injuredOpenEnded",
                    "undeterminedMin",
                    "undeterminedMax",
                    "undeterminedNotStated",
                    "undeterminedOpenEnded",
                    "disputed",
                    "position",
                    "methodology",
                    "methodologyVersion",
                    "semantics",
                    "methodologyHash",
                    "rulesPosition",
                    "note");

    private final TallyAnswer answer;
    private final List<By> by;
    private final Stand stand;

    private TallyCsv(TallyAnswer answer, List<By> by, Stand stand) {
        this.answer = answer;
        this.by = by;
        this.stand = stand;
    }

    static byte[] write(TallyAnswer answer, List<By> by, Stand stand) {
        return new TallyCsv(answer, by, stand).bytes();
    }

    private byte[] bytes() {
        StringWriter out = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(out)) {
            List<String> names = TallyRow.names(by);
            List<String> header = new ArrayList<>(List.of("line"));
            header.addAll(names);
            header.addAll(MEASURES);
            csv.writeRecord(header);
            for (TallyAnswer.Group group : answer.rows()) {
                Optional<TallyRow> row = Optional.of(TallyRow.of(by, group.values()));
                csv.writeRecord(line("row", row, names, group.measures()));
                for (Map.Entry<Part, Measures> part : sorted(group.parts())) {
                    String kind = "row, " + part.getKey().code();
                    csv.writeRecord(line(kind, row, names, part.getValue()));
                }
            }
            csv.writeRecord(line("total", Optional.empty(), names, answer.total()));
            for (Map.Entry<Part, Measures> part : sorted(answer.parts())) {
                String kind = "total, " + part.getKey().code();
                csv.writeRecord(line(kind, Optional.empty(), names, part.getValue()));
            }
            if (answer.overlapping().isPresent()) {
                csv.writeRecord(
                        line("overlapping", Optional.empty(), names, answer.overlapping().get()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString().getBytes(UTF_8);
    }

    private static Collection<Map.Entry<Part, Measures>> sorted(Map<Part, Measures> parts) {
        return new TreeMap<>(parts).entrySet();
    }

    private List<String> line(
            String kind, Optional<TallyRow> row, List<String> names, Measures measures) {
        List<String> line = new ArrayList<>();
        line.add(kind);
        for (String name : names) {
            line.add(row.flatMap(r -> r.fields().get(name)).map(TallyCsv::text).orElse(""));
        }
        line.add(row.map(r -> Boolean.toString(r.residual())).orElse(""));
        line.add(Long.toString(measures.incidents()));
        line.add(Long.toString(measures.withCivilianHarm()));
        for (Bounds bounds :
                List.of(measures.killed(), measures.injured(), measures.undetermined())) {
            boolean stated = measures.isStated(bounds);
            line.add(stated ? Long.toString(bounds.min()) : "");
            line.add(stated ? Long.toString(bounds.max()) : "");
            line.add(Long.toString(bounds.notStated()));
            line.add(Long.toString(bounds.openEnded()));
        }
        line.add(Long.toString(measures.disputed()));
        line.add(Long.toString(answer.position()));
        line.add(stand.methodology().name());
        line.add(Integer.toString(stand.methodology().version()));
        line.add(Integer.toString(stand.methodology().semantics()));
        line.add(stand.methodology().hash());
        line.add(Long.toString(stand.at(answer.position()).rulesPosition()));
        line.add(TallyJson.NOTE);
        return line;
    }

    private static String text(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(Object::toString).collect(Collectors.joining("; "))
                : value.toString();
    }
}
