package org.casualtyledger.projections.tallies;

import javax.sql.DataSource;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.edge.ReadPositions;
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
    TalliesController talliesController(Tallies tallies, Stands stands) {
        return new TalliesController(tallies, stands);
    }
}
