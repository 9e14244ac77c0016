package org.casualtyledger.projections;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.casualtyledger.projections.feed.Feeds;
import org.casualtyledger.projections.feed.LogFeeds;
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

    private enum Choice {
        LOG,
        KAFKA
    }

    /**
     * By {@code ledger.feed}, {@code ledger.replays.feed}, {@code ledger.kafka.*} and {@code
     * ledger.topic.*}.
     *
     * @throws IllegalArgumentException naming the setting that is none
     */
    static ChosenFeeds of(DataSource dataSource, Environment environment) {
        Choice live = choice(environment, "ledger.feed", Choice.LOG);
        Choice replays = choice(environment, "ledger.replays.feed", live);
        Feeds log = new LogFeeds(dataSource);
        Optional<KafkaFeeds> kafka = topic(environment).map(KafkaFeeds::new);
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

    private static Optional<KafkaTopic> topic(Environment environment) {
        if (!hasTopic(environment)) {
            return Optional.empty();
        }
        return Optional.of(
                new KafkaTopic(
                        environment.getRequiredProperty("ledger.kafka.bootstrap-servers").strip(),
                        environment.getProperty("ledger.topic.name", "casualty-ledger"),
                        environment.getProperty(
                                "ledger.topic.partitions", Integer.class, PARTITIONS),
                        Binder.get(environment)
                                .bind(
                                        "ledger.kafka.properties",
                                        Bindable.mapOf(String.class, String.class))
                                .orElse(Map.of())));
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
