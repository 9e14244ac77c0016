package org.casualtyledger.api.eventlog;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a batch asks the database before it decides, in one round trip: the head, under its
 * lock; then in one statement the conditions of every append, and the idempotency keys that are
 * known already. READ COMMITTED gives the second statement a snapshot of its own, taken once the
 * lock is ours. The questions travel as arrays, so that the text is the same whatever the batch.
 */
final class BatchQuestions {

    private static final String LOCK =
            "SELECT size, at, frontier, held, clock_timestamp() AS now FROM log.log_head FOR UPDATE;";

    /**
     * One branch for each shape of question. The first is what nearly all conditions are, and is
     * answered from the key of log.event_tag alone; LATERAL … LIMIT 1 keeps each question one look
     * into an index.
     */
    private static final String ASK =
            """
            SELECT q.append, m.position, NULL::bytea AS digest, 0 AS events
            FROM unnest(?::integer[], ?::text[], ?::bigint[]) AS q (append, tag, after)
            CROSS JOIN LATERAL (
                SELECT t.position FROM log.event_tag t
                WHERE t.tag = q.tag AND t.position > q.after
                ORDER BY t.position LIMIT 1) m
            UNION ALL
            SELECT q.append, m.position, NULL, 0
            FROM unnest(?::integer[], ?::text[], ?::text[], ?::bigint[]) AS q (append, tags, types, after)
            CROSS JOIN LATERAL (
                SELECT t.position
                FROM log.event_tag t JOIN log.event e ON e.position = t.position
                WHERE t.tag = (q.tags::text[])[1] AND t.position > q.after
                  AND (q.types = '{}' OR e.type = ANY (q.types::text[]))
                  AND NOT EXISTS (
                      SELECT 1 FROM unnest(q.tags::text[]) AS wanted (tag)
                      WHERE NOT EXISTS (
                          SELECT 1 FROM log.event_tag o WHERE o.tag = wanted.tag AND o.position = t.position))
                ORDER BY t.position LIMIT 1) m
            UNION ALL
            SELECT q.append, m.position, NULL, 0
            FROM unnest(?::integer[], ?::text[], ?::bigint[]) AS q (append, types, after)
            CROSS JOIN LATERAL (
                SELECT e.position FROM log.event e
                WHERE e.position > q.after AND (q.types = '{}' OR e.type = ANY (q.types::text[]))
                ORDER BY e.position LIMIT 1) m
            UNION ALL
            SELECT q.append, i.first_position, i.digest, i.events
            FROM unnest(?::integer[], ?::text[], ?::text[]) AS q (append, scope, key)
            JOIN log.idempotency i ON i.scope = q.scope AND i.key = q.key
            """;

    private final Columns oneTag = new Columns();
    private final Columns tagged = new Columns();
    private final Columns untagged = new Columns();
    private final Columns keys = new Columns();

    /** An earlier request under the same key. */
    record Earlier(byte[] digest, long firstPosition, int events) {}

    /**
     * The head as it was locked, why nothing may be appended, and the database's clock; the rest by
     * the index of an append in the batch.
     */
    record Answers(
            Head head,
            Optional<String> held,
            Instant databaseNow,
            Map<Integer, Long> violations,
            Map<Integer, Earlier> earlier) {}

    BatchQuestions(List<Pending> batch) {
        for (int i = 0; i < batch.size(); i++) {
            Append append = batch.get(i).append();
            for (Condition condition : append.conditions()) {
                for (Criterion criterion : condition.anyOf()) {
                    add(i, criterion, condition.after());
                }
            }
            if (append.idempotency().isPresent()) {
                Idempotency key = append.idempotency().get();
                keys.add(i, key.scope(), key.key(), 0);
            }
        }
    }

    private void add(int append, Criterion criterion, long after) {
        if (criterion.tags().isEmpty()) {
            untagged.add(append, arrayLiteral(criterion.types()), "", after);
        } else if (criterion.tags().size() == 1 && criterion.types().isEmpty()) {
            oneTag.add(append, criterion.tags().iterator().next().text(), "", after);
        } else {
            List<String> tags = criterion.tags().stream().map(Tag::text).toList();
            tagged.add(append, arrayLiteral(tags), arrayLiteral(criterion.types()), after);
        }
    }

    Answers ask(Connection connection) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(LOCK + ASK)) {
            ask.setArray(1, oneTag.appends(connection));
            ask.setArray(2, oneTag.first(connection));
            ask.setArray(3, oneTag.afters(connection));
            ask.setArray(4, tagged.appends(connection));
            ask.setArray(5, tagged.first(connection));
            ask.setArray(6, tagged.second(connection));
            ask.setArray(7, tagged.afters(connection));
            ask.setArray(8, untagged.appends(connection));
            ask.setArray(9, untagged.first(connection));
            ask.setArray(10, untagged.afters(connection));
            ask.setArray(11, keys.appends(connection));
            ask.setArray(12, keys.first(connection));
            ask.setArray(13, keys.second(connection));
            ask.execute();
            Answers answers;
            try (ResultSet row = ask.getResultSet()) {
                row.next();
                answers =
                        new Answers(
                                EventRows.head(row),
                                Optional.ofNullable(row.getString("held")),
                                databaseNow(row),
                                new HashMap<>(),
                                new HashMap<>());
            }
            ask.getMoreResults();
            try (ResultSet rows = ask.getResultSet()) {
                collect(rows, answers);
            }
            return answers;
        }
    }

    private static Instant databaseNow(ResultSet row) throws SQLException {
        return row.getObject("now", OffsetDateTime.class)
                .toInstant()
                .truncatedTo(ChronoUnit.MILLIS);
    }

    private static void collect(ResultSet rows, Answers answers) throws SQLException {
        while (rows.next()) {
            int append = rows.getInt("append");
            long position = rows.getLong("position");
            byte[] digest = rows.getBytes("digest");
            if (digest == null) {
                answers.violations().merge(append, position, Math::min);
            } else {
                answers.earlier().put(append, new Earlier(digest, position, rows.getInt("events")));
            }
        }
    }

    /**
     * An array inside an array element, which SQL's arrays cannot be ragged for: as text, cast back
     * row by row.
     */
    private static String arrayLiteral(Collection<String> values) {
        StringBuilder literal = new StringBuilder("{");
        for (String value : values) {
            literal.append(literal.length() > 1 ? "," : "")
                    .append('"')
                    .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return literal.append('}').toString();
    }

    /** Rows of (append, text, text, after), column by column. */
    private static final class Columns {
        private final List<String> first = new ArrayList<>();
        private final List<String> second = new ArrayList<>();
        private int[] appends = new int[16];
        private long[] afters = new long[16];

        void add(int append, String one, String two, long after) {
            int row = first.size();
            if (row == appends.length) {
                appends = Arrays.copyOf(appends, 2 * row);
                afters = Arrays.copyOf(afters, 2 * row);
            }
            appends[row] = append;
            afters[row] = after;
            first.add(one);
            second.add(two);
        }

        int size() {
            return first.size();
        }

        Array appends(Connection c) throws SQLException {
            return array(c, "integer", Arrays.copyOf(appends, size()));
        }

        Array first(Connection c) throws SQLException {
            return array(c, "text", first.toArray(String[]::new));
        }

        Array second(Connection c) throws SQLException {
            return array(c, "text", second.toArray(String[]::new));
        }

        Array afters(Connection c) throws SQLException {
            return array(c, "bigint", Arrays.copyOf(afters, size()));
        }

        private static Array array(Connection c, String type, Object primitives)
                throws SQLException {
            return c.unwrap(org.postgresql.PGConnection.class).createArrayOf(type, primitives);
        }
    }
}
