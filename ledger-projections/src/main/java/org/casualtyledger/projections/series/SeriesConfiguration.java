package org.casualtyledger.projections.series;

import javax.sql.DataSource;
import org.casualtyledger.edge.OpenApiFragment;
import org.casualtyledger.projections.edge.ReadPositions;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The slice's beans. */
@Configuration(proxyBeanMethods = false)
public class SeriesConfiguration {
    @Bean
    OpenApiFragment seriesInOpenApi() {
        return new OpenApiFragment("/openapi/series.yaml");
    }

    @Bean
    SeriesController seriesController(
            @Qualifier("readDataSource") DataSource read, ReadPositions positions) {
        return new SeriesController(new SeriesReader(read), positions);
    }
}
