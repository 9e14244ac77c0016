package org.casualtyledger.edge;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.core.env.Environment;

/**
 * Connections to PostgreSQL, as both services configure them: {@code <prefix>.jdbc-url}, {@code
 * <prefix>.user}, {@code <prefix>.password}.
 *
 * <p>When PostgreSQL refuses a row, it quotes the row. Rows hold narratives, which name the dead;
 * so the driver is told to leave the quotation out of its exceptions, which end in logs.
 */
public final class Pools {
    /**
     * How long anybody waits for a connection: a database that restarts is back within it, and who
     * asks is told of one that is not.
     */
    private static final Duration ANSWER = Duration.ofSeconds(8);

    private Pools() {}

    /**
     * @param prefix of the settings, {@code ledger.log} or {@code ledger.read}
     * @param connections at most
     */
    public static HikariDataSource open(Environment environment, String prefix, int connections) {
        return new HikariDataSource(config(environment, prefix, connections));
    }

    /** The same, over the tables of one schema. */
    public static HikariDataSource open(
            Environment environment, String prefix, int connections, String schema) {
        HikariConfig config = config(environment, prefix, connections);
        config.setSchema(schema);
        return new HikariDataSource(config);
    }

    private static HikariConfig config(Environment environment, String prefix, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(prefix);
        config.setJdbcUrl(environment.getRequiredProperty(prefix + ".jdbc-url"));
        config.setUsername(environment.getProperty(prefix + ".user"));
        config.setPassword(environment.getProperty(prefix + ".password"));
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(ANSWER.toMillis());
        config.setMinimumIdle(Math.min(2, connections));
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return config;
    }
}
