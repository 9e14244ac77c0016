package org.casualtyledger.standalone.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.standalone.cli.TextTable.Align;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an import would change in the tallies. Collects what a dry run says of each row, in a file,
 * since a release may have more rows than memory; and asks the read side what would come of it.
 */
final class ImportDifference implements AutoCloseable {

    /** More rows than this help nobody on a terminal; --json has up to 1,000. */
    private static final int SHOWN = 40;

    private static final List<String> HARMS = List.of("killed", "injured", "undetermined");

    private final Path changes;
    private final BufferedWriter writer;
    private long count;

    ImportDifference() throws IOException {
        changes = Files.createTempFile("ledger-import-", ".ndjson");
        writer = Files.newBufferedWriter(changes);
    }

    /** Takes one row of a dry run's answer. */
    void row(JsonNode row) throws IOException {
        if (row.path("change").isObject()) {
            writer.write(row.path("change").toString());
            writer.newLine();
            count++;
        }
    }

    /**
     * Asks for the difference. Empty where no row changes anything, or where the read side will not
     * say, which is told.
     *
     * @param position the head of the log when the dry run ended, or −1: tallies from before it
     *     would not know the reports that it compared with
     */
    Optional<JsonNode> ask(LedgerClient client, Console console, long position) throws IOException {
        writer.flush();
        if (count == 0) {
            return Optional.empty();
        }
        String target =
                new LedgerClient.Query("/v1/tallies/preview")
                        .with("atLeast", position < 0 ? Optional.empty() : Optional.of(position))
                        .toString();
        try (InputStream answer =
                client.post(
                        target,
                        changes,
                        Map.of(
                                "Content-Type",
                                "application/x-ndjson",
                                "Accept",
                                "application/json, application/problem+json"))) {
            return Optional.of(JsonMapper.shared().readTree(answer));
        } catch (Refusal refusal) {
            console.note("What this changes in the tallies cannot be said beforehand:");
            console.note(refusal.problem().readable());
            return Optional.empty();
        }
    }

    static String words(JsonNode difference) {
        TextTable table =
                new TextTable()
                        .column("place", Align.LEFT)
                        .column("month", Align.LEFT)
                        .column("actors", Align.LEFT)
                        .column("incidents", Align.RIGHT);
        HARMS.forEach(harm -> table.column(harm, Align.RIGHT));
        int shown = 0;
        for (JsonNode row : difference.path("rows")) {
            if (shown == SHOWN) {
                break;
            }
            shown++;
            table.row(
                    signed(
                            List.of(
                                    row.path("place").asString(""),
                                    row.path("month").asString(""),
                                    actors(row.path("actors"))),
                            row));
        }
        long more = difference.path("changedRows").asLong() - shown;
        table.rule();
        table.row(sum("total before", difference.path("before")));
        table.row(signed(total("difference"), difference.path("difference")));
        table.row(sum("total after", difference.path("after")));
        return "What this import changes in the tallies:\n"
                + table.render()
                + (more > 0 ? "\n… and " + TallyTable.number(more) + " more rows." : "");
    }

    private static List<String> total(String name) {
        return List.of(name, "", "");
    }

    /** A row moves from one set of actors to another, which only their names tell apart. */
    private static String actors(JsonNode actors) {
        List<String> names = new ArrayList<>();
        actors.forEach(
                actor ->
                        names.add(
                                actor.path("name").asString("not recorded")
                                        + (actor.path("role").asString("").equals("party")
                                                ? " (present)"
                                                : "")));
        return names.isEmpty() ? "none stated" : String.join(" + ", names);
    }

    private static List<String> sum(String name, JsonNode measures) {
        List<String> cells = new ArrayList<>(total(name));
        cells.add(TallyTable.number(measures.path("incidents").asLong()));
        HARMS.forEach(harm -> cells.add(TallyTable.range(measures.path(harm))));
        return cells;
    }

    private static List<String> signed(List<String> head, JsonNode measures) {
        List<String> cells = new ArrayList<>(head);
        cells.add(SignedRange.signed(measures.path("incidents").asLong()));
        HARMS.forEach(harm -> cells.add(SignedRange.of(measures.path(harm))));
        return cells;
    }

    @Override
    public void close() throws IOException {
        writer.close();
        Files.deleteIfExists(changes);
    }
}
