package org.casualtyledger.projections.incidents;

import javax.sql.DataSource;
import org.casualtyledger.edge.OpenApiFragment;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.edge.Leaves;
import org.casualtyledger.projections.edge.ReadPositions;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The slice's beans. */
@Configuration(proxyBeanMethods = false)
public class IncidentsConfiguration {
    @Bean
    IncidentController incidentController(
            @Qualifier("readDataSource") DataSource read,
            Leaves leaves,
            KnownMethodologies methodologies,
            ReadPositions positions) {
        return new IncidentController(new Incidents(read, leaves), methodologies, positions);
    }

    @Bean
    IncidentListController incidentListController(
            @Qualifier("readDataSource") DataSource read,
            KnownMethodologies methodologies,
            ReadPositions positions) {
        return new IncidentListController(new IncidentList(read), methodologies, positions);
    }

    @Bean
    OpenApiFragment incidentsInOpenApi() {
        return new OpenApiFragment("/openapi/incidents.yaml");
    }
}
