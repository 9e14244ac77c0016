package org.casualtyledger.standalone;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Claims for tests. Nothing in them happened; the place is theirs alone, the years long past. */
public final class SyntheticClaim {

    private final ObjectNode claim = JsonMapper.shared().createObjectNode();

    private SyntheticClaim(String kind) {
        claim.put("kind", kind);
        on("2001-06-03", "2001-06-03");
        at("Synthetic Town");
    }

    public static SyntheticClaim incident() {
        return new SyntheticClaim("incident");
    }

    public static SyntheticClaim of(String kind) {
        return new SyntheticClaim(kind);
    }

    public SyntheticClaim on(String from, String to) {
        claim.putObject("when").put("from", from).put("to", to).put("precision", "day");
        return this;
    }

    public SyntheticClaim at(String name) {
        return place(name, "exact");
    }

    /** Somewhere in the governorate. */
    public SyntheticClaim unlocated() {
        return place("Synthetic Governorate", "province");
    }

    private SyntheticClaim place(String name, String precision) {
        ObjectNode place = claim.putArray("where").addObject();
        place.put("name", name).put("country", "Syria").put("precision", precision);
        place.putArray("admin").add("Synthetic Governorate");
        return this;
    }

    public SyntheticClaim killed(int min, int max) {
        killed().putObject("civilians").putObject("total").put("min", min).put("max", max);
        return this;
    }

    public SyntheticClaim undetermined(int min, int max) {
        killed().putObject("undetermined").put("min", min).put("max", max);
        return this;
    }

    private ObjectNode killed() {
        return claim.withObject("/harm").withObject("/killed");
    }

    public SyntheticClaim by(String... actors) {
        ArrayNode all = claim.putArray("actors");
        for (String actor : actors) {
            all.addObject().put("name", actor).put("role", "alleged").put("status", "alleged");
        }
        return this;
    }

    public SyntheticClaim narrative(String text) {
        claim.put("narrative", text);
        return this;
    }

    public SyntheticClaim source(String publisher, String title) {
        claim.putArray("sources")
                .addObject()
                .put("publisher", publisher)
                .put("date", "2001-06-04")
                .put("title", title);
        return this;
    }

    public ObjectNode json() {
        return claim.deepCopy();
    }

    /** As a report's submission. */
    public String as(String externalId) {
        return report(externalId).toString();
    }

    /** As another report on an incident that is known. */
    public String as(String externalId, String incident) {
        return report(externalId).put("incident", incident).toString();
    }

    private ObjectNode report(String externalId) {
        ObjectNode report = JsonMapper.shared().createObjectNode().put("externalId", externalId);
        report.set("claim", claim);
        return report;
    }

    /** As a report's correction. */
    public String because(String reason) {
        ObjectNode correction = JsonMapper.shared().createObjectNode();
        correction.set("claim", claim);
        return correction.put("reason", reason).toString();
    }
}
