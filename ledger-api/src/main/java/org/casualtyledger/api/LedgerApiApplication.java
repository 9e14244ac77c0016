package org.casualtyledger.api;

import javax.sql.DataSource;
import org.casualtyledger.edge.Pools;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The write side as a service of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Import(LedgerApiConfiguration.class)
public class LedgerApiApplication {
    /** The sequencer holds one connection for itself, reads take the others for a moment each. */
    private static final int CONNECTIONS = 10;

    public static void main(String[] args) {
        SpringApplication.run(LedgerApiApplication.class, args);
    }

    /**
     * Settings: {@code ledger.log.jdbc-url}, {@code ledger.log.user}, {@code ledger.log.password};
     * {@code ledger.audit.dir}, see {@code AuditConfiguration}.
     */
    @Bean(name = {"logDataSource", "accessDataSource"})
    DataSource logDataSource(Environment environment) {
        return Pools.open(environment, "ledger.log", CONNECTIONS);
    }
}
