package org.casualtyledger.api.reporting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.casualtyledger.api.eventlog.CompanionTable;

/** Fingerprints are written in the transaction of the event whose claim they tell. */
final class FingerprintTable implements CompanionTable<Fingerprint> {
    static final FingerprintTable INSTANCE = new FingerprintTable();

    private FingerprintTable() {}

    @Override
    public String name() {
        return "reporting.fingerprint";
    }

    @Override
    public void write(Connection transaction, List<Placed<Fingerprint>> rows) throws SQLException {
        Long[] positions = new Long[rows.size()];
        byte[][] salts = new byte[rows.size()][];
        byte[][] salted = new byte[rows.size()][];
        for (int i = 0; i < rows.size(); i++) {
            positions[i] = rows.get(i).position();
            salts[i] = rows.get(i).row().salt();
            salted[i] = rows.get(i).row().salted();
        }
        try (PreparedStatement insert =
                transaction.prepareStatement(
                        """
                INSERT INTO reporting.fingerprint (position, salt, salted)
                SELECT * FROM unnest(?::bigint[], ?::bytea[], ?::bytea[])
                """)) {
            insert.setArray(1, transaction.createArrayOf("bigint", positions));
            insert.setArray(2, transaction.createArrayOf("bytea", salts));
            insert.setArray(3, transaction.createArrayOf("bytea", salted));
            insert.executeUpdate();
        }
    }
}
