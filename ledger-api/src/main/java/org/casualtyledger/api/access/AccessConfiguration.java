package org.casualtyledger.api.access;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.edge.OpenApiFragment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Wires the access slice. */
@Configuration(proxyBeanMethods = false)
@Import(OrganisationController.class)
public class AccessConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(AccessConfiguration.class);

    @Bean
    Organisations organisations(
            EventLog log, @Qualifier("logDataSource") DataSource database, InstantSource clock) {
        return new Organisations(log, database, clock);
    }

    /**
     * A service that nobody embeds shows its first administrator key on standard output, once, and
     * never in its log.
     */
    @Bean
    ApplicationRunner showFirstKey(Organisations organisations, Environment environment) {
        if (environment.containsProperty("ledger.local-key")) {
            // Whoever starts the process asks for the key, and shows it.
            return _ -> {};
        }
        return _ ->
                organisations
                        .firstKey()
                        .ifPresent(
                                key -> {
                                    LOG.info(
                                            "this ledger is new: its administrator key is on standard output, once");
                                    System.out.println("administrator key (shown once): " + key);
                                });
    }

    @Bean
    OpenApiFragment accessInOpenApi() {
        return new OpenApiFragment("/openapi/access.yaml");
    }
}
