package org.casualtyledger.api.topic;

import java.io.IOException;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.casualtyledger.api.eventlog.LeafArchive;

/** The topic, read back: its partitions merged into the one sequence that they were cut from. */
final class TopicArchive implements LeafArchive {
    private final TopicSettings settings;

    TopicArchive(TopicSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "the topic " + settings.name();
    }

    @Override
    public Reading read(long position, Instant recorded) throws IOException {
        try {
            return TopicMerge.open(settings, position, recorded);
        } catch (KafkaException e) {
            throw new IOException("Kafka does not answer: " + e.getMessage(), e);
        }
    }
}
