package org.casualtyledger.api;

import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.casualtyledger.api.access.AccessConfiguration;
import org.casualtyledger.api.attribution.AttributionConfiguration;
import org.casualtyledger.api.audit.AuditConfiguration;
import org.casualtyledger.api.commands.CommandsConfiguration;
import org.casualtyledger.api.contracts.ContractsConfiguration;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.LedgerStorageEngine;
import org.casualtyledger.api.eventlog.LogObserver;
import org.casualtyledger.api.eventlog.PostgresEventLog;
import org.casualtyledger.api.incidents.IncidentsConfiguration;
import org.casualtyledger.api.leaf.EventLeafCodec;
import org.casualtyledger.api.observe.LogObservation;
import org.casualtyledger.api.observe.TracedCommands;
import org.casualtyledger.api.publication.PublicationConfiguration;
import org.casualtyledger.api.registry.RegistryConfiguration;
import org.casualtyledger.api.reporting.ReportingConfiguration;
import org.casualtyledger.api.resolution.ResolutionConfiguration;
import org.casualtyledger.api.signing.SigningConfiguration;
import org.casualtyledger.api.topic.TopicConfiguration;
import org.casualtyledger.api.verification.VerificationConfiguration;
import org.casualtyledger.edge.EdgeConfiguration;
import org.casualtyledger.edge.HealthPart;
import org.casualtyledger.edge.observe.Traces;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;

/**
 * The write side in one place: the log on PostgreSQL, Axon over it, the slices. Needs a data source
 * named {@code logDataSource}; several instances may share its database.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    EdgeConfiguration.class,
    AccessConfiguration.class,
    CommandsConfiguration.class,
    ReportingConfiguration.class,
    IncidentsConfiguration.class,
    VerificationConfiguration.class,
    AttributionConfiguration.class,
    RegistryConfiguration.class,
    ResolutionConfiguration.class,
    SigningConfiguration.class,
    AuditConfiguration.class,
    PublicationConfiguration.class,
    TopicConfiguration.class,
    ContractsConfiguration.class,
    LogObservation.class,
    LogOutages.class
})
public class LedgerApiConfiguration {
    static {
        // Nothing of ours phones home.
        System.setProperty("axoniq.update-checker.disabled", "true");
    }

    @Bean
    Flyway logMigrations(@Qualifier("logDataSource") DataSource database) {
        Flyway flyway =
                Flyway.configure()
                        .dataSource(database)
                        .locations("classpath:db/log")
                        .schemas("log")
                        .table("migration")
                        .load();
        flyway.migrate();
        return flyway;
    }

    @Bean
    InstantSource clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "close")
    @DependsOn({"logMigrations", "signer"})
    EventLog eventLog(@Qualifier("logDataSource") DataSource database, LogObserver observer) {
        return new PostgresEventLog(database, observer);
    }

    @Bean(destroyMethod = "shutdown")
    AxonConfiguration axon(EventLog log, List<AxonSlice> slices, Traces traces) {
        EventSourcingConfigurer axon = EventSourcingConfigurer.create();
        axon.registerEventStorageEngine(_ -> new LedgerStorageEngine(log, new EventLeafCodec()));
        // Tags follow from the leaf: the codec draws them, so Axon need not.
        axon.registerTagResolver(_ -> _ -> java.util.Set.of());
        slices.forEach(slice -> slice.register(axon));
        TracedCommands.register(axon, traces);
        return axon.start();
    }

    @Bean
    HealthPart logHealth(EventLog log) {
        return new HealthPart() {
            @Override
            public String name() {
                return "head";
            }

            @Override
            public java.util.Map<String, Object> read() {
                return java.util.Map.of("size", log.head().size());
            }

            /** The reasons are fixed words: what a database says of itself stays in the log. */
            @Override
            public Optional<String> unready(java.util.Map<String, Object> read) {
                return log.unready().map(why -> "takes no appends: " + why.reason().words());
            }
        };
    }
}
