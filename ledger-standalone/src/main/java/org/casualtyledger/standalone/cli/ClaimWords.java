package org.casualtyledger.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Parts of a claim, each in a few words. */
final class ClaimWords {

    private ClaimWords() {}

    static String claimant(JsonNode claim) {
        JsonNode claimant = claim.path("claimant");
        if (!claimant.isObject()) {
            return "itself";
        }
        String via = claimant.path("via").asString("");
        return claimant.path("name").asString("")
                + " ("
                + claimant.path("kind").asString("")
                + ")"
                + (via.isEmpty() ? "" : " via " + via);
    }

    static String when(JsonNode claim) {
        String from = claim.path("when").path("from").asString("");
        String to = claim.path("when").path("to").asString("");
        return from.equals(to) ? from : from + "–" + to;
    }

    static String where(JsonNode claim) {
        List<String> places = new ArrayList<>();
        for (JsonNode place : claim.path("where")) {
            String precision = place.path("precision").asString("");
            places.add(
                    place.path("name").asString("")
                            + (precision.equals("exact") ? "" : " (" + precision + ")"));
        }
        return places.isEmpty() ? "not stated" : String.join("; ", places);
    }

    /** Civilians first; who is no civilian, or may be none, is named as such. */
    static String toll(JsonNode toll) {
        List<String> parts = new ArrayList<>();
        JsonNode civilians = toll.path("civilians");
        parts.add(TallyTable.range(civilians.path("total")));
        for (String group : List.of("women", "children", "men", "unknown")) {
            part(parts, civilians.path(group), group);
        }
        part(parts, toll.path("undetermined"), "undetermined");
        part(parts, toll.path("combatants"), "combatants");
        toll.path("roles")
                .properties()
                .forEach(role -> part(parts, role.getValue(), role.getKey()));
        return String.join("; ", parts);
    }

    private static void part(List<String> parts, JsonNode range, String whom) {
        if (range.isObject() && !range.isEmpty()) {
            parts.add(whom + " " + TallyTable.range(range));
        }
    }

    /** Perpetrators are alleged; whoever else is named was present. */
    static String actors(JsonNode actors) {
        List<String> names = new ArrayList<>();
        for (JsonNode actor : actors) {
            boolean alleged = actor.path("role").asString("").equals("alleged");
            names.add(
                    actor.path("name").asString("")
                            + " ("
                            + (alleged ? status(actor) : "present")
                            + ")");
        }
        return names.isEmpty() ? "not stated" : String.join("; ", names);
    }

    private static String status(JsonNode actor) {
        String status = actor.path("status").asString("alleged");
        return status.equals("alleged") ? "alleged" : "alleged, " + status;
    }

    static String means(JsonNode claim) {
        List<String> means = new ArrayList<>();
        claim.path("means").forEach(one -> means.add(one.asString("")));
        return String.join(", ", means);
    }

    /** One line: publisher and date; whether it repeats another. */
    static String source(JsonNode source) {
        String date = source.path("date").asString("");
        String title = source.path("title").asString("");
        return source.path("publisher").asString("")
                + (date.isEmpty() ? "" : ", " + date)
                + (title.isEmpty() ? "" : ": " + title)
                + (source.path("derivedFrom").isNumber()
                        ? " (repeats source " + (source.path("derivedFrom").asInt() + 1) + ")"
                        : "");
    }
}
