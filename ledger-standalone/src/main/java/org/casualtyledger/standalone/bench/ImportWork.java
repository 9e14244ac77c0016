package org.casualtyledger.standalone.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.casualtyledger.standalone.embedded.TemporaryPostgres;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A dataset's file until its last row counts in the tallies, beside a binary COPY of the same rows.
 */
final class ImportWork {
    private static final String ORGANISATION = "synthetic-dataset";

    private final TemporaryPostgres postgres;
    private final String database;
    private final Plan plan;

    ImportWork(TemporaryPostgres postgres, String database, Plan plan) {
        this.postgres = postgres;
        this.database = database;
        this.plan = plan;
    }

    Comparison compare(HttpLedger http, Consumer<String> progress) throws Exception {
        Path folder = Files.createTempDirectory("ledger-bench-");
        Path file = folder.resolve("ged.csv");
        try (Connection connection = postgres.connect(database)) {
            http.register(ORGANISATION);
            ImportedRows rows = new ImportedRows(connection);
            SyntheticGedFile files = new SyntheticGedFile(plan.seed());
            List<Spread> rates =
                    Rounds.of(
                            "import",
                            "/s",
                            List.of("POST /v1/imports", "binary COPY"),
                            plan,
                            progress,
                            () -> {
                                files.write(file, plan.rows());
                                return round(http, rows, file);
                            });
            return new Comparison(
                    "import",
                    "import of a CSV, until its last row is visible in the tallies",
                    "events",
                    "raw binary COPY of the resulting rows",
                    rates.get(0),
                    rates.get(1),
                    OptionalDouble.of(0.5),
                    compared(Sizes.of(connection), rows, Files.size(file)));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private double[] round(HttpLedger http, ImportedRows rows, Path file) throws Exception {
        rows.begin();
        double ours = Rounds.rate(plan.rows(), () -> importUntilVisible(http, file, plan.rows()));
        rows.copyOut();
        double raw = Rounds.rate(plan.rows(), rows::copyIn);
        rows.verify();
        return new double[] {ours, raw};
    }

    private List<String> compared(Sizes sizes, ImportedRows rows, long fileBytes) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "Ours: the whole ledger in one process, warm. A file of %,d new rows in UCDP GED's columns (%,d bytes a row) in one POST /v1/imports over loopback, from the request to the answer of GET /v1/tallies?atLeast=<its last position>: received, parsed, validated, sealed, appended, answered row by row, folded, posted, counted.",
                        plan.rows(),
                        fileBytes / plan.rows()),
                "Beside: what that import left behind ("
                        + rows.readable()
                        + "), taken out with COPY … TO (not timed), then COPY … FROM STDIN (FORMAT binary) from memory into empty tables of the same columns, constraints and indexes: one connection, one table after another, one transaction each.",
                "Not in the COPY: rows that are updated in place (log.log_head, read.feed_position, a tally's earlier sums) count once or not at all. Ours writes into tables that grow from round to round.",
                "Invented rows of four theatres: " + sizes.readable() + ".");
    }

    private static void importUntilVisible(HttpLedger http, Path file, int rows)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                http.send(
                        http.request("/v1/imports?profile=ucdp-ged&organisation=" + ORGANISATION)
                                .header("Content-Type", "text/csv")
                                .POST(HttpRequest.BodyPublishers.ofFile(file)),
                        HttpResponse.BodyHandlers.ofInputStream());
        String last = "";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        JsonNode summary = JsonMapper.shared().readTree(last);
        if (summary.path("summary").path("accepted").asInt(0) != rows) {
            throw HttpLedger.refused(last);
        }
        awaitTallies(http, summary.path("position").asLong());
    }

    /** A server waits for some seconds and then says 503: ask again. */
    private static void awaitTallies(HttpLedger http, long position)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + HttpLedger.WAIT.toNanos();
        HttpResponse<String> answer;
        do {
            answer =
                    http.send(
                            http.request("/v1/tallies?atLeast=" + position).GET(),
                            HttpResponse.BodyHandlers.ofString());
        } while (answer.statusCode() == 503 && System.nanoTime() < end);
        if (answer.statusCode() != 200) {
            throw HttpLedger.refused(answer.body());
        }
    }
}
