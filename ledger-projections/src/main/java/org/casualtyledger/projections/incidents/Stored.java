package org.casualtyledger.projections.incidents;

import org.casualtyledger.events.EventCodec;
import org.casualtyledger.projections.edge.Leaves;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Parts of stored events, as answers show them. */
final class Stored {
    private Stored() {}

    /** Without the digests of what is not in clear: they tell a reader nothing. */
    static ObjectNode clear(ObjectNode json) {
        json.remove("_sd");
        json.forEach(Stored::clearWithin);
        return json;
    }

    private static void clearWithin(JsonNode value) {
        if (value instanceof ObjectNode object) {
            clear(object);
        } else if (value.isArray()) {
            value.forEach(Stored::clearWithin);
        }
    }

    /** Adds where in the log something was said, and when it was recorded. */
    static ObjectNode at(ObjectNode json, Incident incident, long position) {
        json.put("position", position);
        Leaves.Leaf leaf = incident.leaves().get(position);
        if (leaf != null) {
            json.put("at", EventCodec.instant(leaf.recorded().at()));
        }
        return json;
    }
}
