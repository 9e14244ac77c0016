package org.casualtyledger.api.reporting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.casualtyledger.api.eventlog.CompanionTable;

/** Texts are written in the transaction of the event whose digests stand for them. */
final class DisclosureTable implements CompanionTable<StoredText> {
    static final DisclosureTable INSTANCE = new DisclosureTable();

    private DisclosureTable() {}

    @Override
    public String name() {
        return "reporting.disclosure";
    }

    @Override
    public void write(Connection transaction, List<Placed<StoredText>> rows) throws SQLException {
        Long[] positions = new Long[rows.size()];
        String[][] columns = new String[4][rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            StoredText text = rows.get(i).row();
            positions[i] = rows.get(i).position();
            columns[0][i] = text.digest();
            columns[1][i] = text.disclosure().salt();
            columns[2][i] = text.disclosure().name();
            columns[3][i] = text.disclosure().value();
        }
        try (PreparedStatement insert =
                transaction.prepareStatement(
                        """
                INSERT INTO reporting.disclosure (position, digest, salt, name, value)
                SELECT * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
                """)) {
            insert.setArray(1, transaction.createArrayOf("bigint", positions));
            for (int column = 0; column < columns.length; column++) {
                insert.setArray(column + 2, transaction.createArrayOf("text", columns[column]));
            }
            insert.executeUpdate();
        }
    }
}
