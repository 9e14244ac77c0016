package org.casualtyledger.projections.tallies;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.counting.Bounds;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.Leaves;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An explanation as JSON. */
final class ExplainedJson {
    private ExplainedJson() {}

    /**
     * @param leaves the events of all lines
     */
    static ObjectNode write(Explained explained, Map<Long, Leaves.Leaf> leaves) {
        ObjectNode json = Json.object();
        json.set("before", explained.before().json());
        json.set("after", explained.now().json());
        json.set("difference", signed(explained.difference()));
        json.set("sum", signed(explained.sum()));
        ArrayNode causes = json.putArray("causes");
        explained
                .causes()
                .forEach(
                        (cause, sum) -> {
                            ObjectNode one = causes.addObject();
                            one.put("cause", cause).put("changes", sum.lines());
                            one.setAll(signed(sum.measures()));
                        });
        ArrayNode changes = json.putArray("changes");
        explained.lines().forEach(line -> changes.add(line(line, leaves)));
        json.put("complete", explained.complete());
        return json;
    }

    private static ObjectNode line(Explained.Line line, Map<Long, Leaves.Leaf> leaves) {
        ObjectNode json = Json.object();
        Optional.ofNullable(leaves.get(line.position())).ifPresent(leaf -> event(json, leaf));
        line.incident().ifPresent(incident -> json.put("incident", incident.toString()));
        json.put("cause", line.cause());
        json.setAll(signed(line.measures()));
        return json;
    }

    /** What every answer says of an event. */
    static void event(ObjectNode json, Leaves.Leaf leaf) {
        json.put("position", leaf.position());
        json.put("at", EventCodec.instant(leaf.recorded().at()));
        json.put("type", EventCodec.type(leaf.recorded().event()));
        json.put("by", leaf.recorded().by().value());
        if (leaf.recorded().event() instanceof ReportEvent e) {
            json.put("report", e.report().toString());
        }
    }

    /** Differences: what was added less what was taken back, so 0 means that nothing changed. */
    static ObjectNode signed(Measures measures) {
        ObjectNode json = Json.object();
        json.put("incidents", measures.incidents());
        json.put("withCivilianHarm", measures.withCivilianHarm());
        if (measures.disputed() != 0) {
            json.put("disputed", measures.disputed());
        }
        json.set("killed", signed(measures.killed()));
        json.set("injured", signed(measures.injured()));
        json.set("undetermined", signed(measures.undetermined()));
        return json;
    }

    private static ObjectNode signed(Bounds bounds) {
        return Json.object()
                .put("min", bounds.min())
                .put("max", bounds.max())
                .put("notStated", bounds.notStated())
                .put("openEnded", bounds.openEnded());
    }

    /** The positions of all lines. */
    static List<Long> positions(Explained explained) {
        return explained.lines().stream().map(Explained.Line::position).distinct().toList();
    }
}
