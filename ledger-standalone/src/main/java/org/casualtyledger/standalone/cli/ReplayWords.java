package org.casualtyledger.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.casualtyledger.standalone.cli.TextTable.Align;
import tools.jackson.databind.JsonNode;

/** What a replay came to, in words. */
final class ReplayWords {
    /** Cells that are shown; --json has a thousand. */
    private static final int SHOWN = 20;

    private ReplayWords() {}

    /**
     * @param replay when it was no longer on its way, with its comparison
     * @param after as it was left
     */
    static String of(JsonNode replay, JsonNode differences, JsonNode after) {
        List<String> parts = new ArrayList<>();
        parts.add(
                "Replay "
                        + replay.path("id").asLong()
                        + " by "
                        + replay.path("methodology").asString("")
                        + ": "
                        + TallyTable.number(replay.path("position").asLong() + 1)
                        + " events, "
                        + replay.path("status").asString("")
                        + (replay.has("eventsPerSecond")
                                ? ", "
                                        + TallyTable.number(replay.path("eventsPerSecond").asLong())
                                        + " a second"
                                : "")
                        + ".");
        if (replay.has("failed")) {
            parts.add(
                    "Stopped at position "
                            + replay.at("/failed/position").asLong()
                            + ": "
                            + replay.at("/failed/reason").asString(""));
        }
        parts.add(tree(replay.path("tree")));
        if (replay.has("comparison")) {
            parts.add(digests(replay.path("comparison")));
            parts.add(differences(replay.path("comparison"), differences.path("differences")));
        }
        parts.add("It is " + left(after.path("status").asString("")) + ".");
        return String.join("\n\n", parts);
    }

    private static String left(String status) {
        return switch (status) {
            case "published" -> "live now";
            case "discarded" -> "discarded; the live tallies are as before";
            default -> "kept, " + status + "; the live tallies are as before";
        };
    }

    private static String tree(JsonNode tree) {
        long agreed = tree.path("agreedSize").asLong();
        return "root      "
                + tree.path("root").asString("")
                + "\n          "
                + (agreed == 0
                        ? "no signed checkpoint was verified on the way"
                        : "every checkpoint signed up to "
                                + TallyTable.number(agreed)
                                + " events has the root that was recomputed");
    }

    private static String digests(JsonNode comparison) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("as of position " + comparison.path("position").asLong());
        for (String what : List.of("tally", "postings")) {
            String live = comparison.path("live").path(what + "Digest").asString("");
            String replay = comparison.path("replay").path(what + "Digest").asString("");
            String name = String.format(java.util.Locale.ROOT, "%-9s", what);
            lines.add(
                    live.equals(replay)
                            ? name + " " + replay + "  both"
                            : name + " " + replay + "\n    live: " + live);
        }
        return lines.toString();
    }

    private static String differences(JsonNode comparison, JsonNode rows) {
        long cells = comparison.path("differingCells").asLong();
        if (cells == 0) {
            return "No cell differs from the live tallies.";
        }
        TextTable table =
                new TextTable()
                        .column("place", Align.LEFT)
                        .column("months", Align.LEFT)
                        .column("actors", Align.LEFT)
                        .column("grade", Align.LEFT)
                        .column("", Align.LEFT)
                        .column("incidents", Align.RIGHT)
                        .column("killed", Align.RIGHT)
                        .column("injured", Align.RIGHT);
        int shown = 0;
        for (JsonNode row : rows) {
            if (shown++ == SHOWN) {
                break;
            }
            JsonNode cell = row.path("cell");
            table.row(cells("live", row.path("live"), named(cell)));
            table.row(cells("replay", row.path("replay"), List.of("", "", "", "")));
        }
        return table.render()
                + "\n"
                + TallyTable.number(cells)
                + (cells == 1 ? " cell differs." : " cells differ.");
    }

    private static List<String> named(JsonNode cell) {
        JsonNode place = cell.path("place");
        StringJoiner where = new StringJoiner(", ");
        if (place.path("name").isString()) {
            where.add(place.path("name").asString());
        }
        List<JsonNode> admin = new ArrayList<>();
        place.path("admin").forEach(admin::add);
        admin.reversed().forEach(area -> where.add(area.asString("")));
        where.add(place.path("country").asString(""));
        String first = cell.path("first").asString("");
        String last = cell.path("last").asString("");
        StringJoiner actors = new StringJoiner(", ");
        cell.path("actors").forEach(actor -> actors.add(actor.path("name").asString("")));
        return List.of(
                where.toString(),
                first.equals(last) ? first : first + "…" + last,
                actors.toString(),
                cell.path("grade").asString(""));
    }

    private static List<String> cells(String which, JsonNode measures, List<String> named) {
        List<String> cells = new ArrayList<>(named);
        cells.add(which);
        cells.add(TallyTable.number(measures.path("incidents").asLong()));
        cells.add(TallyTable.range(measures.path("killed")));
        cells.add(TallyTable.range(measures.path("injured")));
        return cells;
    }
}
