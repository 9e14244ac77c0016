package org.casualtyledger.projections.publications;

import javax.sql.DataSource;
import org.casualtyledger.edge.OpenApiFragment;
import org.casualtyledger.projections.edge.DisclosedTexts;
import org.casualtyledger.projections.edge.Leaves;
import org.casualtyledger.projections.edge.ReadPositions;
import org.casualtyledger.projections.edge.TallyTotals;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The slice's beans. */
@Configuration(proxyBeanMethods = false)
public class PublicationsConfiguration {
    @Bean
    PublicationsController publicationsController(
            @Qualifier("readDataSource") DataSource read,
            Leaves leaves,
            DisclosedTexts texts,
            TallyTotals totals,
            ReadPositions positions) {
        return new PublicationsController(
                new Publications(read, leaves),
                new Challenges(read, leaves, texts),
                totals,
                texts,
                positions);
    }

    @Bean
    OpenApiFragment publicationsInOpenApi() {
        return new OpenApiFragment("/openapi/publications.yaml");
    }
}
