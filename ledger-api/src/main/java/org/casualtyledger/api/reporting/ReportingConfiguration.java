package org.casualtyledger.api.reporting;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.casualtyledger.api.AxonSlice;
import org.casualtyledger.api.commands.OrganisationKeys;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.edge.OpenApiFragment;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the reporting slice. */
@Configuration(proxyBeanMethods = false)
@Import({ReportController.class, ReportListController.class, ImportController.class})
public class ReportingConfiguration {
    @Bean
    ReportReader reportReader(
            EventLog log, @Qualifier("logDataSource") DataSource database, OrganisationKeys keys) {
        return new ReportReader(log, database, new Signings(log, keys));
    }

    @Bean
    Sealing sealing(InstantSource clock) {
        return new Sealing(clock);
    }

    @Bean
    AxonSlice reportingInAxon(ReportReader reader) {
        return axon -> ReportHandlers.register(axon, reader);
    }

    @Bean
    ReportSubmissions reportSubmissions(AxonConfiguration axon, ReportReader reader) {
        return new ReportSubmissions(
                new ReportHandlers(axon.getComponent(CommandGateway.class)), reader);
    }

    @Bean
    Importer importer(ReportSubmissions submissions, ReportReader reader, Sealing sealing) {
        return new Importer(submissions, reader, sealing);
    }

    @Bean
    OpenApiFragment reportingInOpenApi() {
        return new OpenApiFragment("/openapi/reporting.yaml");
    }

    @Bean
    DirectSubmission directSubmission(ReportSubmissions submissions, Sealing sealing) {
        return new DirectSubmission(submissions, sealing);
    }
}
