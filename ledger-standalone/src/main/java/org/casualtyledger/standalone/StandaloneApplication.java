package org.casualtyledger.standalone;

import javax.sql.DataSource;
import org.casualtyledger.api.LedgerApiConfiguration;
import org.casualtyledger.edge.Pools;
import org.casualtyledger.projections.ProjectionsConfiguration;
import org.casualtyledger.projections.ReadSchema;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Both services in one context. Each has its own data source and migrations, as when they run
 * apart: no transaction and no join spans the two.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Import({LedgerApiConfiguration.class, ProjectionsConfiguration.class})
class StandaloneApplication {
    /** The sequencer holds one; reads take the others for a moment each. */
    private static final int LOG_CONNECTIONS = 10;

    /** Queries of dashboards, and one for each projection's flush. */
    private static final int READ_CONNECTIONS = 16;

    @Bean(name = {"logDataSource", "accessDataSource"})
    DataSource logDataSource(Environment environment) {
        return Pools.open(environment, "ledger.log", LOG_CONNECTIONS);
    }

    @Bean
    DataSource readDataSource(Environment environment) {
        return Pools.open(environment, "ledger.read", READ_CONNECTIONS, ReadSchema.NAME);
    }
}
