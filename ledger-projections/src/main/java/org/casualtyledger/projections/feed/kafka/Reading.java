package org.casualtyledger.projections.feed.kafka;

import static org.casualtyledger.projections.feed.kafka.KafkaTopic.ANSWER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.casualtyledger.events.topic.TopicEntry;
import org.casualtyledger.projections.feed.FeedBroken;
import org.casualtyledger.projections.feed.FeedEvent;
import org.casualtyledger.projections.feed.FeedUnavailable;

/**
 * One consumer on its way through some partitions, each with its {@link Lane}. Used by one thread
 * at a time; of no use any more once it has thrown.
 */
final class Reading implements AutoCloseable {
    /**
     * How far back what seems to be missing is looked for, in records: not at all, then where two
     * publishers may have written at once for a moment. A reading that began in the middle of such
     * a moment may stand behind one's copy of an event and before the other's.
     */
    private static final List<Integer> LOOK_BACK = List.of(0, 1_024, 16_384);

    /**
     * Records that are read before what is wanted, so that a reading which begins in the middle
     * holds the chain there against what was told before: a broker may have moved a record across
     * that place.
     */
    private static final int CHAIN = 256;

    /** Short, since going back to reread has to wait for it. */
    private static final Duration FETCH_WAIT = Duration.ofMillis(100);

    private final KafkaTopic topic;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<Integer, Way> ways = new TreeMap<>();
    private final long laneBytes;
    private final Predicate<FeedEvent> same;

    /** The position at which whoever reads here goes on. */
    private long next;

    private Reading(
            KafkaTopic topic,
            Consumer<byte[], byte[]> consumer,
            long next,
            long laneBytes,
            Predicate<FeedEvent> same) {
        this.topic = topic;
        this.consumer = consumer;
        this.next = next;
        this.laneBytes = laneBytes;
        this.same = same;
    }

    /** A lane, and where in its partition one is. */
    private static final class Way {
        final TopicPartition where;
        final Lane lane;

        /** Where reading began. */
        final long began;

        /** The offset after the last record that fitted. */
        long fits;

        /** How often it was looked for what is missing there. */
        int looked;

        Way(TopicPartition where, Lane lane, long began) {
            this.where = where;
            this.lane = lane;
            this.began = began;
            this.fits = began;
        }
    }

    /**
     * Begins one.
     *
     * @param laneBytes leaf data that waits for a partition, beyond which no more of it is fetched
     * @param same whether an event that is there again is what it was
     */
    static Reading at(
            KafkaTopic topic,
            Scout scout,
            Collection<Integer> partitions,
            long from,
            int fetchBytes,
            long laneBytes,
            Predicate<FeedEvent> same) {
        Reading reading =
                new Reading(topic, topic.consumer(FETCH_WAIT, fetchBytes), from, laneBytes, same);
        try {
            for (int partition : partitions) {
                reading.ways.put(
                        partition,
                        new Way(
                                topic.partition(partition),
                                new Lane(partition, from),
                                scout.before(partition, from, CHAIN)));
            }
            reading.consumer.assign(reading.ways.values().stream().map(w -> w.where).toList());
            reading.ways.values().forEach(way -> reading.consumer.seek(way.where, way.began));
            return reading;
        } catch (RuntimeException e) {
            reading.close();
            throw e;
        }
    }

    long next() {
        return next;
    }

    void goesOnAt(long position) {
        next = position;
    }

    Lane lane(int partition) {
        return way(partition).lane;
    }

    private Way way(int partition) {
        Way way = ways.get(partition);
        if (way == null) {
            throw new IllegalArgumentException("partition " + partition + " is not read here");
        }
        return way;
    }

    /**
     * Waits for records and has the lanes take them.
     *
     * @return whether any came
     */
    boolean poll(Duration wait) {
        List<TopicPartition> full = new ArrayList<>();
        List<TopicPartition> open = new ArrayList<>();
        for (Way way : ways.values()) {
            boolean enough = way.lane.bytes() >= laneBytes || way.lane.broken().isPresent();
            (enough ? full : open).add(way.where);
        }
        try {
            consumer.pause(full);
            consumer.resume(open);
            ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
            for (TopicPartition where : records.partitions()) {
                take(way(where.partition()), records.records(where));
            }
            return !records.isEmpty();
        } catch (OffsetOutOfRangeException e) {
            throw new FeedUnavailable("the topic was cut at " + e.offsetOutOfRangePartitions());
        } catch (KafkaException e) {
            if (e.getCause() instanceof CorruptRecordException) {
                throw new FeedBroken("a record's checksum is wrong: " + e.getMessage());
            }
            throw new FeedUnavailable("Kafka does not answer", e);
        }
    }

    private void take(Way way, List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                TopicEntry entry = Records.entry(record);
                switch (way.lane.take(record.offset(), entry)) {
                    case NEXT -> {
                        topic.trace(record, entry);
                        way.fits = record.offset() + 1;
                        way.looked = 0;
                    }
                    case AGAIN -> {
                        passOver(way, record.offset(), entry);
                        way.fits = Math.max(way.fits, record.offset() + 1);
                    }
                    case TOO_FAR -> {
                        if (!readsAgain(way)) {
                            way.lane.breaks(record.offset(), entry);
                        }
                        return;
                    }
                }
            }
        } catch (FeedBroken e) {
            way.lane.breaks(e);
        }
    }

    private void passOver(Way way, long offset, TopicEntry entry) {
        if (entry instanceof TopicEntry.Event event
                && !same.test(new FeedEvent(event.position(), event.leaf()))) {
            throw new FeedBroken(
                    event.position(),
                    way.where
                            + ", offset "
                            + offset
                            + ": position "
                            + event.position()
                            + " is there again and is not what it was");
        }
    }

    /** Goes back, if there is anything that was not looked at for what is missing. */
    private boolean readsAgain(Way way) {
        if (way.looked == LOOK_BACK.size()) {
            return false;
        }
        int back = LOOK_BACK.get(way.looked++);
        if (back == 0) {
            consumer.seek(way.where, way.fits);
            return true;
        }
        // What lies between its beginning and here was all read.
        if (way.began == 0 || way.fits - way.began > LOOK_BACK.getLast()) {
            return false;
        }
        consumer.seek(way.where, Math.max(0, way.began - back));
        return true;
    }

    /** Whether there may be more of a partition right now, as far as was heard from the broker. */
    boolean lags(int partition) {
        return consumer.currentLag(way(partition).where).orElse(1) > 0;
    }

    /**
     * Whether all there is of some partitions was read; asks the broker.
     *
     * @throws FeedUnavailable if none answers
     */
    boolean isAtEnd(Collection<Integer> partitions) {
        List<TopicPartition> wanted = partitions.stream().map(p -> way(p).where).toList();
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(wanted, ANSWER);
            for (TopicPartition where : wanted) {
                if (ends.getOrDefault(where, Long.MAX_VALUE) > consumer.position(where, ANSWER)) {
                    return false;
                }
            }
            return true;
        } catch (KafkaException e) {
            throw new FeedUnavailable("Kafka does not answer", e);
        }
    }

    @Override
    public void close() {
        KafkaTopic.close(consumer);
    }
}
