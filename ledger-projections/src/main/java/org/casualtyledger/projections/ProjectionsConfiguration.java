package org.casualtyledger.projections;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.observe.EventTraces;
import org.casualtyledger.edge.observe.Traces;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.VerifierKey;
import org.casualtyledger.projections.candidates.CandidatesConfiguration;
import org.casualtyledger.projections.candidates.SightingProjection;
import org.casualtyledger.projections.edge.DisclosedTexts;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.edge.Leaves;
import org.casualtyledger.projections.edge.ReadPositions;
import org.casualtyledger.projections.edge.SignedCheckpoints;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.LogKey;
import org.casualtyledger.projections.feed.SignedLog;
import org.casualtyledger.projections.incidents.IncidentsConfiguration;
import org.casualtyledger.projections.incidents.TimelineProjection;
import org.casualtyledger.projections.processing.Moments;
import org.casualtyledger.projections.processing.PartitionedProjections;
import org.casualtyledger.projections.processing.Projection;
import org.casualtyledger.projections.publications.PublicationProjection;
import org.casualtyledger.projections.publications.PublicationsConfiguration;
import org.casualtyledger.projections.registries.RegistriesConfiguration;
import org.casualtyledger.projections.registries.RegistryProjection;
import org.casualtyledger.projections.replays.ReplaysConfiguration;
import org.casualtyledger.projections.series.SeriesConfiguration;
import org.casualtyledger.projections.series.SeriesProjection;
import org.casualtyledger.projections.tallies.TalliesConfiguration;
import org.casualtyledger.projections.tallies.TallyProjection;
import org.casualtyledger.projections.topic.TopicConfiguration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Wires the read side. Needs two data sources: {@code logDataSource}, of which it reads the schema
 * {@code log}, and {@code readDataSource}, on which it keeps the schema {@code read}; and the
 * shared edge's configuration.
 *
 * <p>Settings: {@code ledger.instance} names this process in claims (default: a new name each
 * start, which waits up to 3 s for the claim of a process that was killed); {@code
 * ledger.projections.chunk} most events of one transaction (default 4,096); {@code
 * ledger.projections.idle} how long to wait when the log has nothing new (default 20 ms); {@code
 * ledger.log.verifier-key}, or {@code ledger.log.verifier-key-file} that holds it: the log's public
 * key as name+id+base64, without which no replay is published; {@code ledger.ready.lag} (default
 * 10,000 events) and {@code ledger.ready.behind} (default 30 s): how far a ready read side may be
 * behind. What feeds it: {@link ChosenFeeds}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    TalliesConfiguration.class,
    SeriesConfiguration.class,
    RegistriesConfiguration.class,
    IncidentsConfiguration.class,
    CandidatesConfiguration.class,
    ReplaysConfiguration.class,
    PublicationsConfiguration.class,
    TopicConfiguration.class,
    FeedOutages.class
})
public class ProjectionsConfiguration {
    @Bean(destroyMethod = "close")
    ChosenFeeds chosenFeeds(
            @Qualifier("logDataSource") DataSource log,
            Traces traces,
            EventTraces events,
            Environment environment) {
        return ChosenFeeds.of(
                log, environment, traces.on() ? Optional.of(events) : Optional.empty());
    }

    @Bean(destroyMethod = "")
    Feed replayFeed(ChosenFeeds feeds) {
        return feeds.replays().whole();
    }

    /** Asked for only where there is a topic. */
    @Bean
    TopicConfiguration.Compared comparedWithTheTopic(ChosenFeeds feeds) {
        return new TopicConfiguration.Compared() {
            @Override
            public Feed topic() {
                return feeds.kafka().orElseThrow().suspicious(log());
            }

            @Override
            public Feed log() {
                return feeds.log().whole();
            }
        };
    }

    @Bean
    PartitionedProjections documentedProjections(
            ChosenFeeds feeds,
            @Qualifier("readDataSource") DataSource read,
            ObservedChunks observed,
            Environment environment) {
        ReadSchema.migrate(read);
        return new PartitionedProjections(
                "documented",
                environment.getProperty("ledger.instance", UUID.randomUUID().toString()),
                feeds.live(),
                read,
                () ->
                        observed.around(
                                projections(Methodologies.DOCUMENTED, feeds.live().partitions())),
                environment.getProperty("ledger.projections.chunk", Integer.class, 4_096),
                environment.getProperty(
                        "ledger.projections.idle", Duration.class, Duration.ofMillis(20)));
    }

    /**
     * All that follows from the log: once for each partition of the live tables, and once for each
     * replay, which runs beside them and shares nothing with them.
     */
    @Bean
    ReplaysConfiguration.Projections everyProjection() {
        return methodology -> projections(methodology, 1);
    }

    private static List<Projection> projections(Methodology methodology, int among) {
        return List.of(
                new Moments(),
                new TallyProjection(methodology, among),
                new SeriesProjection(),
                new RegistryProjection(),
                new TimelineProjection(),
                new SightingProjection(),
                new PublicationProjection());
    }

    @Bean
    ReadPositions readPositions(
            @Qualifier("readDataSource") DataSource read, PartitionedProjections projections) {
        return new ReadPositions(read, projections);
    }

    @Bean
    KnownMethodologies knownMethodologies(@Qualifier("readDataSource") DataSource read) {
        return new KnownMethodologies(read);
    }

    @Bean
    Leaves leaves(@Qualifier("logDataSource") DataSource log) {
        return new Leaves(log);
    }

    @Bean
    DisclosedTexts disclosedTexts(@Qualifier("logDataSource") DataSource log) {
        return new DisclosedTexts(log);
    }

    @Bean
    LogKey logVerifierKey(Environment environment) {
        return new LogKey(
                Optional.ofNullable(environment.getProperty("ledger.log.verifier-key"))
                        .filter(stated -> !stated.isBlank()),
                Optional.ofNullable(environment.getProperty("ledger.log.verifier-key-file"))
                        .filter(stated -> !stated.isBlank())
                        .map(Path::of));
    }

    @Bean
    SignedCheckpoints signedCheckpoints(@Qualifier("logDataSource") DataSource log, LogKey key) {
        SignedLog signed = new SignedLog(log);
        return new SignedCheckpoints() {
            @Override
            public Optional<SignedNote> latest(long atLeast) {
                return signed.latest(atLeast);
            }

            @Override
            public Optional<VerifierKey> key() {
                return key.read();
            }
        };
    }

    @Bean
    ProjectionsLifecycle projectionsLifecycle(PartitionedProjections projections) {
        return new ProjectionsLifecycle(projections);
    }

    @Bean
    TalliesHealth talliesHealth(PartitionedProjections projections, CaughtUp caughtUp) {
        return new TalliesHealth(projections, caughtUp);
    }

    @Bean
    CaughtUp caughtUp(@Qualifier("logDataSource") DataSource log, Environment environment) {
        return new CaughtUp(
                log,
                environment.getProperty("ledger.ready.lag", Long.class, 10_000L),
                environment.getProperty(
                        "ledger.ready.behind", Duration.class, Duration.ofSeconds(30)));
    }

    @Bean
    ProjectionGauges projectionGauges(
            @Qualifier("readDataSource") DataSource read, CaughtUp caughtUp) {
        return new ProjectionGauges(read, caughtUp);
    }

    @Bean
    ObservedChunks observedChunks(MeterRegistry meters, Traces traces, EventTraces events) {
        return new ObservedChunks(meters, traces, events);
    }
}
