package org.casualtyledger.api.publication;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.casualtyledger.api.commands.Rulings;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.edge.Acting;
import org.casualtyledger.edge.OpenApiFragment;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Wires publication.
 *
 * <p>Setting: {@code ledger.tallies.verifier-key-file}, the public key of receipts of tallies.
 */
@Configuration(proxyBeanMethods = false)
public class PublicationConfiguration {
    @Bean
    PublicationController publicationController(
            EventLog log,
            InstantSource clock,
            @Qualifier("logDataSource") DataSource database,
            Acting acting,
            Environment environment) {
        ReceiptKey key =
                new ReceiptKey(
                        Optional.ofNullable(
                                        environment.getProperty("ledger.tallies.verifier-key-file"))
                                .map(Path::of));
        return new PublicationController(
                new Publications(log, new Rulings(log, clock), database),
                new PublicationRequests(key, clock),
                acting);
    }

    @Bean
    OpenApiFragment publicationInOpenApi() {
        return new OpenApiFragment("/openapi/publication.yaml");
    }
}
