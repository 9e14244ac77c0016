package org.casualtyledger.projections.publications;

import java.util.OptionalLong;
import org.casualtyledger.counting.Bounds;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.events.PublishedTotal;
import org.casualtyledger.events.PublishedTotal.Sum;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** Totals as tallies show them, and the difference of two. */
final class TotalJson {
    private TotalJson() {}

    /** As it is counted, in the form in which it is published. */
    static PublishedTotal of(Measures m) {
        return new PublishedTotal(
                m.incidents(),
                m.withCivilianHarm(),
                m.disputed(),
                sum(m, m.killed()),
                sum(m, m.injured()),
                sum(m, m.undetermined()));
    }

    private static Sum sum(Measures of, Bounds bounds) {
        boolean stated = of.isStated(bounds);
        return new Sum(
                stated ? OptionalLong.of(bounds.min()) : OptionalLong.empty(),
                stated ? OptionalLong.of(bounds.max()) : OptionalLong.empty(),
                bounds.notStated(),
                bounds.openEnded());
    }

    static ObjectNode write(PublishedTotal total) {
        ObjectNode json = Json.object();
        json.put("incidents", total.incidents());
        json.put("withCivilianHarm", total.withCivilianHarm());
        if (total.disputed() != 0) {
            json.put("disputed", total.disputed());
        }
        json.set("killed", sum(total.killed()));
        json.set("injured", sum(total.injured()));
        json.set("undetermined", sum(total.undetermined()));
        return json;
    }

    private static ObjectNode sum(Sum sum) {
        ObjectNode json = Json.object();
        bound(json, "min", sum.min());
        bound(json, "max", sum.max());
        return json.put("notStated", sum.notStated()).put("openEnded", sum.openEnded());
    }

    private static void bound(ObjectNode json, String name, OptionalLong bound) {
        if (bound.isPresent()) {
            json.put(name, bound.getAsLong());
        } else {
            json.putNull(name);
        }
    }

    /** Signed; a bound that was or is unknown has no difference. */
    static ObjectNode difference(PublishedTotal then, PublishedTotal now) {
        return write(
                new PublishedTotal(
                        now.incidents() - then.incidents(),
                        now.withCivilianHarm() - then.withCivilianHarm(),
                        now.disputed() - then.disputed(),
                        difference(then.killed(), now.killed()),
                        difference(then.injured(), now.injured()),
                        difference(then.undetermined(), now.undetermined())));
    }

    private static Sum difference(Sum then, Sum now) {
        return new Sum(
                difference(then.min(), now.min()),
                difference(then.max(), now.max()),
                now.notStated() - then.notStated(),
                now.openEnded() - then.openEnded());
    }

    private static OptionalLong difference(OptionalLong then, OptionalLong now) {
        return then.isPresent() && now.isPresent()
                ? OptionalLong.of(now.getAsLong() - then.getAsLong())
                : OptionalLong.empty();
    }
}
