package org.casualtyledger.standalone.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.casualtyledger.api.reporting.DirectSubmission;
import org.casualtyledger.standalone.embedded.TemporaryPostgres;

/**
 * A report until its receipt is durable, from the command, from the body and over HTTP, beside one
 * INSERT and COMMIT for each of the same leaves, and beside stock Axon.
 */
final class ReceiptWork {
    private static final int IN_FLIGHT = 256;
    private static final int HTTP_CONNECTIONS = 64;
    private static final int ORGANISATIONS = 4;

    private final TemporaryPostgres postgres;
    private final String database;
    private final Plan plan;

    ReceiptWork(TemporaryPostgres postgres, String database, Plan plan) {
        this.postgres = postgres;
        this.database = database;
        this.plan = plan;
    }

    List<Comparison> compare(Consumer<String> progress) throws Exception {
        SyntheticReports reports = new SyntheticReports(plan.seed());
        try (WriteSide api = WriteSide.start(postgres.settings(database));
                Connection connection = postgres.connect(database);
                StockReceipts stock = StockReceipts.start(postgres, database);
                HttpLedger http = api.http()) {
            List<String> keys = register(http);
            RawInserts inserts = new RawInserts(postgres, database, connection);
            DirectSubmission submissions = api.submissions();
            List<Spread> rates =
                    Rounds.of(
                            "receipts",
                            "/s",
                            List.of(
                                    "from the command",
                                    "raw inserts",
                                    "from the body",
                                    "HTTP",
                                    "stock Axon"),
                            plan,
                            progress,
                            () ->
                                    round(
                                            reports,
                                            submissions,
                                            inserts,
                                            http,
                                            keys,
                                            stock,
                                            connection));
            return comparisons(rates, Sizes.of(connection));
        }
    }

    /** The organisations' keys. */
    private static List<String> register(HttpLedger http) throws Exception {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < ORGANISATIONS; i++) {
            keys.add(http.register(organisation(i), List.of("submit")));
        }
        return keys;
    }

    private List<Comparison> comparisons(List<Spread> rates, Sizes sizes) {
        String invented =
                "Invented reports of four theatres in four scripts: " + sizes.readable() + ".";
        return List.of(
                comparison(
                        "receipt",
                        "command → durable receipt, 256 in flight",
                        rates.get(0),
                        rates.get(1),
                        OptionalDouble.of(2.0),
                        List.of(
                                String.format(
                                        Locale.ROOT,
                                        "Ours: the write side as a service of its own, without HTTP. %,d commands a round, %d in flight, each in the hands of a virtual thread that waits for its receipt: Axon's CommandGateway, decider, canonical leaf, sequencer, COMMIT. Each writes its event with three indexes, its tags, its fingerprint, and every text behind its digest.",
                                        plan.reports(),
                                        IN_FLIGHT),
                                RawInserts.compared(),
                                "\"From the request's body\" has reading, validating and sealing the body in the measured time too. The design names no goal for it.",
                                invented)),
                new Comparison(
                        "receipt-stock",
                        "the same command → durable receipt",
                        "events",
                        StockReceipts.NAME,
                        rates.get(0),
                        rates.get(4),
                        OptionalDouble.of(8.0),
                        List.of("Ours: as above, in the same rounds.", StockReceipts.compared())),
                comparison(
                        "receipt-from-body",
                        "the same from the request's body",
                        rates.get(2),
                        rates.get(1),
                        OptionalDouble.empty(),
                        List.of()),
                comparison(
                        "http-receipt",
                        "HTTP submission, validated, authenticated, 64 connections",
                        rates.get(3),
                        rates.get(1),
                        OptionalDouble.of(0.5),
                        List.of(
                                String.format(
                                        Locale.ROOT,
                                        "Ours: the same service over loopback. %,d reports a round, each in one POST /v1/reports with the key of one of %d organisations, over %d connections of HTTP/1.1 that are kept (the server ends each after 100 requests, and the next one is opened in the measured time), each with one request at a time: from its first byte until the whole answer with the receipt was read. The key is looked up, the body read, validated and sealed, and then as above.",
                                        plan.reports(),
                                        ORGANISATIONS,
                                        HTTP_CONNECTIONS),
                                "The clients run in the same process, on the same cores, and are as little of a client as it takes: sockets and no HTTP library. No TLS.",
                                "Beside: the raw inserts of the rows above, in the same rounds.")));
    }

    private static Comparison comparison(
            String id,
            String work,
            Spread ours,
            Spread theirs,
            OptionalDouble goal,
            List<String> compared) {
        return new Comparison(id, work, "events", RawInserts.NAME, ours, theirs, goal, compared);
    }

    private double[] round(
            SyntheticReports reports,
            DirectSubmission submissions,
            RawInserts inserts,
            HttpLedger http,
            List<String> keys,
            StockReceipts stock,
            Connection connection)
            throws Exception {
        int n = plan.reports();
        List<byte[]> bodies = reports.next(3 * n);
        List<DirectSubmission.Prepared> prepared = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            prepared.add(submissions.prepare(organisation(i), bodies.get(i)));
        }
        long first = size(connection);
        double ours =
                Rounds.rate(
                        n,
                        () ->
                                Clients.share(
                                        IN_FLIGHT,
                                        n,
                                        _ -> i -> submissions.submit(prepared.get(i)).join()));
        prepared.clear();
        List<Leaf> leaves = Leaf.from(connection, first);
        double raw = inserts.insert(leaves);
        double stockAxon = stock.store(leaves);
        double fromBody =
                Rounds.rate(
                        n,
                        () ->
                                Clients.share(
                                        IN_FLIGHT,
                                        n,
                                        _ -> i -> submit(submissions, i, bodies.get(n + i))));
        double overHttp = post(http, keys, bodies.subList(2 * n, 3 * n));
        if (leaves.size() != n || size(connection) != first + 3L * n) {
            throw new IllegalStateException("not every submission became an event");
        }
        return new double[] {ours, raw, fromBody, overHttp, stockAxon};
    }

    private static void submit(DirectSubmission submissions, int index, byte[] body) {
        submissions.submit(submissions.prepare(organisation(index), body)).join();
    }

    private static double post(HttpLedger http, List<String> keys, List<byte[]> bodies)
            throws Exception {
        try (Connections<KeptConnection> clients =
                Connections.open(
                        HTTP_CONNECTIONS, c -> http.connect(keys.get(c % ORGANISATIONS)))) {
            return Rounds.rate(
                    bodies.size(),
                    () ->
                            Clients.share(
                                    HTTP_CONNECTIONS,
                                    bodies.size(),
                                    c -> i -> post(clients.get(c), bodies.get(i))));
        }
    }

    private static void post(KeptConnection client, byte[] body) throws IOException {
        KeptConnection.Answer answer = client.post("/v1/reports", body);
        if (answer.status() != 201) {
            throw HttpLedger.refused(answer.text());
        }
    }

    private static String organisation(int report) {
        return "sample-monitor-" + report % ORGANISATIONS;
    }

    private static long size(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT size FROM log.log_head")) {
            row.next();
            return row.getLong(1);
        }
    }
}
