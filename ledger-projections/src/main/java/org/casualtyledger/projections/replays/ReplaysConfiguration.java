package org.casualtyledger.projections.replays;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.OpenApiFragment;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.edge.StoredTallies;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.LogKey;
import org.casualtyledger.projections.feed.SignedLog;
import org.casualtyledger.projections.processing.PartitionedProjections;
import org.casualtyledger.projections.processing.Projection;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The slice's beans. Wants from its wiring how to make new instances of all projections, the live
 * processor, and the tables of tallies.
 */
@Configuration(proxyBeanMethods = false)
public class ReplaysConfiguration {
    /** Makes new instances of all that a live read side runs, by a methodology. */
    public interface Projections extends Function<Methodology, List<Projection>> {}

    /** After the live processors, which sees to it that the live schema is there. */
    @Bean
    Replays replays(
            @Qualifier("readDataSource") DataSource read,
            @Qualifier("logDataSource") DataSource log,
            @Qualifier("replayFeed") Feed feed,
            LogKey key,
            KnownMethodologies known,
            Projections projections,
            PartitionedProjections live,
            Environment environment) {
        ReplaysSchema.migrate(read);
        return new Replays(
                read,
                feed,
                new SignedLog(log),
                key,
                known,
                projections,
                environment.getProperty("ledger.instance", UUID.randomUUID().toString()));
    }

    @Bean
    ReplaysLifecycle replaysLifecycle(Replays replays) {
        return new ReplaysLifecycle(replays);
    }

    @Bean
    ReplaysController replaysController(
            @Qualifier("readDataSource") DataSource read,
            @Qualifier("logDataSource") DataSource log,
            Replays replays,
            LogKey key,
            KnownMethodologies known,
            StoredTallies tallies,
            PartitionedProjections everything) {
        Methodology live = Methodologies.DOCUMENTED;
        Comparing comparing = new Comparing(read, tallies, live);
        return new ReplaysController(
                replays,
                new Publication(
                        read, replays, comparing, new SignedLog(log), key, live, everything),
                comparing,
                known,
                live);
    }

    @Bean
    ReplayGauges replayGauges(Replays replays) {
        return new ReplayGauges(replays);
    }

    @Bean
    OpenApiFragment replaysInOpenApi() {
        return new OpenApiFragment("/openapi/replays.yaml");
    }
}
