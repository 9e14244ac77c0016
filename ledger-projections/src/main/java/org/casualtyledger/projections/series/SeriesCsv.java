package org.casualtyledger.projections.series;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.projections.edge.Unlocated;
import org.casualtyledger.projections.series.SeriesQuestion.Field;

/**
 * Series as CSV (RFC 4180): one line a point, or, with revisions, one line a version in the order
 * of the log. {@code difference} is what a running total gained since the day before in the series;
 * {@code change} what a version changed of the report's version before it. Not stated is an empty
 * field.
 */
final class SeriesCsv {
    private static final List<String> NAMES =
            List.of(
                    "organisation",
                    "claimant",
                    "kind",
                    "theatre",
                    "place",
                    "admin",
                    "country",
                    "residual",
                    "report",
                    "fromPosition",
                    "toPosition",
                    "at",
                    "type",
                    "endedBy",
                    "reason",
                    "from",
                    "to");

    private final SeriesQuestion question;
    private final long position;

    private SeriesCsv(SeriesQuestion question, long position) {
        this.question = question;
        this.position = position;
    }

    static byte[] write(
            long position, SeriesQuestion question, Map<SeriesKey, List<Point>> series) {
        StringWriter out = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(out)) {
            SeriesCsv writer = new SeriesCsv(question, position);
            csv.writeRecord(writer.header());
            series.forEach((key, points) -> writer.write(csv, key, points));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString().getBytes(UTF_8);
    }

    private List<String> header() {
        List<String> header = new ArrayList<>(NAMES);
        String since = question.revisions() ? "change" : "difference";
        for (Field field : question.fields()) {
            header.addAll(List.of(field.code() + "Min", field.code() + "Max"));
        }
        for (Field field : question.fields()) {
            String name = since + field.name().charAt(0) + field.code().substring(1);
            header.addAll(List.of(name + "Min", name + "Max"));
        }
        header.addAll(
                List.of(
                        "backlogKilledMin",
                        "backlogKilledMax",
                        "backlogInjuredMin",
                        "backlogInjuredMax",
                        "position",
                        "note"));
        return header;
    }

    private void write(CsvWriter csv, SeriesKey key, List<Point> points) {
        Map<UUID, Point> ofReport = new HashMap<>();
        Optional<Point> ofSeries = Optional.empty();
        List<Point> shown =
                question.revisions()
                        ? SeriesPoints.revisions(points)
                        : SeriesPoints.holding(points);
        for (Point point : shown) {
            Optional<Point> before =
                    question.revisions()
                            ? Optional.ofNullable(ofReport.put(point.report(), point))
                            : ofSeries.filter(_ -> key.isCumulative());
            ofSeries = Optional.of(point);
            csv.writeRecord(line(key, point, point.since(before)));
        }
    }

    private List<String> line(SeriesKey key, Point point, Optional<Point.Difference> since) {
        List<String> line = new ArrayList<>();
        line.add(key.organisation());
        line.add(key.claimant().orElse(""));
        line.add(key.kind());
        line.add(key.theatre());
        line.add(key.settlement().orElseGet(() -> Unlocated.in(key.country(), key.admin())));
        line.add(String.join("; ", key.admin()));
        line.add(key.country().orElse(""));
        line.add(Boolean.toString(key.settlement().isEmpty()));
        line.add(point.report().toString());
        Optional<Point.Ended> ended = point.version().ended();
        line.add(Long.toString(point.position()));
        line.add(ended.map(e -> Long.toString(e.position())).orElse(""));
        line.add(EventCodec.instant(point.version().at()));
        line.add(point.version().type());
        line.add(ended.map(Point.Ended::by).orElse(""));
        line.add(ended.flatMap(Point.Ended::reason).orElse(""));
        line.add(point.from().toString());
        line.add(point.to().toString());
        for (Field field : question.fields()) {
            figures(line, Optional.of(of(field, point)));
        }
        for (Field field : question.fields()) {
            figures(line, since.map(difference -> of(field, difference)));
        }
        figures(line, Optional.of(point.backlog().killed()));
        figures(line, Optional.of(point.backlog().injured()));
        line.add(Long.toString(position));
        line.add(SeriesJson.NOTE);
        return line;
    }

    private static Point.Stated of(Field field, Point point) {
        return switch (field) {
            case KILLED -> point.killed();
            case INJURED -> point.injured();
            case UNDETERMINED -> point.undetermined();
        };
    }

    private static Point.Stated of(Field field, Point.Difference difference) {
        return switch (field) {
            case KILLED -> difference.killed();
            case INJURED -> difference.injured();
            case UNDETERMINED -> difference.undetermined();
        };
    }

    private static void figures(List<String> line, Optional<Point.Stated> stated) {
        line.add(stated.map(s -> text(s.min())).orElse(""));
        line.add(stated.map(s -> text(s.max())).orElse(""));
    }

    private static String text(OptionalInt figure) {
        return figure.isPresent() ? Integer.toString(figure.getAsInt()) : "";
    }
}
