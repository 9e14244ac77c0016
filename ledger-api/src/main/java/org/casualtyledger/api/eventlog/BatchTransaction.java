package org.casualtyledger.api.eventlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.casualtyledger.api.eventlog.AppendResult.Appended;
import org.casualtyledger.api.eventlog.AppendResult.KeyReused;
import org.casualtyledger.api.eventlog.AppendResult.Refused;
import org.casualtyledger.api.eventlog.AppendResult.Replayed;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;

/**
 * One batch in one transaction, up to but not including its commit. READ COMMITTED is enough, and
 * needed: once the head's lock is ours nobody else can append, and every later statement sees all
 * that was committed before.
 */
final class BatchTransaction {

    /** Clocks further apart than this mean a broken machine, not a slow network. */
    static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(5);

    /** The head as it was locked, and the moment that this batch is recorded at. */
    private record Start(Head head, Instant at) {}

    /** An admitted event with everything that its row needs. */
    private record Row(NewEvent event, Receipt receipt, byte[] leaf) {

        Stream<String> tagTexts() {
            return event.tags().stream().map(Tag::text);
        }

        LongStream positionForEachTag() {
            return LongStream.generate(receipt::position).limit(event.tags().size());
        }
    }

    private final Connection connection;
    private final List<Pending> batch;
    private final InstantSource apiClock;
    private final long sizeSeen;
    private final Admitted admitted = new Admitted();
    private final List<Row> rows = new ArrayList<>();
    private final List<AppendResult> results = new ArrayList<>();

    /**
     * @param sizeSeen that the log had, as far as this process has seen
     */
    BatchTransaction(
            Connection connection, List<Pending> batch, InstantSource apiClock, long sizeSeen) {
        this.connection = connection;
        this.batch = batch;
        this.apiClock = apiClock;
        this.sizeSeen = sizeSeen;
    }

    /**
     * What the transaction came to: a result for each append, in order, which holds only once it is
     * committed.
     */
    record Prepared(List<AppendResult> results, List<Receipt> appended) {}

    Prepared prepare() throws SQLException {
        Instant before = apiClock.instant();
        BatchQuestions.Answers answers = new BatchQuestions(batch).ask(connection);
        requireSameLog(answers);
        requireClocks(before, answers.databaseNow(), apiClock.instant(), answers.head().at());
        Start start = new Start(answers.head(), later(answers.databaseNow(), answers.head().at()));
        Map<Integer, List<Receipt>> replays = receiptsOf(answers.earlier());
        byte[] renderedAt = NewEvent.render(start.at());
        for (int i = 0; i < batch.size(); i++) {
            results.add(decide(i, answers, replays, start, renderedAt));
        }
        if (!rows.isEmpty()) {
            insertEvents();
            insertCompanions();
            insertTagsAndKeysAndMoveHead(start);
        }
        return new Prepared(results, rows.stream().map(Row::receipt).toList());
    }

    /** Nothing is built on a history that is not what was signed, or what was seen. */
    private void requireSameLog(BatchQuestions.Answers answers) {
        if (answers.held().isPresent()) {
            throw new LogUnavailable(LogUnavailable.Reason.HELD, answers.held().get());
        }
        if (answers.head().size() < sizeSeen) {
            throw new LogUnavailable(
                    LogUnavailable.Reason.HELD,
                    "the log has %d events, and had %d: the database is older than it was"
                            .formatted(answers.head().size(), sizeSeen));
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /**
     * The database was asked between two looks at our clock, however long the lock took; only
     * beyond these is skew.
     */
    static void requireClocks(Instant before, Instant database, Instant after, Instant head) {
        boolean apart =
                database.isBefore(before.minus(MAX_CLOCK_SKEW))
                        || database.isAfter(after.plus(MAX_CLOCK_SKEW));
        if (apart) {
            throw new LogUnavailable(
                    LogUnavailable.Reason.CLOCK,
                    "our clock says " + after + ", the database's " + database);
        }
        if (database.isBefore(head.minus(MAX_CLOCK_SKEW))) {
            throw new LogUnavailable(
                    LogUnavailable.Reason.CLOCK,
                    "the log stands at " + head + ", the database's clock at " + database);
        }
    }

    private AppendResult decide(
            int index,
            BatchQuestions.Answers answers,
            Map<Integer, List<Receipt>> replays,
            Start start,
            byte[] at) {
        Append append = batch.get(index).append();
        List<Receipt> replay = replays.get(index);
        if (replay != null) {
            return new Replayed(replay);
        }
        BatchQuestions.Earlier earlier = answers.earlier().get(index);
        if (earlier != null) {
            return new KeyReused(earlier.firstPosition());
        }
        Optional<AppendResult> twin = append.idempotency().flatMap(admitted::earlier);
        if (twin.isPresent()) {
            return twin.get();
        }
        Long stored = answers.violations().get(index);
        OptionalLong violation =
                stored == null ? admitted.violation(append.conditions()) : OptionalLong.of(stored);
        return violation.isPresent()
                ? new Refused(violation.getAsLong())
                : new Appended(admit(append, start, at));
    }

    private List<Receipt> admit(Append append, Start start, byte[] renderedAt) {
        List<Receipt> receipts = new ArrayList<>(append.events().size());
        for (NewEvent event : append.events()) {
            byte[] leaf = event.leaf(renderedAt);
            long position = start.head().size() + rows.size();
            Receipt receipt = new Receipt(position, event.id(), start.at(), Merkle.leafHash(leaf));
            rows.add(new Row(event, receipt, leaf));
            receipts.add(receipt);
        }
        admitted.add(append, receipts);
        return receipts;
    }

    /**
     * The receipts of the requests that come again word for word, in one statement for the whole
     * batch; mostly none.
     */
    private Map<Integer, List<Receipt>> receiptsOf(Map<Integer, BatchQuestions.Earlier> earlier)
            throws SQLException {
        Map<Integer, List<Receipt>> replays = new TreeMap<>();
        List<Map.Entry<Integer, BatchQuestions.Earlier>> same =
                earlier.entrySet().stream()
                        .filter(e -> isSameRequest(e.getKey(), e.getValue()))
                        .toList();
        if (same.isEmpty()) {
            return replays;
        }
        String find =
                """
                SELECT q.append, e.position, e.id, e.at, e.leaf_hash
                FROM unnest(?::integer[], ?::bigint[], ?::integer[]) AS q (append, first, events)
                JOIN log.event e ON e.position >= q.first AND e.position < q.first + q.events
                ORDER BY q.append, e.position
                """;
        try (PreparedStatement statement = connection.prepareStatement(find)) {
            statement.setObject(1, same.stream().mapToInt(Map.Entry::getKey).toArray());
            statement.setObject(
                    2, same.stream().mapToLong(e -> e.getValue().firstPosition()).toArray());
            statement.setObject(3, same.stream().mapToInt(e -> e.getValue().events()).toArray());
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    replays.computeIfAbsent(found.getInt("append"), _ -> new ArrayList<>())
                            .add(EventRows.receipt(found));
                }
            }
        }
        return replays;
    }

    private boolean isSameRequest(int index, BatchQuestions.Earlier before) {
        return batch.get(index)
                .append()
                .idempotency()
                .filter(request -> Arrays.equals(request.requestDigest(), before.digest()))
                .isPresent();
    }

    private void insertEvents() throws SQLException {
        String into =
                """
                COPY log.event (position, id, at, type, organisation, theatre, leaf, leaf_hash)
                FROM STDIN (FORMAT binary)
                """;
        try (BinaryCopy copy = new BinaryCopy(connection, into)) {
            for (Row row : rows) {
                copy.row(8)
                        .bigint(row.receipt().position())
                        .uuid(row.event().id())
                        .timestamptz(row.receipt().at())
                        .text(row.event().type())
                        .text(row.event().by())
                        .text(row.event().theatre())
                        .bytea(row.leaf())
                        .bytea(row.receipt().leafHash());
            }
            copy.end();
        }
    }

    private void insertCompanions() throws SQLException {
        Map<CompanionTable<?>, CompanionRows<?>> byTable = new LinkedHashMap<>();
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof Appended(List<Receipt> receipts)) {
                for (Companion<?> companion : batch.get(i).append().companions()) {
                    CompanionRows.add(
                            byTable, companion, receipts.get(companion.event()).position());
                }
            }
        }
        for (CompanionRows<?> rowsOfTable : byTable.values()) {
            rowsOfTable.write(connection);
        }
    }

    /** Three statements, one round trip. */
    private void insertTagsAndKeysAndMoveHead(Start start) throws SQLException {
        String finish =
                """
                INSERT INTO log.event_tag (tag, position)
                SELECT r.tag, r.position FROM unnest(?::text[], ?::bigint[]) AS r (tag, position);

                INSERT INTO log.idempotency (scope, key, digest, first_position, events)
                SELECT r.scope, r.key, r.digest, r.first_position, r.events
                FROM unnest(?::text[], ?::text[], ?::bytea[], ?::bigint[], ?::integer[])
                    AS r (scope, key, digest, first_position, events);

                UPDATE log.log_head SET size = ?, at = ?, frontier = ?
                """;
        List<KeyRow> keys = keyRows();
        Frontier frontier =
                start.head()
                        .frontier()
                        .append(rows.stream().map(row -> row.receipt().leafHash()).toList());
        try (PreparedStatement statement = connection.prepareStatement(finish)) {
            statement.setObject(1, rows.stream().flatMap(Row::tagTexts).toArray(String[]::new));
            statement.setObject(2, rows.stream().flatMapToLong(Row::positionForEachTag).toArray());
            statement.setObject(
                    3, keys.stream().map(key -> key.request().scope()).toArray(String[]::new));
            statement.setObject(
                    4, keys.stream().map(key -> key.request().key()).toArray(String[]::new));
            statement.setObject(
                    5,
                    keys.stream().map(key -> key.request().requestDigest()).toArray(byte[][]::new));
            statement.setObject(6, keys.stream().mapToLong(KeyRow::firstPosition).toArray());
            statement.setObject(7, keys.stream().mapToInt(KeyRow::events).toArray());
            statement.setLong(8, frontier.size());
            statement.setObject(9, start.at().atOffset(ZoneOffset.UTC));
            statement.setBytes(10, frontier.toBytes());
            statement.execute();
        }
    }

    private List<KeyRow> keyRows() {
        List<KeyRow> keys = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            Optional<Idempotency> key = batch.get(i).append().idempotency();
            if (key.isPresent() && results.get(i) instanceof Appended(List<Receipt> receipts)) {
                keys.add(new KeyRow(key.get(), receipts.getFirst().position(), receipts.size()));
            }
        }
        return keys;
    }

    /** A row of log.idempotency. */
    private record KeyRow(Idempotency request, long firstPosition, int events) {}

    /** The companion rows of one table. */
    private record CompanionRows<R>(CompanionTable<R> table, List<CompanionTable.Placed<R>> rows) {

        static <R> void add(
                Map<CompanionTable<?>, CompanionRows<?>> byTable,
                Companion<R> companion,
                long position) {
            @SuppressWarnings("unchecked") // rows are filed under the table that they were made for
            CompanionRows<R> rows =
                    (CompanionRows<R>)
                            byTable.computeIfAbsent(
                                    companion.table(),
                                    t -> new CompanionRows<>(companion.table(), new ArrayList<>()));
            rows.rows.add(new CompanionTable.Placed<>(position, companion.row()));
        }

        void write(Connection connection) throws SQLException {
            table.write(connection, rows);
        }
    }
}
