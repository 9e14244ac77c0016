package org.casualtyledger.api.topic;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Writes bursts of records, one after the other.
 *
 * <p><b>Durability.</b> {@link #write} returns once every record is acknowledged by all replicas in
 * sync.
 *
 * <p><b>Order.</b> Records of one partition are written in their order, and a later one never
 * without an earlier one. A burst is one batch of each partition, which Kafka takes or refuses as a
 * whole; the next is begun when all of it is acknowledged; and where anything failed, the producer
 * is closed with what it still holds.
 *
 * <p><b>Crash.</b> Before the answer: each partition has its part of the burst or has not. A batch
 * that is still on its way may arrive after another publisher has written the same: readers know
 * its positions and pass them over. Whoever goes on reads from the topic what is there.
 *
 * <p><b>Concurrency.</b> For one thread.
 */
final class TopicWriter implements AutoCloseable {
    /**
     * How long Kafka may take over a burst: it may have to find another leader meanwhile. Whoever
     * gives up begins again, so little is lost by it.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** While it waits the lease has to be kept. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final KafkaProducer<byte[], byte[]> producer;
    private final long[] nextOffset;

    TopicWriter(TopicSettings settings) {
        this.producer = new KafkaProducer<>(settings.producer());
        this.nextOffset = new long[settings.partitions().count()];
    }

    /**
     * @param records in the order of each partition; of one partition no more than fit into a batch
     * @throws PublicationStopped where not all was acknowledged, or the turn is over
     * @throws UnfitTopic where Kafka has lost records that it had acknowledged
     */
    void write(List<ProducerRecord<byte[], byte[]>> records, Turn turn)
            throws PublicationStopped, UnfitTopic, SQLException, InterruptedException {
        Acknowledgements acknowledged = new Acknowledgements(records.size());
        for (ProducerRecord<byte[], byte[]> record : records) {
            // Only taken in: the producer lingers until it is told to flush.
            var unused = producer.send(record, acknowledged::came);
            // Without Kafka's metadata every single one would wait for it.
            acknowledged.requireNoFailure();
        }
        turn.keep();
        if (!turn.isYoung()) {
            throw new PublicationStopped("this process stood still for too long to know its turn");
        }
        // From here on it may be written. Flushing ends when the producer is closed, at the latest.
        Thread.ofVirtual().name("ledger-topic-flush").start(producer::flush);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!acknowledged.within(LOOK_EVERY)) {
            turn.keep();
            if (System.nanoTime() > deadline) {
                throw new PublicationStopped(
                        "Kafka did not acknowledge within " + PATIENCE.toSeconds() + " s");
            }
        }
        acknowledged.requireNoFailure();
        acknowledged.requireNothingLost();
    }

    /** At once, with what was not acknowledged; also by a thread that was interrupted. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        producer.close(Duration.ZERO);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Called back on the producer's one thread. */
    private final class Acknowledgements {
        private final CountDownLatch missing;
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        private volatile int lost = -1;

        Acknowledgements(int records) {
            this.missing = new CountDownLatch(records);
        }

        void came(@Nullable RecordMetadata metadata, @Nullable Exception failed) {
            if (failed != null) {
                failure.compareAndSet(null, failed);
            } else if (metadata != null && metadata.hasOffset()) {
                // Offsets only grow, unless Kafka has lost what it had acknowledged.
                if (metadata.offset() < nextOffset[metadata.partition()]) {
                    lost = metadata.partition();
                }
                nextOffset[metadata.partition()] = metadata.offset() + 1;
            }
            missing.countDown();
        }

        boolean within(Duration time) throws InterruptedException {
            return missing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        }

        void requireNoFailure() throws PublicationStopped {
            Exception failed = failure.get();
            if (failed != null) {
                throw new PublicationStopped("Kafka takes no records: " + failed, failed);
            }
        }

        void requireNothingLost() throws UnfitTopic {
            if (lost >= 0) {
                throw new UnfitTopic(
                        "Kafka has lost records of partition %d that it had acknowledged"
                                .formatted(lost));
            }
        }
    }
}
