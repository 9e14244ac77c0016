package org.casualtyledger.projections.tallies;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.edge.OpenApiFragment;
import org.casualtyledger.projections.edge.DisclosedTexts;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.edge.Leaves;
import org.casualtyledger.projections.edge.OpenCandidates;
import org.casualtyledger.projections.edge.ReadPositions;
import org.casualtyledger.projections.edge.SignedCheckpoints;
import org.casualtyledger.projections.edge.StoredTallies;
import org.casualtyledger.projections.edge.TallyTotals;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The slice's beans. */
@Configuration(proxyBeanMethods = false)
public class TalliesConfiguration {
    @Bean
    Stands stands(ReadPositions positions, KnownMethodologies known) {
        return new Stands(positions, known);
    }

    @Bean
    Tallies tallies(@Qualifier("readDataSource") DataSource read) {
        return new Tallies(read, Methodologies.DOCUMENTED);
    }

    @Bean
    StoredTallies storedTallies() {
        return new StoredCells();
    }

    @Bean
    TallyTotals tallyTotals(Tallies tallies, Stands stands) {
        return new CountedTotals(tallies, stands);
    }

    @Bean
    TalliesController talliesController(
            @Qualifier("readDataSource") DataSource read,
            Tallies tallies,
            Stands stands,
            OpenCandidates candidates) {
        return new TalliesController(tallies, stands, new Doubts(read, candidates));
    }

    /**
     * Settings: {@code ledger.tallies.key-file}, the key that receipts are signed with, drawn where
     * there is none; {@code ledger.tallies.verifier-key-file}, where its public half is written;
     * {@code ledger.log.verifier-key-file}, the log's public key; {@code ledger.tallies.digests},
     * how long a digest is given again without a look at the rows (default 10 s).
     */
    @Bean
    ReceiptsController receiptsController(
            @Qualifier("readDataSource") DataSource read,
            Tallies tallies,
            Stands stands,
            SignedCheckpoints checkpoints,
            ReadPositions positions,
            Leaves leaves,
            Environment environment) {
        Duration kept =
                environment.getProperty(
                        "ledger.tallies.digests", Duration.class, Duration.ofSeconds(10));
        ReceiptKeys keys =
                new ReceiptKeys(
                        new ReceiptKeys.Places(
                                path(environment, "ledger.tallies.key-file"),
                                path(environment, "ledger.tallies.verifier-key-file")),
                        checkpoints::key);
        return new ReceiptsController(
                new Receipts(
                        read,
                        tallies,
                        stands,
                        new KeptDigests(read, tallies, new CountedDigests(leaves), kept),
                        checkpoints,
                        keys,
                        positions));
    }

    private static Optional<Path> path(Environment environment, String setting) {
        return Optional.ofNullable(environment.getProperty(setting)).map(Path::of);
    }

    @Bean
    ExplainController explainController(
            @Qualifier("readDataSource") DataSource read,
            Tallies tallies,
            KnownMethodologies known,
            Leaves leaves,
            ReadPositions positions) {
        return new ExplainController(
                new Explaining(read, tallies, known, leaves), positions, leaves);
    }

    @Bean
    BehindController behindController(
            @Qualifier("readDataSource") DataSource read, Tallies tallies, Stands stands) {
        return new BehindController(new Behind(read, tallies), stands);
    }

    @Bean
    ChangesController changesController(
            @Qualifier("readDataSource") DataSource read,
            Leaves leaves,
            DisclosedTexts texts,
            ReadPositions positions) {
        return new ChangesController(
                new Changes(read, Methodologies.DOCUMENTED, leaves, texts), positions);
    }

    @Bean
    PreviewController previewController(
            @Qualifier("readDataSource") DataSource read, Tallies tallies, Stands stands) {
        return new PreviewController(new Preview(read, tallies), stands);
    }

    @Bean
    ResponsibilityController responsibilityController(
            @Qualifier("readDataSource") DataSource read, Tallies tallies, Stands stands) {
        return new ResponsibilityController(new AllegedAndSaid(read, tallies), stands);
    }

    @Bean
    OpenApiFragment talliesInOpenApi() {
        return new OpenApiFragment("/openapi/tallies.yaml");
    }
}
