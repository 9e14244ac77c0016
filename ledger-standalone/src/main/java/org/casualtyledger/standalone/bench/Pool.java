package org.casualtyledger.standalone.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.casualtyledger.standalone.embedded.ServerSettings;
import org.casualtyledger.standalone.embedded.TemporaryPostgres;

/** Connections that are kept, to one database. */
final class Pool {
    private Pool() {}

    /**
     * @param schema where names without one are looked up
     * @param connections at most
     */
    static HikariDataSource open(
            TemporaryPostgres postgres, String database, String schema, int connections) {
        ServerSettings settings = postgres.settings(database);
        HikariConfig config = new HikariConfig();
        config.setPoolName("bench-" + database + "-" + schema);
        config.setJdbcUrl(settings.jdbcUrl());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(connections);
        config.setSchema(schema);
        return new HikariDataSource(config);
    }
}
