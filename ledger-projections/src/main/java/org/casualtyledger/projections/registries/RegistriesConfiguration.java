package org.casualtyledger.projections.registries;

import javax.sql.DataSource;
import org.casualtyledger.edge.OpenApiFragment;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.edge.ReadPositions;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The slice's beans. */
@Configuration(proxyBeanMethods = false)
public class RegistriesConfiguration {
    @Bean
    ActorsController actorsController(
            @Qualifier("readDataSource") DataSource read, ReadPositions positions) {
        return new ActorsController(new Actors(read), positions);
    }

    @Bean
    MethodologiesController methodologiesController(
            @Qualifier("readDataSource") DataSource read,
            KnownMethodologies known,
            ReadPositions positions) {
        return new MethodologiesController(new PublishedMethodologies(read), known, positions);
    }

    @Bean
    PlacesController placesController(
            @Qualifier("readDataSource") DataSource read, ReadPositions positions) {
        return new PlacesController(new PlaceResolutions(read), positions);
    }

    @Bean
    GazetteersController gazetteersController(
            @Qualifier("readDataSource") DataSource read, ReadPositions positions) {
        return new GazetteersController(read, positions);
    }

    @Bean
    ResolutionsController resolutionsController(
            @Qualifier("readDataSource") DataSource read, ReadPositions positions) {
        StatedNames names = new StatedNames(read);
        Resolving resolving = new Resolving(new PlaceResolutions(read), names, new Actors(read));
        return new ResolutionsController(names, resolving, positions);
    }

    @Bean
    OpenApiFragment registriesInOpenApi() {
        return new OpenApiFragment("/openapi/registries.yaml");
    }
}
