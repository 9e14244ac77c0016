package org.casualtyledger.projections.versions;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.counting.Home;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.ReportId;

/** Reads where reports belong. */
public final class StoredHomes {
    private StoredHomes() {}

    /**
     * The homes of those of the reports that are known, as of the last event that is applied where
     * they are at home. Of a report's versions and its moves, the latest says where it is.
     */
    static Map<ReportId, Home> current(Connection connection, Collection<ReportId> reports)
            throws SQLException {
        return at(connection, Long.MAX_VALUE, reports);
    }

    /** The same as of a position, which must have been applied. */
    public static Map<ReportId, Home> at(
            Connection connection, long position, Collection<ReportId> reports)
            throws SQLException {
        Map<ReportId, Home> found = new HashMap<>();
        Object[] ids = reports.stream().map(ReportId::value).toArray();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT DISTINCT ON (report) report, incident
                        FROM (SELECT report, incident, position
                              FROM report_version WHERE report = ANY (?) AND position <= ?
                              UNION ALL
                              SELECT report, incident, from_position
                              FROM report_home WHERE report = ANY (?) AND from_position <= ?) AS home
                        ORDER BY report, position DESC
                        """)) {
            statement.setArray(1, connection.createArrayOf("uuid", ids));
            statement.setLong(2, position);
            statement.setArray(3, connection.createArrayOf("uuid", ids));
            statement.setLong(4, position);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            new ReportId(rows.getObject(1, UUID.class)),
                            new Home(
                                    Optional.ofNullable(rows.getObject(2, UUID.class))
                                            .map(IncidentId::new)));
                }
            }
        }
        return found;
    }
}
