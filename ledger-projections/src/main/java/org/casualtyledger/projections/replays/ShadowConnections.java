package org.casualtyledger.projections.replays;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The read side's pool, with another schema chosen: what is folded and read through it is a
 * replay's. The pool itself chooses its own schema again when a connection comes back.
 */
final class ShadowConnections extends DelegatingDataSource {
    private final String schema;

    ShadowConnections(DataSource read, String schema) {
        super(read);
        this.schema = schema;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        try {
            connection.setSchema(schema);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
