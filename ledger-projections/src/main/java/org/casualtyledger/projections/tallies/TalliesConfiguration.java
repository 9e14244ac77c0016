package org.casualtyledger.projections.tallies;

import javax.sql.DataSource;
import org.casualtyledger.counting.Methodologies;
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
    TalliesController talliesController(
            @Qualifier("readDataSource") DataSource read, ReadPositions positions) {
        return new TalliesController(new Tallies(read), positions, Methodologies.DOCUMENTED);
    }
}
