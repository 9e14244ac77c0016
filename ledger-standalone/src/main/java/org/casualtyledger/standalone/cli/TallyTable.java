package org.casualtyledger.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.casualtyledger.standalone.cli.TextTable.Align;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A tally for people: ranges in words, what is beside kept beside, and what the numbers are
 * beneath.
 */
final class TallyTable {

    private static final List<String> HARMS = List.of("killed", "injured", "undetermined");

    /** What an answer splits a figure into; the two of a pair add up to it. */
    private enum Part {
        SOLE("sole", "  alleged alone"),
        SHARED("shared", "  shared with others"),
        AT("at", "  at it"),
        NEAR("near", "  only near it");

        private final String field;
        private final String words;

        Part(String field, String words) {
            this.field = field;
            this.words = words;
        }

        boolean isIn(JsonNode row) {
            return row.path(field).path("incidents").asLong(0) > 0;
        }
    }

    private TallyTable() {}

    static String render(JsonNode body, List<String> by) {
        List<String> dimensions = by.stream().flatMap(TallyTable::columns).distinct().toList();
        TextTable table = new TextTable();
        dimensions.forEach(name -> table.column(name, Align.LEFT));
        if (dimensions.isEmpty()) {
            table.column("", Align.LEFT);
        }
        table.column("incidents", Align.RIGHT).column("with civilian harm", Align.RIGHT);
        HARMS.forEach(harm -> table.column(harm, Align.RIGHT));
        if (!dimensions.isEmpty()) {
            for (JsonNode row : body.path("rows")) {
                List<String> head =
                        dimensions.stream().map(name -> dimension(row.get(name))).toList();
                table.row(cells(head, row));
                parts(table, row, dimensions.size());
            }
            table.rule();
        }
        table.row(cells(label("total", dimensions.size()), body.path("total")));
        parts(table, body, dimensions.size());
        if (body.path("overlapping").isObject()) {
            table.row(
                    cells(
                            label("overlapping, beside", dimensions.size()),
                            body.path("overlapping")));
        }
        return table.render() + "\n" + String.join("\n", beneath(body)) + "\n";
    }

    /** Under what names an answer has what it was grouped by. */
    private static Stream<String> columns(String by) {
        return switch (by) {
            case "city" -> Stream.of("city", "precision");
            case "district" -> Stream.of("district", "province");
            case "each-actor" -> Stream.of("actor");
            default -> Stream.of(by);
        };
    }

    /** What is alleged of one alone, or lies at the place, is the figure above it once more. */
    private static void parts(TextTable table, JsonNode row, int columns) {
        if (!Part.SHARED.isIn(row) && !Part.NEAR.isIn(row)) {
            return;
        }
        Stream.of(Part.values())
                .filter(part -> part.isIn(row))
                .forEach(
                        part -> table.row(cells(label(part.words, columns), row.path(part.field))));
    }

    private static List<String> label(String text, int columns) {
        List<String> label = new ArrayList<>(List.of(text));
        while (label.size() < columns) {
            label.add("");
        }
        return label;
    }

    private static List<String> cells(List<String> head, JsonNode measures) {
        List<String> cells = new ArrayList<>(head);
        cells.add(number(measures.path("incidents").asLong()));
        cells.add(number(measures.path("withCivilianHarm").asLong()));
        HARMS.forEach(harm -> cells.add(range(measures.path(harm))));
        return cells;
    }

    private static String dimension(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "not recorded";
        }
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(part -> parts.add(dimension(part)));
            return parts.isEmpty() ? "none stated" : String.join(" + ", parts);
        }
        if (value.isObject()) {
            return value.path("name").asString(value.toString());
        }
        return value.asString("");
    }

    /** Not stated is not zero; an open end is said; a point is one number. */
    static String range(JsonNode harm) {
        JsonNode min = harm.path("min");
        JsonNode max = harm.path("max");
        if (!min.isNumber() && !max.isNumber()) {
            return "not stated";
        }
        if (!min.isNumber()) {
            return "up to " + number(max.asLong());
        }
        if (!max.isNumber() || harm.path("openEnded").asLong(0) > 0) {
            return number(min.asLong()) + " or more";
        }
        return min.asLong() == max.asLong()
                ? number(min.asLong())
                : number(min.asLong()) + "–" + number(max.asLong());
    }

    static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    private static List<String> beneath(JsonNode body) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        JsonNode total = body.path("total");
        for (String harm : HARMS) {
            long notStated = total.path(harm).path("notStated").asLong(0);
            if (notStated > 0) {
                lines.add(
                        harm
                                + ": not stated for "
                                + number(notStated)
                                + " of "
                                + number(total.path("incidents").asLong())
                                + " incidents; not stated is not zero.");
            }
        }
        disputed(total).ifPresent(lines::add);
        openCandidates(body.path("openCandidates")).ifPresent(lines::add);
        if (!body.path("rowsAddUp").asBoolean(true)) {
            lines.add(
                    "An incident with several actors is in the row of each, so the rows do not add up to the total.");
        }
        if (body.path("overlapping").isObject()) {
            lines.add(
                    "Overlapping: spans more than the month asked for, so it is in no single month and not in the total.");
        }
        lines.add(stand(body));
        lines.add(
                "Ranges are sums of documented minima and maxima: bounds on what was documented, not a confidence interval.");
        return lines;
    }

    private static Optional<String> disputed(JsonNode total) {
        long disputed = total.path("disputed").asLong(0);
        return disputed == 0
                ? Optional.empty()
                : Optional.of(
                        "Of "
                                + number(disputed)
                                + " of these incidents assessors judge differently; how, says `ledger incident show`.");
    }

    /** Several organisations may have reported one event as two incidents. */
    private static Optional<String> openCandidates(JsonNode open) {
        long pairs = open.path("pairs").asLong(0);
        if (pairs == 0) {
            return Optional.empty();
        }
        String twice = range(open.path("couldBeCountedTwice"));
        return Optional.of(
                (open.path("atLeast").asBoolean(false) ? "At least " : "")
                        + number(pairs)
                        + (pairs == 1 ? " pair" : " pairs")
                        + " of these incidents may be one event each, and nobody has looked yet: "
                        + number(open.path("incidents").asLong())
                        + " incidents with "
                        + range(open.path("killed"))
                        + " killed; counted twice may be "
                        + twice
                        + ".");
    }

    /** By which rules, and as of when. */
    static String stand(JsonNode body) {
        JsonNode methodology = body.path("methodology");
        String name =
                methodology.isObject()
                        ? methodology.path("name").asString("")
                        : methodology.asString("");
        long version = methodology.path("version").asLong(1);
        boolean today = body.path("rules").asString("").equals("now");
        return "Method "
                + (name.isEmpty() ? "not named" : name)
                + (version > 1 ? "@" + version : "")
                + ", as of position "
                + position(body)
                + (today
                        ? ", by the rules of position " + body.path("rulesPosition").asString("")
                        : "")
                + ".";
    }

    private static String position(JsonNode body) {
        JsonNode position = body.path("position");
        return position.isNumber() ? Long.toString(position.asLong()) : "none (an empty ledger)";
    }
}
