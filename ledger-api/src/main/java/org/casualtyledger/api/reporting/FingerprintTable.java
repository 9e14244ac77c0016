package org.casualtyledger.api.reporting;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.casualtyledger.api.eventlog.BinaryCopy;
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
        try (BinaryCopy copy =
                new BinaryCopy(
                        transaction,
                        """
                        COPY reporting.fingerprint (position, salt, salted)
                        FROM STDIN (FORMAT binary)
                        """)) {
            for (Placed<Fingerprint> placed : rows) {
                Fingerprint fingerprint = placed.row();
                copy.row(3)
                        .bigint(placed.position())
                        .bytea(fingerprint.salt())
                        .bytea(fingerprint.salted());
            }
            copy.end();
        }
    }
}
