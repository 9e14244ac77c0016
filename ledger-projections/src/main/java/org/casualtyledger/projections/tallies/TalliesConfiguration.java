package org.casualtyledger.projections.tallies;

import javax.sql.DataSource;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.edge.OpenApiFragment;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.edge.Leaves;
import org.casualtyledger.projections.edge.OpenCandidates;
import org.casualtyledger.projections.edge.ReadPositions;
import org.casualtyledger.projections.edge.StoredTallies;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The slice's beans. */
@Configuration(proxyBeanMethods = false)
public class TalliesConfiguration {
    @Bean
    TallyProjection tallyProjection() {
        return new TallyProjection(Methodologies.DOCUMENTED);
    }

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
    TalliesController talliesController(
            @Qualifier("readDataSource") DataSource read,
            Tallies tallies,
            Stands stands,
            OpenCandidates candidates) {
        return new TalliesController(tallies, stands, new Doubts(read, candidates));
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
            @Qualifier("readDataSource") DataSource read, Leaves leaves, ReadPositions positions) {
        return new ChangesController(
                new Changes(read, Methodologies.DOCUMENTED, leaves), positions);
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
