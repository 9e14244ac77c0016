package org.casualtyledger.api.contracts;

import org.casualtyledger.edge.OpenApiFragment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the serving of contracts. */
@Configuration(proxyBeanMethods = false)
public class ContractsConfiguration {
    @Bean
    ContractsController contractsController() {
        return new ContractsController();
    }

    @Bean
    OpenApiFragment contractsInOpenApi() {
        return new OpenApiFragment("/openapi/contracts.yaml");
    }
}
