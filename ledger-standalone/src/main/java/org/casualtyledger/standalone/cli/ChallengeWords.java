package org.casualtyledger.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Challenges with their grounds and answers, for people. */
final class ChallengeWords {

    private ChallengeWords() {}

    static List<String> of(JsonNode challenges) {
        List<String> lines = new ArrayList<>();
        if (challenges.isEmpty()) {
            lines.add("Nobody has challenged it.");
        }
        for (JsonNode challenge : challenges) {
            lines.add(
                    challenge.path("code").asString("")
                            + ", by "
                            + said(challenge)
                            + ": "
                            + challenge.path("outcome").asString("not answered"));
            lines.add("  challenge " + challenge.path("challenge").asString(""));
            lines.add("  " + text(challenge, "grounds"));
            for (JsonNode answer : challenge.path("answers")) {
                lines.add("  " + answer.path("outcome").asString("") + ", says " + said(answer));
                lines.add("    " + text(answer, "text"));
            }
        }
        return lines;
    }

    private static String said(JsonNode event) {
        return event.path("by").asString("")
                + " at position "
                + event.path("position").asString("");
    }

    private static String text(JsonNode of, String name) {
        if (of.path(name).isString()) {
            return of.path(name).asString();
        }
        return of.path("audience").isString()
                ? "(a text that is " + of.path("audience").asString() + ")"
                : "(a text that was destroyed)";
    }
}
