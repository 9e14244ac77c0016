package org.casualtyledger.standalone.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.casualtyledger.standalone.embedded.LedgerProcess;
import org.casualtyledger.standalone.embedded.ServerSettings;
import org.casualtyledger.standalone.embedded.TemporaryPostgres;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A dataset's file until its last row counts in the tallies, beside a binary COPY of the same rows.
 */
final class ImportWork {
    private static final String ORGANISATION = "synthetic-dataset";
    private static final Duration WAIT = Duration.ofMinutes(5);

    private final TemporaryPostgres postgres;
    private final String database;
    private final Plan plan;

    ImportWork(TemporaryPostgres postgres, String database, Plan plan) {
        this.postgres = postgres;
        this.database = database;
        this.plan = plan;
    }

    Comparison compare(Supplier<LedgerProcess> process, Consumer<String> progress)
            throws Exception {
        ServerSettings settings = postgres.settings(database);
        LedgerProcess server = process.get();
        Path folder = Files.createTempDirectory("ledger-bench-");
        Path file = folder.resolve("ged.csv");
        try (Server http = new Server(server.start(settings), settings.localKey());
                Connection connection = postgres.connect(database)) {
            http.register();
            ImportedRows rows = new ImportedRows(connection);
            SyntheticGedFile files = new SyntheticGedFile(plan.seed());
            List<Rates> rates =
                    Rounds.of(
                            "import",
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
                    "raw binary COPY of the resulting rows",
                    rates.get(0),
                    rates.get(1),
                    OptionalDouble.of(0.5),
                    compared(Sizes.of(connection), rows, Files.size(file)));
        } finally {
            server.stop();
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private double[] round(Server http, ImportedRows rows, Path file) throws Exception {
        rows.begin();
        double ours = Rounds.rate(plan.rows(), () -> http.importUntilVisible(file, plan.rows()));
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

    /** The ledger as a client meets it. */
    private static final class Server implements AutoCloseable {
        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final URI address;
        private final String key;

        Server(URI address, String key) {
            this.address = address;
            this.key = key;
        }

        void register() throws IOException, InterruptedException {
            ObjectNode organisation = JsonMapper.shared().createObjectNode();
            organisation.put("id", ORGANISATION).put("name", SyntheticWorld.MARK);
            organisation.putArray("scopes");
            HttpResponse<String> answer =
                    http.send(
                            request("/v1/organisations")
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    organisation.toString()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw refused(answer.body());
            }
        }

        void importUntilVisible(Path file, int rows) throws IOException, InterruptedException {
            HttpResponse<InputStream> answer =
                    http.send(
                            request("/v1/imports?profile=ucdp-ged&organisation=" + ORGANISATION)
                                    .header("Content-Type", "text/csv")
                                    .POST(HttpRequest.BodyPublishers.ofFile(file))
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            String last = "";
            try (BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    last = line;
                }
            }
            JsonNode summary = JsonMapper.shared().readTree(last);
            if (summary.path("summary").path("accepted").asInt(0) != rows) {
                throw refused(last);
            }
            awaitTallies(summary.path("position").asLong());
        }

        /** A server waits for some seconds and then says 503: ask again. */
        private void awaitTallies(long position) throws IOException, InterruptedException {
            long end = System.nanoTime() + WAIT.toNanos();
            HttpResponse<String> answer;
            do {
                answer =
                        http.send(
                                request("/v1/tallies?atLeast=" + position).GET().build(),
                                HttpResponse.BodyHandlers.ofString());
            } while (answer.statusCode() == 503 && System.nanoTime() < end);
            if (answer.statusCode() != 200) {
                throw refused(answer.body());
            }
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create(address + path))
                    .header("Authorization", "Bearer " + key)
                    .timeout(WAIT);
        }

        private static IllegalStateException refused(String answer) {
            return new IllegalStateException("the ledger answered: " + answer);
        }

        @Override
        public void close() {
            http.close();
        }
    }
}
