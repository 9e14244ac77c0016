package org.casualtyledger.api.access;

import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.edge.ApiKeys;
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
     * A service that nobody embeds gives its administrator a first key: the one that {@code
     * ledger.first-key} states, or one that it draws and shows on standard output, once, and never
     * in its log.
     */
    @Bean
    ApplicationRunner firstKey(Organisations organisations, Environment environment) {
        if (environment.containsProperty("ledger.local-key")) {
            // Whoever starts the process asks for the key, and shows it.
            return _ -> {};
        }
        Optional<String> stated =
                Optional.ofNullable(environment.getProperty("ledger.first-key"))
                        .map(String::strip)
                        .filter(key -> !key.isEmpty());
        if (stated.isPresent() && !ApiKeys.isKey(stated.get())) {
            throw new IllegalStateException(
                    "ledger.first-key is no key: it must be cl_ and 43 characters of A-Z a-z 0-9 - _ (256 random bits"
                            + " in URL-safe Base64).");
        }
        return _ ->
                organisations
                        .firstKey(stated)
                        .ifPresent(
                                key -> {
                                    if (stated.isPresent()) {
                                        LOG.info(
                                                "this ledger is new: its administrator key is the one of ledger.first-key");
                                    } else {
                                        LOG.info(
                                                "this ledger is new: its administrator key is on standard output, once");
                                        System.out.println(
                                                "administrator key (shown once): " + key);
                                    }
                                });
    }

    @Bean
    OpenApiFragment accessInOpenApi() {
        return new OpenApiFragment("/openapi/access.yaml");
    }
}
