package org.casualtyledger.projections;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.casualtyledger.edge.observe.EventTraces;
import org.casualtyledger.projections.feed.Feeds;
import org.casualtyledger.projections.feed.LogFeeds;
import org.casualtyledger.projections.feed.LogTailFeed;
import org.casualtyledger.projections.feed.kafka.KafkaFeeds;
import org.casualtyledger.projections.feed.kafka.KafkaTopic;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The feeds that the settings choose. Nothing is asked of a broker before one is read.
 *
 * @param log the log itself, whatever else is chosen
 * @param live what the live projections follow
 * @param replays what replays read
 * @param kafka the topic, where there is one
 */
record ChosenFeeds(Feeds log, Feeds live, Feeds replays, Optional<KafkaFeeds> kafka)
        implements AutoCloseable {
    private static final int PARTITIONS = 8;

    /** There are fewer theatres with many events; each costs a connection and three threads. */
    private static final int MOST_PARTITIONS = 64;

    private enum Choice {
        LOG,
        KAFKA
    }

    /**
     * By {@code ledger.feed}, {@code log} (default) or {@code kafka}; {@code ledger.replays.feed},
     * likewise (default: the same); {@code ledger.kafka.bootstrap-servers}, where Kafka is, with
     * {@code ledger.kafka.properties.*} for its client; {@code ledger.topic.name} (default
     * casualty-ledger) and {@code ledger.topic.partitions} (default 8); {@code
     * ledger.projections.partitions}, into how many partitions the log is cut where it is read
     * itself (default 1), among which all processes with the same tables share the work.
     *
     * @param traces is told from which spans the topic's events came
     * @throws IllegalArgumentException naming the setting that is none
     */
    static ChosenFeeds of(
            DataSource dataSource, Environment environment, Optional<EventTraces> traces) {
        Choice live = live(environment);
        Choice replays = choice(environment, "ledger.replays.feed", live);
        Feeds log = new LogFeeds(new LogTailFeed(dataSource), partitionsOfLog(environment));
        Optional<KafkaFeeds> kafka = topic(environment, traces).map(KafkaFeeds::new);
        if (kafka.isEmpty() && (live == Choice.KAFKA || replays == Choice.KAFKA)) {
            throw new IllegalArgumentException(
                    "ledger.feed or ledger.replays.feed is kafka, and"
                            + " ledger.kafka.bootstrap-servers does not say where that is");
        }
        return new ChosenFeeds(
                log,
                live == Choice.KAFKA ? kafka.orElseThrow() : log,
                replays == Choice.KAFKA ? kafka.orElseThrow() : log,
                kafka);
    }

    /** Whether there is a topic. */
    static boolean hasTopic(Environment environment) {
        return !environment.getProperty("ledger.kafka.bootstrap-servers", "").isBlank();
    }

    private static Optional<KafkaTopic> topic(
            Environment environment, Optional<EventTraces> traces) {
        if (!hasTopic(environment)) {
            return Optional.empty();
        }
        return Optional.of(
                new KafkaTopic(
                        environment.getRequiredProperty("ledger.kafka.bootstrap-servers").strip(),
                        environment.getProperty("ledger.topic.name", "casualty-ledger"),
                        partitionsOfTopic(environment),
                        Binder.get(environment)
                                .bind(
                                        "ledger.kafka.properties",
                                        Bindable.mapOf(String.class, String.class))
                                .orElse(Map.of()),
                        traces));
    }

    /** How many partitions are applied beside each other; each needs a connection. */
    static int partitions(Environment environment) {
        return live(environment) == Choice.KAFKA
                ? partitionsOfTopic(environment)
                : partitionsOfLog(environment);
    }

    private static Choice live(Environment environment) {
        return choice(environment, "ledger.feed", Choice.LOG);
    }

    private static int partitionsOfLog(Environment environment) {
        return partitions(environment, "ledger.projections.partitions", 1);
    }

    private static int partitionsOfTopic(Environment environment) {
        return partitions(environment, "ledger.topic.partitions", PARTITIONS);
    }

    private static int partitions(Environment environment, String setting, int otherwise) {
        int partitions = environment.getProperty(setting, Integer.class, otherwise);
        if (partitions < 1 || partitions > MOST_PARTITIONS) {
            throw new IllegalArgumentException(
                    setting + " is " + partitions + ": must be 1 to " + MOST_PARTITIONS);
        }
        return partitions;
    }

    private static Choice choice(Environment environment, String setting, Choice otherwise) {
        String stated = environment.getProperty(setting, "").strip();
        return switch (stated.toLowerCase(Locale.ROOT)) {
            case "" -> otherwise;
            case "log" -> Choice.LOG;
            case "kafka" -> Choice.KAFKA;
            default ->
                    throw new IllegalArgumentException(
                            setting + " must be log or kafka and is " + stated);
        };
    }

    @Override
    public void close() {
        kafka.ifPresent(KafkaFeeds::close);
        log.close();
    }
}
