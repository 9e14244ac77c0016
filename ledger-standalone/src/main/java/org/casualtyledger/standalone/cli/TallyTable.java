package org.casualtyledger.standalone.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.casualtyledger.standalone.cli.TextTable.Align;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A tally for people: ranges in words, what is beside kept beside, and what the numbers are
 * beneath.
 */
final class TallyTable {

    private static final List<String> HARMS = List.of("killed", "injured", "undetermined");
    private static final Set<String> MEASURES =
            Set.of("incidents", "withCivilianHarm", "killed", "injured", "undetermined");

    private TallyTable() {}

    static String render(JsonNode body, List<String> by) {
        List<String> dimensions = dimensions(body.path("rows"), by);
        TextTable table = new TextTable();
        dimensions.forEach(name -> table.column(name, Align.LEFT));
        if (dimensions.isEmpty()) {
            table.column("", Align.LEFT);
        }
        table.column("incidents", Align.RIGHT).column("with civilian harm", Align.RIGHT);
        HARMS.forEach(harm -> table.column(harm, Align.RIGHT));
        for (JsonNode row : body.path("rows")) {
            if (!dimensions.isEmpty()) {
                table.row(
                        cells(
                                dimensions.stream().map(name -> dimension(row.get(name))).toList(),
                                row));
            }
        }
        if (!dimensions.isEmpty()) {
            table.rule();
        }
        table.row(cells(label("total", dimensions.size()), body.path("total")));
        if (body.path("overlapping").isObject()) {
            table.row(
                    cells(
                            label("overlapping, beside", dimensions.size()),
                            body.path("overlapping")));
        }
        return table.render() + "\n" + String.join("\n", beneath(body)) + "\n";
    }

    private static List<String> dimensions(JsonNode rows, List<String> by) {
        if (!by.isEmpty()) {
            return by;
        }
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.propertyNames()));
        names.removeAll(MEASURES);
        return List.copyOf(names);
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
        if (body.path("overlapping").isObject()) {
            lines.add(
                    "Overlapping: spans more than the month asked for, so it is in no single month and not in the total.");
        }
        JsonNode methodology = body.path("methodology");
        String name =
                methodology.isObject()
                        ? methodology.path("name").asString("")
                        : methodology.asString("");
        lines.add(
                "Method "
                        + (name.isEmpty() ? "not named" : name)
                        + ", as of position "
                        + position(body)
                        + ".");
        lines.add(
                "Ranges are sums of documented minima and maxima: bounds on what was documented, not a confidence interval.");
        return lines;
    }

    private static String position(JsonNode body) {
        JsonNode position = body.path("position");
        return position.isNumber() ? Long.toString(position.asLong()) : "none (an empty ledger)";
    }
}
