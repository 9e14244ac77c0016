package org.casualtyledger.counting;

import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a tally sums. Signed; sums are 64-bit and never wrap.
 *
 * @param withCivilianHarm incidents in which civilians may have been killed or injured: the upper
 *     figure of either is above 0
 * @param disputed incidents of which assessors whom the methodology trusts judge differently
 * @param undetermined killed people whose civilian status is not determined; beside, never among
 *     {@code killed}
 */
public record Measures(
        long incidents,
        long withCivilianHarm,
        long disputed,
        Bounds killed,
        Bounds injured,
        Bounds undetermined) {
    public static final Measures ZERO =
            new Measures(0, 0, 0, Bounds.ZERO, Bounds.ZERO, Bounds.ZERO);

    /** Of one incident. */
    static Measures ofIncident(
            Bounds killed, Bounds injured, Bounds undetermined, boolean disputed) {
        boolean harm = killed.max() > 0 || injured.max() > 0;
        return new Measures(1, harm ? 1 : 0, disputed ? 1 : 0, killed, injured, undetermined);
    }

    public Measures plus(Measures other) {
        return new Measures(
                Math.addExact(incidents, other.incidents),
                Math.addExact(withCivilianHarm, other.withCivilianHarm),
                Math.addExact(disputed, other.disputed),
                killed.plus(other.killed),
                injured.plus(other.injured),
                undetermined.plus(other.undetermined));
    }

    public Measures negated() {
        return new Measures(
                -incidents,
                -withCivilianHarm,
                -disputed,
                killed.negated(),
                injured.negated(),
                undetermined.negated());
    }

    public boolean isZero() {
        return equals(ZERO);
    }

    /**
     * Whether anything was stated for one of the sums. If not, its min and max are unknown, not 0.
     * A part of an interval's harm stands in months in which the incident itself is not counted.
     */
    public boolean isStated(Bounds bounds) {
        return bounds.notStated() != incidents || bounds.min() != 0 || bounds.max() != 0;
    }

    /**
     * As answers and digests show it; an unknown min or max is null. {@code disputed} is named
     * where it is not 0.
     */
    public ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("incidents", incidents);
        json.put("withCivilianHarm", withCivilianHarm);
        if (disputed != 0) {
            json.put("disputed", disputed);
        }
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
