package org.casualtyledger.events.claim;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a claim as JSON. What is not stated is left out. */
public final class ClaimJson {
    private ClaimJson() {}

    public static ObjectNode write(Claim claim) {
        ObjectNode out = Json.object();
        out.put("kind", claim.kind().code());
        claim.claimant().ifPresent(claimant -> out.set("claimant", claimant(claimant)));
        ObjectNode when = out.putObject("when");
        when.put("from", claim.when().from().toString());
        when.put("to", claim.when().to().toString());
        when.put("precision", claim.when().precision().code());
        list(out, "where", claim.where().stream().map(ClaimJson::place).toList());
        object(out, "harm", harm(claim.harm()));
        list(out, "actors", claim.actors().stream().map(ClaimJson::actor).toList());
        if (!claim.means().isEmpty()) {
            ArrayNode means = out.putArray("means");
            claim.means().forEach(word -> means.add(word.code()));
        }
        list(out, "sources", claim.sources().stream().map(ClaimJson::source).toList());
        claim.derivedFrom().ifPresent(report -> out.put("derivedFrom", report.toString()));
        claim.backlog().ifPresent(backlog -> out.set("backlog", backlog(backlog)));
        object(out, "original", original(claim.original()));
        digests(out, claim.sd());
        return out;
    }

    /** Puts digests under {@code _sd}, where there are any. */
    public static void digests(ObjectNode out, List<String> sd) {
        if (!sd.isEmpty()) {
            ArrayNode digests = out.putArray("_sd");
            sd.forEach(digests::add);
        }
    }

    private static ObjectNode claimant(Claimant claimant) {
        ObjectNode out = Json.object();
        out.put("name", claimant.name());
        out.put("kind", claimant.kind().code());
        claimant.via().ifPresent(via -> out.put("via", via));
        return out;
    }

    private static ObjectNode place(Place place) {
        ObjectNode out = Json.object();
        out.put("name", place.name());
        if (!place.admin().isEmpty()) {
            ArrayNode admin = out.putArray("admin");
            place.admin().forEach(admin::add);
        }
        place.country().ifPresent(country -> out.put("country", country));
        place.point()
                .ifPresent(
                        point -> {
                            ObjectNode written = out.putObject("point");
                            written.put("latE6", point.latE6());
                            written.put("lonE6", point.lonE6());
                        });
        out.put("precision", place.precision().code());
        return out;
    }

    private static ObjectNode harm(Harm harm) {
        ObjectNode out = Json.object();
        object(out, "killed", toll(harm.killed()));
        object(out, "injured", toll(harm.injured()));
        return out;
    }

    private static ObjectNode toll(Toll toll) {
        ObjectNode civilians = Json.object();
        object(civilians, "total", range(toll.civilians().total()));
        object(civilians, "women", range(toll.civilians().women()));
        object(civilians, "children", range(toll.civilians().children()));
        object(civilians, "men", range(toll.civilians().men()));
        object(civilians, "unknown", range(toll.civilians().unknown()));
        ObjectNode roles = Json.object();
        toll.roles().forEach((role, range) -> object(roles, role.code(), range(range)));
        ObjectNode out = Json.object();
        object(out, "civilians", civilians);
        object(out, "undetermined", range(toll.undetermined()));
        object(out, "combatants", range(toll.combatants()));
        object(out, "roles", roles);
        return out;
    }

    private static ObjectNode backlog(Claim.Backlog backlog) {
        ObjectNode out = Json.object();
        range(out, "killed", backlog.killed());
        range(out, "injured", backlog.injured());
        return out;
    }

    /** Puts a range under a name, where anything of it is stated. */
    public static void range(ObjectNode out, String name, Range range) {
        object(out, name, range(range));
    }

    private static ObjectNode range(Range range) {
        ObjectNode out = Json.object();
        bound(out, "min", range.min());
        bound(out, "max", range.max());
        bound(out, "best", range.best());
        return out;
    }

    private static void bound(ObjectNode out, String name, OptionalInt value) {
        if (value.isPresent()) {
            out.put(name, value.getAsInt());
        }
    }

    public static ObjectNode actor(StatedActor actor) {
        ObjectNode out = Json.object();
        out.put("name", actor.name());
        out.put("role", actor.role().code());
        actor.status().ifPresent(status -> out.put("status", status.code()));
        actor.side().ifPresent(side -> out.put("side", side));
        return out;
    }

    public static ObjectNode source(Source source) {
        ObjectNode out = Json.object();
        out.put("publisher", source.publisher());
        source.date().map(LocalDate::toString).ifPresent(date -> out.put("date", date));
        bound(out, "derivedFrom", source.derivedFrom());
        digests(out, source.sd());
        return out;
    }

    private static ObjectNode original(Map<String, Claim.Original> original) {
        ObjectNode out = Json.object();
        original.forEach(
                (name, value) -> {
                    switch (value) {
                        case Claim.Original.Figure figure -> out.put(name, figure.value());
                        case Claim.Original.Code code -> out.put(name, code.value());
                    }
                });
        return out;
    }

    private static void object(ObjectNode out, String name, ObjectNode value) {
        if (!value.isEmpty()) {
            out.set(name, value);
        }
    }

    private static void list(ObjectNode out, String name, List<ObjectNode> items) {
        if (!items.isEmpty()) {
            out.putArray(name).addAll(items);
        }
    }
}
