package org.casualtyledger.standalone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.casualtyledger.projections.ReadSchema;
import org.casualtyledger.standalone.embedded.TemporaryPostgres;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Three questions about tallies over HTTP, each beside the SQL that answers it, over JDBC. */
final class QueryWork {
    private static final int CONNECTIONS = 16;
    private static final String ORGANISATION = "sample-dashboard";

    /** Of the statement that reads the sums, and of no other that a question brings. */
    private static final String SUMS = "FROM tally t";

    private static final String ONE_CELL = "query-cell";

    private static final String OURS =
            "Asked of the whole ledger in one process, after the imports, with a key, over "
                    + CONNECTIONS
                    + " connections of HTTP/1.1 that are kept as above: from the request's first byte until the whole answer was read. Nothing is appended meanwhile; no tally is kept from one answer to the next, and no If-None-Match sent.";

    private static final String BESIDE =
            "Beside: the one statement that reads the sums, with its parameters, as PostgreSQL logged it when the read side ran it for this very request; prepared once for each connection, in a thread each, every value of every row fetched and dropped. Before the rounds, both sides gave the same number of rows and incidents.";

    private static final String NOT_BESIDE =
            "Not in the JDBC side: the key, the request's parameters, what else an answer looks up (its position, the default methodology, whether several organisations report), a connection from a pool, adding up, the JSON and its transport. The clients run in the same process, on the same cores.";

    private final TemporaryPostgres postgres;
    private final String database;
    private final Plan plan;

    QueryWork(TemporaryPostgres postgres, String database, Plan plan) {
        this.postgres = postgres;
        this.database = database;
        this.plan = plan;
    }

    /**
     * @param what as the table says it
     * @param path of the request
     * @param asked so often in one round, by each side
     */
    private record Query(String id, String what, String path, int asked) {}

    /** What either side got: groups, and the incidents in all of them. */
    private record Got(long groups, long incidents) {}

    List<Comparison> compare(HttpLedger http, Consumer<String> progress) throws Exception {
        Dashboard dashboard = new Dashboard(http, http.register(ORGANISATION, List.of("read")));
        List<Comparison> comparisons = new ArrayList<>();
        try (Connections<Connection> connections =
                Connections.open(CONNECTIONS, _ -> postgres.connect(database))) {
            for (Connection connection : connections.all()) {
                connection.setSchema(ReadSchema.NAME); // as the read side's pool does
            }
            List<Query> queries = queries(connections.get(0));
            List<Overheard.Run> runs = overhear(queries, dashboard);
            for (int i = 0; i < queries.size(); i++) {
                comparisons.add(
                        compare(queries.get(i), runs.get(i), dashboard, connections, progress));
            }
        }
        return comparisons;
    }

    private List<Query> queries(Connection connection) throws SQLException {
        return List.of(
                new Query(ONE_CELL, "one cell", oneCell(connection), plan.queries()),
                new Query(
                        "query-theatre",
                        "a theatre by month",
                        "/v1/tallies?theatre=SYR&by=month",
                        Math.ceilDiv(plan.queries(), 4)),
                new Query(
                        "query-places",
                        "all by place",
                        "/v1/tallies?by=place",
                        Math.ceilDiv(plan.queries(), 20)));
    }

    /** A settlement, month and grade in which there is one cell: the first by name. */
    private static String oneCell(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT p.settlement, c.first_month / 12, c.first_month % 12 + 1, c.grade
                                FROM cell c JOIN place p ON p.id = c.place
                                WHERE c.first_month = c.last_month AND p.settlement IS NOT NULL
                                GROUP BY p.settlement, c.first_month, c.grade
                                HAVING count(*) = 1
                                ORDER BY p.settlement, c.first_month, c.grade LIMIT 1
                                """)) {
            row.next();
            return String.format(
                    Locale.ROOT,
                    "/v1/tallies?place=%s&month=%04d-%02d&grade=%s",
                    URLEncoder.encode(row.getString(1), UTF_8),
                    row.getInt(2),
                    row.getInt(3),
                    row.getString(4));
        }
    }

    private Comparison compare(
            Query query,
            Overheard.Run run,
            Dashboard dashboard,
            Connections<Connection> connections,
            Consumer<String> progress)
            throws Exception {
        List<PreparedStatement> statements = new ArrayList<>();
        for (Connection connection : connections.all()) {
            statements.add(run.prepare(connection));
        }
        Got got = got(dashboard.ask(query));
        if (!got.equals(read(statements.getFirst()))) {
            throw new IllegalStateException("not the statement behind " + query.path());
        }
        List<Spread> rates =
                Rounds.of(
                        "query, " + query.what(),
                        "/s",
                        List.of("HTTP", "JDBC"),
                        plan,
                        progress,
                        () -> round(query, dashboard, statements));
        for (PreparedStatement statement : statements) {
            statement.close();
        }
        return new Comparison(
                query.id(),
                "tally query over HTTP, " + query.what() + ", 16 connections",
                "queries",
                "the same SQL over JDBC, 16 connections",
                rates.get(0),
                rates.get(1),
                OptionalDouble.of(0.3),
                compared(query, got));
    }

    /** The statement behind each. */
    private List<Overheard.Run> overhear(List<Query> queries, Dashboard dashboard)
            throws Exception {
        List<Overheard.Run> runs = new ArrayList<>();
        try (Connection operator = postgres.connect("postgres");
                Overheard overheard = new Overheard(operator)) {
            for (Query query : queries) {
                runs.add(overheard.during(SUMS, () -> dashboard.ask(query)));
            }
        }
        return runs;
    }

    private static double[] round(
            Query query, Dashboard dashboard, List<PreparedStatement> statements) throws Exception {
        double http = dashboard.askAll(query);
        try (ExecutorService readers = Executors.newFixedThreadPool(CONNECTIONS)) {
            double jdbc =
                    Rounds.rate(
                            query.asked(),
                            () ->
                                    Clients.share(
                                            readers,
                                            CONNECTIONS,
                                            query.asked(),
                                            c -> _ -> read(statements.get(c))));
            return new double[] {http, jdbc};
        }
    }

    /** Who asks over HTTP. */
    private record Dashboard(HttpLedger http, String key) {
        byte[] ask(Query query) throws IOException {
            try (KeptConnection connection = http.connect(key)) {
                return ask(connection, query);
            }
        }

        /** As often as a round has it, per second. */
        double askAll(Query query) throws Exception {
            try (Connections<KeptConnection> connections =
                    Connections.open(CONNECTIONS, _ -> http.connect(key))) {
                return Rounds.rate(
                        query.asked(),
                        () ->
                                Clients.share(
                                        CONNECTIONS,
                                        query.asked(),
                                        c -> _ -> ask(connections.get(c), query)));
            }
        }

        private static byte[] ask(KeptConnection connection, Query query) throws IOException {
            KeptConnection.Answer answer = connection.get(query.path());
            if (answer.status() != 200) {
                throw HttpLedger.refused(answer.text());
            }
            return answer.body();
        }
    }

    private static Got got(byte[] answer) {
        JsonNode json = JsonMapper.shared().readTree(answer);
        return new Got(json.path("rows").size(), json.path("total").path("incidents").asLong());
    }

    /** Fetches every value. A question that groups by nothing has a row of sums and no group. */
    private static Got read(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            int columns = row.getMetaData().getColumnCount();
            int incidentsAt = row.findColumn("incidents");
            long groups = 0;
            long incidents = 0;
            while (row.next()) {
                for (int column = 1; column <= columns; column++) {
                    if (row.getObject(column) instanceof Array array) {
                        array.getArray();
                    }
                }
                if (row.getBoolean("inside")) {
                    groups += incidentsAt > 3 ? 1 : 0;
                    incidents += row.getLong(incidentsAt);
                }
            }
            return new Got(groups, incidents);
        }
    }

    private static List<String> compared(Query query, Got got) {
        String ours =
                String.format(
                        Locale.ROOT,
                        "Ours: GET %s, %,d times a round; its answer sums up %,d incidents in %,d rows.",
                        query.path(),
                        query.asked(),
                        got.incidents(),
                        Math.max(1, got.groups()));
        return query.id().equals(ONE_CELL)
                ? List.of(ours, OURS, BESIDE, NOT_BESIDE)
                : List.of(ours, "All else as for one cell.");
    }
}
