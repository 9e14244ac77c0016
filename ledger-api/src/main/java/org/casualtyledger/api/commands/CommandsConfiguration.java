package org.casualtyledger.api.commands;

import java.time.InstantSource;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.casualtyledger.api.AxonSlice;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.edge.OpenApiFragment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Wires what the slices of incidents share.
 *
 * <p>Setting: {@code ledger.review.second-reader} (default false) makes every judgement wait for a
 * second reader, whatever its request says.
 */
@Configuration(proxyBeanMethods = false)
public class CommandsConfiguration {
    @Bean
    AxonSlice sourcingInAxon() {
        return Sourcing::register;
    }

    @Bean
    IncidentRequests incidentRequests(AxonConfiguration axon, EventLog log, InstantSource clock) {
        return new IncidentRequests(
                new IncidentCommands(axon.getComponent(CommandGateway.class), log), log, clock);
    }

    @Bean
    SecondReader secondReader(Environment environment) {
        return new SecondReader(
                environment.getProperty("ledger.review.second-reader", Boolean.class, false));
    }

    @Bean
    OrganisationKeys organisationKeys(EventLog log, LogOrigin origin) {
        return new OrganisationKeys(log, origin);
    }

    @Bean
    OpenApiFragment commandsInOpenApi() {
        return new OpenApiFragment("/openapi/commands.yaml");
    }
}
