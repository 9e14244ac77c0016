package org.casualtyledger.projections.series;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.Unlocated;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Series as JSON. */
final class SeriesJson {
    static final String NOTE =
            "figures of one organisation's own; they are in no tally, and add up with nothing";

    private SeriesJson() {}

    static byte[] write(long position, Map<SeriesKey, List<Point>> series) {
        ObjectNode json = Json.object();
        ArrayNode all = json.putArray("series");
        series.forEach((key, points) -> all.add(one(key, points)));
        json.put("position", position);
        json.put("note", NOTE);
        return json.toString().getBytes(UTF_8);
    }

    private static ObjectNode one(SeriesKey key, List<Point> points) {
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
        ArrayNode written = json.putArray("points");
        Optional<Point> before = Optional.empty();
        for (Point point : points) {
            ObjectNode node = point(point);
            if (key.isCumulative()) {
                point.since(before)
                        .ifPresentOrElse(
                                difference -> node.set("difference", difference(difference)),
                                () -> node.putNull("difference"));
            }
            written.add(node);
            before = Optional.of(point);
        }
        return json;
    }

    private static ObjectNode point(Point point) {
        ObjectNode json = Json.object();
        json.put("report", point.report().toString());
        json.put("position", point.position());
        json.put("from", point.from().toString());
        json.put("to", point.to().toString());
        json.set("killed", stated(point.killed()));
        json.set("injured", stated(point.injured()));
        json.set("undetermined", stated(point.undetermined()));
        return json;
    }

    private static ObjectNode difference(Point.Difference difference) {
        ObjectNode json = Json.object();
        json.set("killed", stated(difference.killed()));
        json.set("injured", stated(difference.injured()));
        json.set("undetermined", stated(difference.undetermined()));
        return json;
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
