package org.casualtyledger.projections;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.casualtyledger.edge.EdgeConfiguration;
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
    public static void main(String[] args) {
        SpringApplication.run(LedgerProjectionsApplication.class, args);
    }

    @Bean(destroyMethod = "close")
    HikariDataSource logDataSource(Environment environment) {
        return pool(environment, "ledger.log");
    }

    @Bean(destroyMethod = "close")
    HikariDataSource readDataSource(Environment environment) {
        HikariDataSource pool = pool(environment, "ledger.read");
        pool.setSchema(ReadSchema.NAME);
        return pool;
    }

    @Bean
    DataSource accessDataSource(Environment environment) {
        return pool(environment, "ledger.log");
    }

    private static HikariDataSource pool(Environment environment, String prefix) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(prefix);
        pool.setJdbcUrl(environment.getRequiredProperty(prefix + ".jdbc-url"));
        pool.setUsername(environment.getProperty(prefix + ".user"));
        pool.setPassword(environment.getProperty(prefix + ".password"));
        return pool;
    }
}
