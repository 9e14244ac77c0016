package org.casualtyledger.projections.feed.kafka;

import java.time.Duration;
import java.util.List;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.FeedHead;
import org.casualtyledger.projections.feed.FeedPage;
import org.casualtyledger.projections.feed.FeedUnavailable;

/**
 * What belongs into one partition, from Kafka.
 *
 * <p>An event is shown once all before it in the partition were: what its header names as the one
 * before it is the last one that was. A record that was sent twice is passed over. One that comes
 * too early stops the reader, after it was read again and looked for what is missing: everything
 * before is shown, then {@link org.casualtyledger.projections.feed.FeedBroken} names it.
 *
 * <p>Altered bytes cannot be seen here: that is the topic's checker's part.
 */
final class PartitionFeed implements Feed, AutoCloseable {
    /** Most bytes of leaf data in one answer, as the log's own feed has it. */
    static final int ANSWER_BYTES = 16 << 20;

    /** What one fetch brings at most: about a chunk of usual events. */
    private static final int FETCH_BYTES = 8 << 20;

    /** How long a reader is kept waiting for something to be published. */
    static final Duration WAIT = Duration.ofMillis(100);

    /** How long an answer that has something waits for what is known to be there besides. */
    static final Duration MORE = Duration.ofMillis(50);

    private final int partition;
    private final Scout scout;
    private final Readings readings;

    PartitionFeed(KafkaTopic topic, Scout scout, int partition) {
        this.partition = partition;
        this.scout = scout;
        this.readings =
                new Readings(
                        from ->
                                Reading.at(
                                        topic,
                                        scout,
                                        List.of(partition),
                                        from,
                                        FETCH_BYTES,
                                        ANSWER_BYTES,
                                        _ -> true));
    }

    @Override
    public FeedHead head() {
        return scout.head();
    }

    @Override
    public FeedPage read(long from, int limit) {
        return readings.read(from, reading -> read(reading, from, limit));
    }

    private FeedPage read(Reading reading, long from, int limit) {
        Lane lane = reading.lane(partition);
        long deadline = System.nanoTime() + KafkaTopic.ANSWER.toNanos();
        while (lane.size() < limit && lane.bytes() < ANSWER_BYTES && lane.broken().isEmpty()) {
            if (lane.size() > 0 || lane.complete() > from) {
                if (!reading.lags(partition) || !reading.poll(MORE)) {
                    break;
                }
            } else if (!reading.poll(WAIT)) {
                if (reading.isAtEnd(List.of(partition))) {
                    break;
                }
                if (System.nanoTime() > deadline) {
                    throw new FeedUnavailable(
                            "no broker sends what partition " + partition + " has");
                }
            }
        }
        return lane.page(from, limit, ANSWER_BYTES);
    }

    @Override
    public void close() {
        readings.close();
    }
}
