package org.casualtyledger.standalone.cli;

import static org.casualtyledger.standalone.cli.IncidentPage.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Judgements, statements and events of an incident, a line each. */
final class JudgementWords {

    /** Said elsewhere on the page, or only bytes. */
    private static final Set<String> KNOWN_ANYWAY = Set.of("incident", "person", "_sd");

    private JudgementWords() {}

    /** Who judges what, and where it stands in the log. */
    static String of(JsonNode judged) {
        String person = text(judged, "person");
        String of = text(judged, "of");
        return text(judged, "by")
                + (person.isEmpty() ? "" : " (" + person + ")")
                + ": "
                + verdict(judged)
                + (of.isEmpty() ? "" : ", said of incident " + of)
                + recorded(judged);
    }

    private static String verdict(JsonNode judged) {
        return switch (text(judged, "kind")) {
            case "grade" -> {
                String methodology = text(judged, "methodology");
                yield text(judged, "grade")
                        + (methodology.isEmpty() ? "" : " under " + methodology);
            }
            case "counts" -> counts(judged.path("counts"));
            case "responsibility" -> ClaimWords.actors(judged.path("actors"));
            default -> text(judged, "kind");
        };
    }

    private static String counts(JsonNode counts) {
        List<String> parts = new ArrayList<>();
        counts.properties()
                .forEach(
                        measure ->
                                parts.add(
                                        measure.getKey()
                                                + " "
                                                + TallyTable.range(measure.getValue())));
        return parts.isEmpty() ? "no range" : String.join(", ", parts);
    }

    static String statement(JsonNode statement) {
        StringBuilder words =
                new StringBuilder()
                        .append(text(statement, "on"))
                        .append("  ")
                        .append(text(statement, "actor"))
                        .append(" ")
                        .append(stance(text(statement, "stance")));
        for (String harm : List.of("killed", "injured")) {
            if (statement.path(harm).isObject()) {
                words.append(", concedes ")
                        .append(TallyTable.range(statement.path(harm)))
                        .append(" ")
                        .append(harm);
            }
        }
        if (statement.path("source").isObject()) {
            words.append(" (").append(ClaimWords.source(statement.path("source"))).append(")");
        }
        return words.append("; recorded by ")
                .append(text(statement, "recordedBy"))
                .append(recorded(statement))
                .append(", statement ")
                .append(text(statement, "statement"))
                .toString();
    }

    private static String stance(String code) {
        return switch (code) {
            case "investigating" -> "is investigating";
            case "silent" -> "was asked, and is silent";
            default -> code;
        };
    }

    private static String recorded(JsonNode entry) {
        return ", position " + text(entry, "position");
    }

    /** The plain values of an event's data; lists by their length. */
    static String what(JsonNode data) {
        List<String> parts = new ArrayList<>();
        for (var property : data.properties()) {
            JsonNode value = property.getValue();
            if (KNOWN_ANYWAY.contains(property.getKey())) {
                continue;
            }
            if (value.isArray()) {
                parts.add(property.getKey() + " " + list(value));
            } else if (value.isObject() && value.has("min")) {
                parts.add(property.getKey() + " " + TallyTable.range(value));
            } else if (value.isObject()) {
                parts.add(property.getKey() + " {" + what(value) + "}");
            } else if (!value.isNull()) {
                parts.add(property.getKey() + " " + value.asString(""));
            }
        }
        return String.join(", ", parts);
    }

    private static String list(JsonNode values) {
        List<String> words = new ArrayList<>();
        values.forEach(value -> words.add(value.isObject() ? what(value) : value.asString("")));
        return "[" + String.join("; ", words) + "]";
    }
}
