package org.casualtyledger.api.topic;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.api.eventlog.LogUnavailable;
import org.casualtyledger.edge.observe.Gauges;

/** How publication stands, as far as this instance knows: of several, the one that publishes. */
final class TopicGauges implements Gauges {
    private final Publisher publisher;
    private final CommittedLog log;

    TopicGauges(Publisher publisher, CommittedLog log) {
        this.publisher = publisher;
        this.log = log;
    }

    @Override
    public String source() {
        return "topic";
    }

    @Override
    public List<Reading> read() {
        Published published = publisher.published();
        List<Reading> readings = new ArrayList<>();
        readings.add(
                Reading.of(
                        "ledger.topic.publishing",
                        "1 in the instance that publishes",
                        published.publishing() ? 1 : 0));
        readings.add(
                Reading.of(
                        "ledger.topic.failed",
                        "1 while a fault keeps this instance from publishing",
                        published.fault().isPresent() ? 1 : 0));
        boolean knows = published.publishing() || published.fault().isPresent();
        if (knows && published.size().isPresent()) {
            long size = published.size().getAsLong();
            readings.add(
                    Reading.of(
                            "ledger.topic.published.size",
                            "All events below it are in the topic",
                            size));
            readings.add(
                    Reading.of(
                            "ledger.topic.unpublished.seconds",
                            "Since the first event that is not in the topic was committed",
                            unpublished(size).toMillis() / 1e3));
        }
        return readings;
    }

    private Duration unpublished(long size) {
        try {
            Duration age =
                    log.at(size)
                            .map(at -> Duration.between(at, Instant.now()))
                            .orElse(Duration.ZERO);
            return age.isNegative() ? Duration.ZERO : age;
        } catch (SQLException e) {
            throw LogUnavailable.store(e);
        }
    }
}
