package org.casualtyledger.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.casualtyledger.api.LedgerApiApplication;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.projections.LedgerProjectionsApplication;
import org.casualtyledger.projections.tallies.StoredDigests;
import org.casualtyledger.standalone.OtlpReceiver;
import org.casualtyledger.standalone.Requests;
import org.casualtyledger.standalone.embedded.RestartablePostgres;
import tools.jackson.databind.JsonNode;

/**
 * Two instances of either service, over one PostgreSQL and one Kafka, each of the six in processes
 * of its own.
 */
final class Deployment implements AutoCloseable {
    static final String TOPIC = "casualty-ledger";
    static final int PARTITIONS = 8;

    /** A takeover takes seconds; a machine that others use as well needs longer. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String FIRST_KEY =
            "cl_" + "deployment-of-a-test".repeat(3).substring(0, 43);

    final OtlpReceiver traces;
    final RestartablePostgres postgres;
    final Broker kafka;
    final Child one;
    final Child two;
    final Child red;
    final Child blue;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final String key;

    /**
     * @param output for what the processes print
     * @param data for what they keep
     */
    Deployment(Path output, Path data) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(this::closeQuietly));
        try {
            Files.createDirectories(output);
            traces = new OtlpReceiver();
            running.push(traces);
            int[] ports = freePorts(6);
            postgres = RestartablePostgres.start(data.resolve("postgres"));
            running.push(postgres);
            kafka = new Broker(output, data.resolve("kafka"), ports[0], ports[1]);
            running.push(kafka);
            kafka.start();
            Path audit = data.resolve("one");
            one = api("one", output, audit, ports[2]);
            red = projections("red", output, audit, ports[4]);
            blue = projections("blue", output, audit, ports[5]);
            two = api("two", output, data.resolve("two"), ports[3]);
            begin(one);
            begin(red);
            // The second one has the first one's key and begins with a copy of its journal.
            Files.createDirectories(data.resolve("two"));
            for (String file : List.of("log.key", "log.vkey", "journal")) {
                Files.copy(audit.resolve(file), data.resolve("two").resolve(file));
            }
            begin(two);
            begin(blue);
            one.awaitStarted();
            key = organisation();
            settle();
        } catch (Exception | AssertionError e) {
            close();
            throw e;
        }
    }

    private void begin(Child child) throws Exception {
        running.push(child);
        child.start();
        if (child == one || child == red) { // the first of its kind makes the tables
            child.awaitStarted();
        }
    }

    /** Everybody runs, everything is applied, and each projection has its part. */
    void settle() throws Exception {
        for (Child child : List.of(one, two, red, blue)) {
            child.start();
        }
        for (Child child : List.of(one, two, red, blue)) {
            child.awaitStarted();
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            assertThat(owners())
                                    .isEqualTo(
                                            Map.of("red", PARTITIONS / 2, "blue", PARTITIONS / 2));
                            assertThat(publishers()).hasSize(1);
                        });
        caughtUp();
    }

    private Child api(String name, Path output, Path audit, int port) {
        Map<String, String> settings = common(name);
        settings.put("ledger.first-key", FIRST_KEY);
        settings.put("ledger.audit.dir", audit.toString());
        settings.put("ledger.audit.origin", "ledger.example/log");
        return new Child(name, LedgerApiApplication.class, output, port, settings);
    }

    private Child projections(String name, Path output, Path audit, int port) {
        Map<String, String> settings = common(name);
        settings.put("ledger.feed", "kafka");
        settings.put("ledger.log.verifier-key-file", audit.resolve("log.vkey").toString());
        settings.put("ledger.read.jdbc-url", url(name));
        settings.put("ledger.read.user", postgres.user());
        settings.put("ledger.read.password", postgres.password());
        return new Child(name, LedgerProjectionsApplication.class, output, port, settings);
    }

    private Map<String, String> common(String name) {
        Map<String, String> settings = new HashMap<>();
        settings.put("ledger.log.jdbc-url", url(name));
        settings.put("ledger.log.user", postgres.user());
        settings.put("ledger.log.password", postgres.password());
        // What its caller traces, and nothing else.
        settings.put("ledger.traces.otlp", traces.address().toString());
        settings.put("ledger.traces.share", "0");
        settings.put("ledger.kafka.bootstrap-servers", kafka.address());
        settings.put("ledger.topic.name", TOPIC);
        settings.put("ledger.topic.partitions", Integer.toString(PARTITIONS));
        return settings;
    }

    /** Tells the database who asks. */
    private String url(String name) {
        return postgres.url() + "?ApplicationName=" + name;
    }

    /** All free at the same moment, so no two of them are the same. */
    private static int[] freePorts(int count) throws Exception {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private String organisation() {
        return one.requests(FIRST_KEY)
                .post(
                        "/v1/organisations",
                        """
                        {"id":"monitor","name":"Monitor (synthetic)","scopes":["submit","read","assess"]}""")
                .is(201)
                .json()
                .path("key")
                .asString();
    }

    /** Of an organisation that submits, reads and assesses. */
    String key() {
        return key;
    }

    Requests administrator(Child child) {
        return child.requests(FIRST_KEY);
    }

    /** The instances that say that they publish; one that does not answer does not. */
    List<Child> publishers() {
        List<Child> publishers = new ArrayList<>();
        for (Child api : List.of(one, two)) {
            try {
                if (api.health().at("/topicPublication/publishing").asBoolean()) {
                    publishers.add(api);
                }
            } catch (AssertionError dead) {
                // Not answered: it was killed, or its database was.
            }
        }
        return publishers;
    }

    Child otherApi(Child api) {
        return api == one ? two : one;
    }

    /** How many partitions each projection has claimed just now. */
    Map<String, Integer> owners() throws SQLException {
        Map<String, Integer> owners = new TreeMap<>();
        try (Connection connection = connect();
                var row =
                        connection
                                .createStatement()
                                .executeQuery(
                                        """
                                        SELECT owner FROM feed_position
                                        WHERE claimed_until > clock_timestamp()
                                        """)) {
            while (row.next()) {
                owners.merge(row.getString(1), 1, Integer::sum);
            }
        }
        return owners;
    }

    long logSize() throws SQLException {
        return number("SELECT size FROM log.log_head");
    }

    long watermark() throws SQLException {
        return number("SELECT min(position) FROM feed_position");
    }

    void caughtUp() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> watermark() == logSize() - 1);
    }

    long number(String query) throws SQLException {
        try (Connection connection = connect();
                var row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** To the tables of the read side, unless another schema is named. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                postgres.url() + "?currentSchema=read", postgres.user(), postgres.password());
    }

    /**
     * Positions are dense; what was receipted is where the receipt says, once; every cell and every
     * posting is that of one process that counts the same events in memory; both projections answer
     * alike; and the topic is what was signed.
     */
    void assertWhole(Submitters submitters) throws Exception {
        caughtUp();
        List<RecordedEvent> log = log();
        assertReceipts(submitters, log);
        CountedHistory counted = new CountedHistory(Methodologies.DOCUMENTED);
        log.forEach(counted::apply);
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            long last = log.size() - 1;
            assertThat(StoredDigests.tally(connection, Methodologies.DOCUMENTED, last))
                    .as("digest of every cell at %d", last)
                    .isEqualTo(counted.tallyDigest());
            assertThat(StoredDigests.postings(connection, Methodologies.DOCUMENTED, last))
                    .as("digest of every posting up to %d", last)
                    .isEqualTo(counted.postingsDigest());
        }
        String query = "/v1/tallies?by=place,month,actor&asOf=" + (log.size() - 1);
        JsonNode told = red.requests(key).get(query).is(200).json();
        assertThat(blue.requests(key).get(query).is(200).json()).isEqualTo(told);
        assertThat(told.at("/total/incidents").asLong()).isEqualTo(incidents(log));
        checked(log.size());
    }

    private static long incidents(List<RecordedEvent> log) {
        return log.stream().filter(e -> e.event() instanceof ReportSubmitted).count();
    }

    private static void assertReceipts(Submitters submitters, List<RecordedEvent> log) {
        Map<String, Long> stored = new HashMap<>();
        for (int position = 0; position < log.size(); position++) {
            if (log.get(position).event() instanceof ReportSubmitted report) {
                assertThat(stored.put(report.externalId(), (long) position))
                        .as("%s is stored once", report.externalId())
                        .isNull();
            }
        }
        assertThat(stored).containsAllEntriesOf(submitters.receipts());
    }

    private void checked(long size) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            JsonNode topic = administrator(red).get("/v1/topic").is(200).json();
                            assertThat(topic.path("fault").isNull()).as(topic.toString()).isTrue();
                            assertThat(topic.at("/checkpoint/size").asLong()).isEqualTo(size);
                        });
    }

    /** The whole log; that its positions are dense is checked on the way. */
    List<RecordedEvent> log() throws SQLException {
        List<RecordedEvent> log = new ArrayList<>();
        try (Connection connection = connect();
                var row =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT position, leaf FROM log.event ORDER BY position")) {
            while (row.next()) {
                assertThat(row.getLong(1)).isEqualTo(log.size());
                log.add(EventCodec.decode(row.getBytes(2)));
            }
        }
        return log;
    }

    /** Where the tests' JVM is told to end before they have ended. */
    private void closeQuietly() {
        try {
            close();
        } catch (Exception e) {
            System.err.println("processes of a deployment may be left: " + e);
        }
    }

    @Override
    public synchronized void close() throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }
}
