package org.casualtyledger.api.signing;

import java.time.InstantSource;
import org.casualtyledger.api.commands.OrganisationKeys;
import org.casualtyledger.api.commands.Rulings;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.edge.OpenApiFragment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires signing keys. */
@Configuration(proxyBeanMethods = false)
@Import(SigningController.class)
public class SigningConfiguration {
    @Bean
    SigningKeys signingKeys(EventLog log, OrganisationKeys keys, InstantSource clock) {
        return new SigningKeys(log, keys, new Rulings(log, clock));
    }

    @Bean
    OpenApiFragment signingInOpenApi() {
        return new OpenApiFragment("/openapi/signing.yaml");
    }
}
