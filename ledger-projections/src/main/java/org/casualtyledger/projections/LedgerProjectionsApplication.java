package org.casualtyledger.projections;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.casualtyledger.edge.EdgeConfiguration;
import org.casualtyledger.edge.Pools;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * The read side as a service of its own.
 *
 * <p>Settings: {@code ledger.log.jdbc-url}, {@code ledger.log.user}, {@code ledger.log.password}
 * for the database of the log and of the access keys; the same under {@code ledger.read} for the
 * read side.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Import({EdgeConfiguration.class, ProjectionsConfiguration.class})
public class LedgerProjectionsApplication {
    /** Reads of leaves and texts, and those of keys; each partition's feed has one besides. */
    private static final int LOG_CONNECTIONS = 10;

    /**
     * Queries of dashboards, claims and signs of life; each partition's flush has one besides. All
     * partitions may be here: the other processes may be gone.
     */
    private static final int READ_CONNECTIONS = 16;

    public static void main(String[] args) {
        SpringApplication.run(LedgerProjectionsApplication.class, args);
    }

    @Bean(destroyMethod = "close")
    HikariDataSource logDataSource(Environment environment) {
        return Pools.open(
                environment, "ledger.log", LOG_CONNECTIONS + ChosenFeeds.partitions(environment));
    }

    @Bean(destroyMethod = "close")
    HikariDataSource readDataSource(Environment environment) {
        return Pools.open(
                environment,
                "ledger.read",
                READ_CONNECTIONS + ChosenFeeds.partitions(environment),
                ReadSchema.NAME);
    }

    @Bean
    DataSource accessDataSource(Environment environment) {
        return Pools.open(environment, "ledger.log", LOG_CONNECTIONS);
    }
}
