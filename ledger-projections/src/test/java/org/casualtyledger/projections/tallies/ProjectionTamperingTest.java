package org.casualtyledger.projections.tallies;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Recount;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.merkle.MirroredLeaves;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.api.Test;

/**
 * Rows of the read side, changed by somebody with the database's password: the digests that a
 * receipt signs are made of what is stored, so they are no longer those that anybody counts from
 * the log. {@code LEDGER_TAMPER_DIR} names a mirror whose events are used instead of synthetic
 * ones; {@code -Dtampering.rows} says how many changes.
 */
class ProjectionTamperingTest {
    private static final int COUNT = Integer.getInteger("tampering.rows", 22);
    private static final long SEED = Long.getLong("tampering.seed", System.nanoTime());
    private static final int SYNTHETIC_EVENTS = 400;

    /** One row, somewhere: its table, and what is done to it. */
    private enum Change {
        A_SUM("tally", "SET killed_min = killed_min + 1"),
        A_SUM_OF_UNDETERMINED("tally", "SET undetermined_max = undetermined_max + 7"),
        A_COUNT_OF_INCIDENTS("tally", "SET incidents = incidents + 1"),
        A_SUM_AWAY("tally", "DELETE", "incidents <> 0"),
        A_POSTING("tally_posting", "SET killed_max = killed_max - 1"),
        A_POSTING_AWAY("tally_posting", "DELETE"),
        A_POSTING_ELSEWHERE("tally_posting", "SET position = position + 1, ordinal = 999"),
        A_MONTH("cell", "SET first_month = first_month - 1"),
        A_GRADE("cell", "SET grade = CASE grade WHEN 'fair' THEN 'weak' ELSE 'fair' END"),
        A_PLACE("place", "SET key = key || ' '"),
        AN_ATTRIBUTION("attribution", "SET key = key || ' '");

        private final String table;
        private final String change;
        private final String among;

        Change(String table, String change) {
            this(table, change, "true");
        }

        /**
         * @param among the rows that say something
         */
        Change(String table, String change, String among) {
            this.table = table;
            this.change = change;
            this.among = among;
        }

        /** To the row that stands at a share of all of them. */
        int on(Connection connection, double share) throws SQLException {
            String row =
                    """
                     WHERE ctid = (SELECT ctid FROM %1$s WHERE %2$s ORDER BY ctid LIMIT 1
                                   OFFSET (SELECT floor(count(*) * ?)::bigint FROM %1$s WHERE %2$s))
                    """
                            .formatted(table, among);
            String statement =
                    change.equals("DELETE")
                            ? "DELETE FROM " + table + row
                            : "UPDATE " + table + " " + change + row;
            try (PreparedStatement changing = connection.prepareStatement(statement)) {
                changing.setDouble(1, share);
                return changing.executeUpdate();
            }
        }
    }

    @Test
    void a_row_that_somebody_changed_is_in_no_digest_that_the_log_gives() throws Exception {
        try (ReadSide side = new ReadSide()) {
            List<RecordedEvent> events = events();
            side.log.append(events);
            side.caughtUp();
            long position = side.log.size() - 1;
            Recount recount = new Recount(Methodologies.DOCUMENTED, position);
            events.forEach(recount::apply);
            Recount.Digests counted = recount.digests();
            assertThat(side.tallyDigest(position)).isEqualTo(counted.tally());
            assertThat(side.postingsDigest(position)).isEqualTo(counted.postings());

            Random random = new Random(SEED);
            Map<Change, Integer> noticed = new EnumMap<>(Change.class);
            for (int i = 0; i < COUNT; i++) {
                Change change = Change.values()[i % Change.values().length];
                assertNoticed(side, change, random.nextDouble(), position, counted);
                noticed.merge(change, 1, Integer::sum);
            }
            System.out.println(
                    COUNT
                            + " changes to rows of the read side noticed, seed "
                            + SEED
                            + ": "
                            + noticed);
        }
    }

    private static List<RecordedEvent> events() throws Exception {
        return MirroredLeaves.folder().isEmpty()
                ? new Histories(new Random(SEED)).history(SYNTHETIC_EVENTS)
                : MirroredLeaves.of(MirroredLeaves.folder().get()).stream()
                        .map(EventCodec::decode)
                        .toList();
    }

    private static void assertNoticed(
            ReadSide side, Change change, double share, long position, Recount.Digests counted)
            throws SQLException {
        try (Connection connection = side.database.getConnection()) {
            connection.setAutoCommit(false);
            assertThat(change.on(connection, share)).as("%s, seed %d", change, SEED).isEqualTo(1);
            boolean same =
                    StoredDigests.tally(connection, Methodologies.DOCUMENTED, position)
                                    .equals(counted.tally())
                            && StoredDigests.postings(
                                            connection, Methodologies.DOCUMENTED, position)
                                    .equals(counted.postings());
            connection.rollback();
            connection.setAutoCommit(true);
            assertThat(same).as("%s at %f, seed %d", change, share, SEED).isFalse();
        }
    }
}
