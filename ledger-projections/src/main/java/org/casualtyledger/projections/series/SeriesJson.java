package org.casualtyledger.projections.series;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.Unlocated;
import org.casualtyledger.projections.series.SeriesQuestion.Field;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Series as JSON. */
final class SeriesJson {
    static final String NOTE =
            "figures of one organisation's own; they are in no tally, and add up with nothing";

    private final SeriesQuestion question;

    private SeriesJson(SeriesQuestion question) {
        this.question = question;
    }

    static byte[] write(
            long position, SeriesQuestion question, Map<SeriesKey, List<Point>> series) {
        SeriesJson writer = new SeriesJson(question);
        ObjectNode json = Json.object();
        ArrayNode all = json.putArray("series");
        series.forEach((key, points) -> all.add(writer.one(key, points)));
        json.put("position", position);
        json.put("note", NOTE);
        return json.toString().getBytes(UTF_8);
    }

    private ObjectNode one(SeriesKey key, List<Point> points) {
        ObjectNode json = Json.object();
        json.put("organisation", key.organisation());
        json.put("claimant", key.claimant().orElse(null));
        json.put("kind", key.kind());
        json.put("theatre", key.theatre());
        json.put(
                "place",
                key.settlement().orElseGet(() -> Unlocated.in(key.country(), key.admin())));
        ArrayNode admin = json.putArray("admin");
        key.admin().forEach(admin::add);
        json.put("country", key.country().orElse(null));
        if (key.settlement().isEmpty()) {
            json.put("residual", true);
        }
        points(json.putArray("points"), key, SeriesPoints.holding(points));
        if (question.revisions()) {
            revisions(json.putArray("revisions"), SeriesPoints.revisions(points));
        }
        return json;
    }

    private void points(ArrayNode json, SeriesKey key, List<Point> points) {
        Optional<Point> before = Optional.empty();
        for (Point point : points) {
            ObjectNode node = point(point);
            if (key.isCumulative()) {
                point.since(before)
                        .ifPresentOrElse(
                                difference -> node.set("difference", difference(difference, point)),
                                () -> node.putNull("difference"));
            }
            json.add(node);
            before = Optional.of(point);
        }
    }

    /** Each version, and what it changed of the one before it of the same report. */
    private void revisions(ArrayNode json, List<Point> revisions) {
        Map<UUID, Point> last = new HashMap<>();
        for (Point revision : revisions) {
            ObjectNode node = point(revision);
            revision.since(Optional.ofNullable(last.put(revision.report(), revision)))
                    .ifPresentOrElse(
                            change -> node.set("change", figures(change)),
                            () -> node.putNull("change"));
            json.add(node);
        }
    }

    private ObjectNode point(Point point) {
        ObjectNode json = Json.object();
        json.put("report", point.report().toString());
        json.put("position", point.position());
        json.put("at", EventCodec.instant(point.version().at()));
        json.put("type", point.version().type());
        point.version()
                .ended()
                .ifPresent(
                        ended -> {
                            json.put("toPosition", ended.position());
                            json.put("endedBy", ended.by());
                            ended.reason().ifPresent(reason -> json.put("reason", reason));
                        });
        json.put("from", point.from().toString());
        json.put("to", point.to().toString());
        figures(json, point.killed(), point.injured(), point.undetermined());
        if (point.backlog().isStated()) {
            json.set("backlog", backlog(point.backlog()));
        }
        return json;
    }

    /**
     * Signed, bound by bound. Of an increase whose backlog is stated, {@code backlog} is that part
     * and {@code current} the rest.
     */
    private ObjectNode difference(Point.Difference difference, Point point) {
        ObjectNode json = figures(difference);
        if (point.backlog().isStated()) {
            json.set("backlog", backlog(point.backlog()));
            json.set("current", figures(difference.without(point.backlog())));
        }
        return json;
    }

    private ObjectNode backlog(Point.Backlog backlog) {
        ObjectNode json = Json.object();
        if (shows(Field.KILLED)) {
            json.set("killed", stated(backlog.killed()));
        }
        if (shows(Field.INJURED)) {
            json.set("injured", stated(backlog.injured()));
        }
        return json;
    }

    private ObjectNode figures(Point.Difference difference) {
        ObjectNode json = Json.object();
        figures(json, difference.killed(), difference.injured(), difference.undetermined());
        return json;
    }

    private void figures(
            ObjectNode json, Point.Stated killed, Point.Stated injured, Point.Stated undetermined) {
        if (shows(Field.KILLED)) {
            json.set("killed", stated(killed));
        }
        if (shows(Field.INJURED)) {
            json.set("injured", stated(injured));
        }
        if (shows(Field.UNDETERMINED)) {
            json.set("undetermined", stated(undetermined));
        }
    }

    private boolean shows(Field field) {
        return question.fields().contains(field);
    }

    private static ObjectNode stated(Point.Stated stated) {
        ObjectNode json = Json.object();
        figure(json, "min", stated.min());
        figure(json, "max", stated.max());
        return json;
    }

    private static void figure(ObjectNode json, String name, OptionalInt figure) {
        if (figure.isPresent()) {
            json.put(name, figure.getAsInt());
        } else {
            json.putNull(name);
        }
    }
}
