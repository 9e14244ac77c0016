package org.casualtyledger.counting;

import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a tally sums. Signed; sums are 64-bit and never wrap.
 *
 * @param withCivilianHarm incidents in which civilians may have been killed or injured: the upper
 *     figure of either is above 0
 * @param undetermined killed people whose civilian status is not determined; beside, never among
 *     {@code killed}
 */
public record Measures(
        long incidents, long withCivilianHarm, Bounds killed, Bounds injured, Bounds undetermined) {
    public static final Measures ZERO = new Measures(0, 0, Bounds.ZERO, Bounds.ZERO, Bounds.ZERO);

    public Measures plus(Measures other) {
        return new Measures(
                Math.addExact(incidents, other.incidents),
                Math.addExact(withCivilianHarm, other.withCivilianHarm),
                killed.plus(other.killed),
                injured.plus(other.injured),
                undetermined.plus(other.undetermined));
    }

    public Measures negated() {
        return new Measures(
                -incidents,
                -withCivilianHarm,
                killed.negated(),
                injured.negated(),
                undetermined.negated());
    }

    public boolean isZero() {
        return equals(ZERO);
    }

    /**
     * Whether anything was stated for one of the sums. If not, its min and max are unknown, not 0.
     */
    public boolean isStated(Bounds bounds) {
        return bounds.notStated() != incidents;
    }

    /** As answers and digests show it; an unknown min or max is null. */
    public ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("incidents", incidents);
        json.put("withCivilianHarm", withCivilianHarm);
        json.set("killed", json(killed));
        json.set("injured", json(injured));
        json.set("undetermined", json(undetermined));
        return json;
    }

    private ObjectNode json(Bounds bounds) {
        ObjectNode json = Json.object();
        if (isStated(bounds)) {
            json.put("min", bounds.min()).put("max", bounds.max());
        } else {
            json.putNull("min").putNull("max");
        }
        return json.put("notStated", bounds.notStated()).put("openEnded", bounds.openEnded());
    }
}
