package org.casualtyledger.projections.candidates;

import javax.sql.DataSource;
import org.casualtyledger.edge.OpenApiFragment;
import org.casualtyledger.projections.edge.OpenCandidates;
import org.casualtyledger.projections.edge.ReadPositions;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The slice's beans. */
@Configuration(proxyBeanMethods = false)
public class CandidatesConfiguration {
    @Bean
    OpenCandidates openCandidates(@Qualifier("readDataSource") DataSource read) {
        return new SightedCandidates(read, SightedCandidates.FEW);
    }

    @Bean
    CandidatesController candidatesController(
            @Qualifier("readDataSource") DataSource read, ReadPositions positions) {
        return new CandidatesController(new Candidates(read), positions);
    }

    @Bean
    OpenApiFragment candidatesInOpenApi() {
        return new OpenApiFragment("/openapi/candidates.yaml");
    }
}
