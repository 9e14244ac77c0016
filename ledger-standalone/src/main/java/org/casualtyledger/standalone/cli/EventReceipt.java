package org.casualtyledger.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The receipt of an event that is no report's, for people. */
final class EventReceipt {

    private static final List<String> SUBJECTS =
            List.of(
                    "incident",
                    "into",
                    "statement",
                    "report",
                    "actor",
                    "place",
                    "name",
                    "version",
                    "organisation",
                    "keyId",
                    "publication",
                    "challenge",
                    "answer");

    private EventReceipt() {}

    /** A line an event, then the ledger's doubts in further lines. */
    static String text(JsonNode receipt) {
        List<String> lines = new ArrayList<>();
        lines.add(line(receipt.path("outcome").asString("recorded"), receipt));
        for (JsonNode further : receipt.path("further")) {
            lines.add(line("and", further));
        }
        for (JsonNode flag : receipt.path("flags")) {
            lines.add(
                    "  flagged "
                            + flag.path("code").asString("")
                            + " at "
                            + flag.path("pointer").asString(""));
        }
        return String.join("\n", lines);
    }

    /** What a dry run has none of is left out. */
    private static String line(String outcome, JsonNode event) {
        StringBuilder text = new StringBuilder(outcome);
        part(text, "", event.path("type"));
        SUBJECTS.forEach(subject -> part(text, subject + " ", event.path(subject)));
        part(text, "position ", event.path("position"));
        part(text, "leaf ", event.path("leafHash"));
        return text.toString();
    }

    private static void part(StringBuilder text, String label, JsonNode value) {
        if (value.isString() || value.isNumber()) {
            text.append("  ").append(label).append(value.asString());
        }
    }
}
