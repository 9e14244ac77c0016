package org.casualtyledger.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.standalone.cli.TextTable.Align;
import tools.jackson.databind.JsonNode;

/** An incident for people: what counts of it and why first, then what that rests on. */
final class IncidentPage {

    private final JsonNode page;
    private final List<String> lines = new ArrayList<>();

    private IncidentPage(JsonNode page) {
        this.page = page;
    }

    static String render(JsonNode page) {
        IncidentPage incident = new IncidentPage(page);
        incident.head();
        incident.derived();
        incident.judgements();
        incident.responsibility();
        incident.statements();
        incident.reports();
        incident.places();
        incident.timeline();
        return String.join("\n", incident.lines);
    }

    private void section(String title) {
        lines.add("");
        lines.add(title);
    }

    private void head() {
        lines.add(
                "Incident "
                        + text(page, "incident")
                        + ", theatre "
                        + text(page, "theatre")
                        + ", as of position "
                        + text(page, "position")
                        + ", version i"
                        + text(page, "latest"));
        if (page.path("mergedInto").isString()) {
            lines.add("It was merged into " + text(page, "mergedInto") + ".");
        }
        if (page.path("duplicateOf").isString()) {
            lines.add("It repeats " + text(page, "duplicateOf") + ", which counts in its place.");
        }
        page.path("merged")
                .forEach(other -> lines.add("It holds what was incident " + other.asString("")));
    }

    private void derived() {
        JsonNode derived = page.path("derived");
        JsonNode methodology = derived.path("methodology");
        section(
                "WHAT COUNTS, under "
                        + text(methodology, "name")
                        + "@"
                        + text(methodology, "version"));
        JsonNode measures = derived.path("measures");
        lines.add(
                "  killed "
                        + TallyTable.range(measures.path("killed"))
                        + ", injured "
                        + TallyTable.range(measures.path("injured"))
                        + ", undetermined "
                        + TallyTable.range(measures.path("undetermined")));
        lines.add("  " + verdict(derived));
        if (derived.path("used").size() > 0) {
            lines.add(
                    "  made by the rule `"
                            + text(derived, "rule")
                            + "` from "
                            + plural(derived.path("used").size(), "report"));
        }
        for (JsonNode left : derived.path("leftOut")) {
            lines.add("  left out: report " + text(left, "report") + ", " + why(text(left, "why")));
        }
        if (derived.path("disputed").size() > 0) {
            lines.add("  disputed among assessors: " + words(derived.path("disputed")));
        }
    }

    private static String verdict(JsonNode derived) {
        String grade = text(derived, "grade");
        return switch (text(derived, "verdict")) {
            case "counted" -> "counted, as " + grade;
            case "grade" -> "not counted: this methodology does not count what is " + grade;
            case "duplicate" -> "not counted: another incident counts in its place";
            case "no-account" -> "not counted: no report stands that this methodology takes";
            default -> text(derived, "verdict");
        };
    }

    private static String why(String code) {
        return switch (code) {
            case "withdrawn" -> "which was withdrawn";
            case "no-incident-report" -> "which is a sum or a running total";
            case "superseded" -> "since the same claimant gave a later account";
            case "not-contributing" -> "since its organisation does not contribute here";
            case "derived" -> "which only repeats another";
            default -> code;
        };
    }

    private void judgements() {
        JsonNode grade = page.path("grade");
        section(
                "GRADE "
                        + text(grade, "grade")
                        + (grade.path("disputed").asBoolean(false) ? ", disputed" : ""));
        grade.path("assessments").forEach(one -> lines.add("  " + JudgementWords.of(one)));
        if (page.path("counts").size() > 0) {
            section("ASSESSED COUNTS");
            page.path("counts").forEach(one -> lines.add("  " + JudgementWords.of(one)));
        }
        if (page.path("pending").size() > 0) {
            section("PENDING: not counted until a second reader approves");
            page.path("pending").forEach(one -> lines.add("  " + JudgementWords.of(one)));
        }
    }

    private void responsibility() {
        JsonNode responsibility = page.path("responsibility");
        section("RESPONSIBILITY");
        for (JsonNode actor : responsibility.path("alleged")) {
            lines.add("  alleged   " + named(actor) + ", by " + by(actor));
        }
        for (JsonNode one : responsibility.path("assessed")) {
            lines.add("  assessed  " + JudgementWords.of(one));
        }
        for (JsonNode actor : responsibility.path("present")) {
            lines.add("  present   " + named(actor) + ", by " + by(actor));
        }
        if (responsibility.path("alleged").isEmpty() && responsibility.path("assessed").isEmpty()) {
            lines.add("  nobody is alleged to have done it");
        }
        if (responsibility.path("present").size() > 0) {
            lines.add("  Who is present is not alleged to have done anything.");
        }
    }

    private static String named(JsonNode actor) {
        String resolved = text(actor, "resolved");
        return text(actor, "actor") + (resolved.isEmpty() ? "" : " [" + resolved + "]");
    }

    private static String by(JsonNode actor) {
        List<String> organisations = new ArrayList<>();
        for (JsonNode naming : actor.path("by")) {
            String status = text(naming, "status");
            organisations.add(
                    text(naming, "organisation") + (status.isEmpty() ? "" : " (" + status + ")"));
        }
        return String.join(", ", organisations);
    }

    private void statements() {
        if (page.path("statements").isEmpty()) {
            return;
        }
        section("STATEMENTS of belligerents; a denial lowers no minimum");
        page.path("statements")
                .forEach(statement -> lines.add("  " + JudgementWords.statement(statement)));
    }

    private void reports() {
        section("REPORTS");
        TextTable table =
                new TextTable()
                        .column("", Align.RIGHT)
                        .column("organisation", Align.LEFT)
                        .column("claimant", Align.LEFT)
                        .column("when", Align.LEFT)
                        .column("where", Align.LEFT)
                        .column("killed", Align.LEFT)
                        .column("injured", Align.LEFT)
                        .column("means", Align.LEFT)
                        .column("", Align.LEFT);
        int number = 1;
        for (JsonNode report : page.path("reports")) {
            JsonNode claim = report.path("claim");
            table.row(
                    List.of(
                            Integer.toString(number++),
                            text(report, "organisation"),
                            ClaimWords.claimant(claim),
                            ClaimWords.when(claim),
                            ClaimWords.where(claim),
                            ClaimWords.toll(claim.path("harm").path("killed")),
                            ClaimWords.toll(claim.path("harm").path("injured")),
                            ClaimWords.means(claim),
                            standing(report)));
        }
        lines.add(table.render().indent(2).stripTrailing());
        number = 1;
        for (JsonNode report : page.path("reports")) {
            report(number++, report);
        }
    }

    private void report(int number, JsonNode report) {
        lines.add(
                "  "
                        + number
                        + ": report "
                        + text(report, "report")
                        + ", theirs "
                        + text(report, "externalId")
                        + ", "
                        + plural(report.path("versions").size(), "version"));
        JsonNode claim = report.path("claim");
        lines.add("     actors: " + ClaimWords.actors(claim.path("actors")));
        if (report.path("derived").asBoolean(false)) {
            lines.add(
                    "     it only repeats report "
                            + text(report, "derivedFrom")
                            + ", and corroborates nothing");
        }
        for (JsonNode source : claim.path("sources")) {
            lines.add("     source: " + ClaimWords.source(source));
        }
    }

    private static String standing(JsonNode report) {
        if (!report.path("standing").asBoolean(true)) {
            return "withdrawn";
        }
        return report.path("counted").asBoolean(true)
                ? "counted"
                : "left out (" + text(report, "leftOut") + ")";
    }

    private void places() {
        if (page.path("places").isEmpty()) {
            return;
        }
        section("PLACES as resolved");
        for (JsonNode place : page.path("places")) {
            lines.add(
                    "  "
                            + text(place, "stated")
                            + " is "
                            + text(place, "name")
                            + " ("
                            + text(place, "place")
                            + "), city of "
                            + text(place, "cityName"));
        }
    }

    private void timeline() {
        section("TIMELINE");
        TextTable table =
                new TextTable()
                        .column("position", Align.RIGHT)
                        .column("recorded", Align.LEFT)
                        .column("by", Align.LEFT)
                        .column("what", Align.LEFT)
                        .column("", Align.LEFT);
        for (JsonNode event : page.path("timeline")) {
            String person = text(event, "person");
            table.row(
                    List.of(
                            text(event, "position"),
                            text(event, "at"),
                            text(event, "by") + (person.isEmpty() ? "" : " (" + person + ")"),
                            text(event, "type"),
                            JudgementWords.what(event.path("what"))));
        }
        lines.add(table.render().indent(2).stripTrailing());
        lines.add("");
        lines.add(text(page, "note"));
    }

    static String plural(long n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private static String words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asString("")));
        return String.join(", ", words);
    }

    /** Empty where it is missing or null. */
    static String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isString() || value.isNumber() ? value.asString() : "";
    }
}
