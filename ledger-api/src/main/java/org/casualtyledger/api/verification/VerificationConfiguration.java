package org.casualtyledger.api.verification;

import org.casualtyledger.api.AxonSlice;
import org.casualtyledger.edge.OpenApiFragment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the slice of verification. */
@Configuration(proxyBeanMethods = false)
@Import(JudgementController.class)
public class VerificationConfiguration {
    @Bean
    AxonSlice verificationInAxon() {
        return JudgementHandlers::register;
    }

    @Bean
    OpenApiFragment verificationInOpenApi() {
        return new OpenApiFragment("/openapi/verification.yaml");
    }
}
