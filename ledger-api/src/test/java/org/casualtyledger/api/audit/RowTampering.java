package org.casualtyledger.api.audit;

import java.sql.SQLException;

/** What somebody with the database's password may do to the log behind the ledger's back. */
enum RowTampering {
    A_BIT_IN_A_LEAF(true) {
        @Override
        void on(TamperedLog t, int at) throws SQLException {
            t.execute(
                    "UPDATE log.event SET leaf = set_byte(leaf, 20, get_byte(leaf, 20) # 1) WHERE position = "
                            + at);
        }
    },
    A_HASH(true) {
        @Override
        void on(TamperedLog t, int at) throws SQLException {
            t.execute(
                    "UPDATE log.event SET leaf_hash = set_byte(leaf_hash, 3, get_byte(leaf_hash, 3) # 4) WHERE position = "
                            + at);
        }
    },
    A_ROW_AWAY(true) {
        @Override
        void on(TamperedLog t, int at) throws SQLException {
            t.execute("DELETE FROM log.event WHERE position = " + at);
        }
    },
    A_LEAF_WITH_ITS_HASH(false) {
        @Override
        void on(TamperedLog t, int at) throws SQLException {
            byte[] leaf = t.leaf(at);
            leaf[20] ^= 1;
            t.store(at, leaf);
        }
    },
    TWO_ROWS_EXCHANGED(false) {
        @Override
        void on(TamperedLog t, int at) throws SQLException {
            int other = (at + 1) % (int) t.size();
            byte[] one = t.leaf(at);
            t.store(at, t.leaf(other));
            t.store(other, one);
        }
    },
    ALL_THAT_FOLLOWS_FROM_A_LEAF(false) {
        @Override
        void on(TamperedLog t, int at) throws SQLException {
            byte[] leaf = t.leaf(at);
            leaf[20] ^= 1;
            t.store(at, leaf);
            t.makeConsistent();
        }
    },
    AN_OLDER_BACKUP(false) {
        @Override
        void on(TamperedLog t, int at) throws SQLException {
            t.execute("DELETE FROM log.event_tag WHERE position >= " + at);
            t.execute("DELETE FROM log.event WHERE position >= " + at);
            t.execute("DELETE FROM log.checkpoint WHERE size > " + at);
            t.makeConsistent();
        }
    },
    AN_OLDER_BACKUP_THAT_GREW(false) {
        @Override
        void on(TamperedLog t, int at) throws SQLException {
            int before = (int) t.size();
            AN_OLDER_BACKUP.on(t, at);
            t.append(before + 7 - at);
        }
    },
    A_FORGED_CHECKPOINT(false) {
        @Override
        void on(TamperedLog t, int at) throws SQLException {
            long signed = t.size();
            t.append(5);
            t.execute(
                    """
                    INSERT INTO log.checkpoint
                    SELECT size + 5, sha256('forged'), at,
                           replace(note, E'\\n%d\\n', E'\\n%d\\n')
                    FROM log.checkpoint WHERE size = %d
                    """
                            .formatted(signed, signed + 5, signed));
        }
    };

    /** Whether the one position that was changed can be named. */
    final boolean named;

    RowTampering(boolean named) {
        this.named = named;
    }

    abstract void on(TamperedLog t, int at) throws SQLException;
}
