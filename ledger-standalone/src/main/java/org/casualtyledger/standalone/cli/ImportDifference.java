package org.casualtyledger.standalone.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
     */
    Optional<JsonNode> ask(LedgerClient client, Console console) throws IOException {
        writer.flush();
        if (count == 0) {
            return Optional.empty();
        }
        try (InputStream answer =
                client.post(
                        "/v1/tallies/preview",
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
                        .column("", Align.LEFT)
                        .column("incidents", Align.RIGHT)
                        .column("killed", Align.RIGHT)
                        .column("undetermined", Align.RIGHT);
        int shown = 0;
        for (JsonNode row : difference.path("rows")) {
            if (shown == SHOWN) {
                break;
            }
            shown++;
            table.row(
                    signed(
                            row.path("place").asString("") + ", " + row.path("month").asString(""),
                            row));
        }
        long more = difference.path("changedRows").asLong() - shown;
        table.rule();
        table.row(sum("total before", difference.path("before")));
        table.row(signed("difference", difference.path("difference")));
        table.row(sum("total after", difference.path("after")));
        return "What this import changes in the tallies:\n"
                + table.render()
                + (more > 0 ? "\n… and " + TallyTable.number(more) + " more rows." : "");
    }

    private static List<String> sum(String name, JsonNode measures) {
        return List.of(
                name,
                TallyTable.number(measures.path("incidents").asLong()),
                TallyTable.range(measures.path("killed")),
                TallyTable.range(measures.path("undetermined")));
    }

    private static List<String> signed(String name, JsonNode measures) {
        return List.of(
                name,
                SignedRange.signed(measures.path("incidents").asLong()),
                SignedRange.of(measures.path("killed")),
                SignedRange.of(measures.path("undetermined")));
    }

    @Override
    public void close() throws IOException {
        writer.close();
        Files.deleteIfExists(changes);
    }
}
