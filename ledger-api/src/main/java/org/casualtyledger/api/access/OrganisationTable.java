package org.casualtyledger.api.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.casualtyledger.api.eventlog.CompanionTable;

/** Organisations, written in the transaction of their registration. */
final class OrganisationTable implements CompanionTable<OrganisationTable.Row> {
    static final OrganisationTable INSTANCE = new OrganisationTable();

    private OrganisationTable() {}

    record Row(String organisation, String name) {}

    @Override
    public String name() {
        return "access.organisation";
    }

    @Override
    public void write(Connection transaction, List<Placed<Row>> rows) throws SQLException {
        try (PreparedStatement insert =
                transaction.prepareStatement(
                        "INSERT INTO access.organisation (organisation, name) VALUES (?, ?)")) {
            for (Placed<Row> row : rows) {
                insert.setString(1, row.row().organisation());
                insert.setString(2, row.row().name());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
