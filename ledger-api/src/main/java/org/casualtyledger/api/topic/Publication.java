package org.casualtyledger.api.topic;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.topic.TopicEntry;

/**
 * One turn of publishing: learns from Kafka alone what Kafka has, and goes on from there.
 *
 * <p>A crash at any moment leaves each partition with a beginning of what belongs into it; the next
 * turn, here or elsewhere, reads how far each has come, begins at the lowest, and leaves out what
 * the others have.
 */
final class Publication implements AutoCloseable {
    /** How often partitions are told how far the log is published, while it moves. */
    static final Duration TELL_EVERY = Duration.ofMillis(250);

    private final CommittedLog log;
    private final TopicWriter writer;
    private final EventRecords records;
    private final PublicationTraces traces;
    private List<CommittedLog.Row> page = List.of();
    private long next;
    private Instant at;
    private long told;
    private long toldNanos = System.nanoTime() - TELL_EVERY.toNanos();

    private Publication(
            CommittedLog log,
            TopicWriter writer,
            EventRecords records,
            PublicationTraces traces,
            long next,
            Instant at) {
        this.log = log;
        this.traces = traces;
        this.writer = writer;
        this.records = records;
        this.next = next;
        this.at = at;
    }

    /**
     * @param origin the log's name
     * @throws UnfitTopic where the topic cannot hold this log, or holds another
     */
    static Publication open(
            TopicSettings settings, String origin, CommittedLog log, PublicationTraces traces)
            throws UnfitTopic, PublicationStopped, SQLException, InterruptedException {
        new Topic(settings).prepare();
        List<PartitionEnd> ends = new TopicEnds(settings).read();
        requireSame(settings, log, ends);
        long next = ends.stream().mapToLong(PartitionEnd::size).min().orElseThrow();
        Instant at = next == 0 ? Instant.EPOCH : log.at(next - 1).orElseThrow();
        return new Publication(
                log,
                new TopicWriter(settings),
                new EventRecords(settings, origin, ends),
                traces,
                next,
                at);
    }

    /** What the topic has must be what the log has. */
    private static void requireSame(
            TopicSettings settings, CommittedLog log, List<PartitionEnd> ends)
            throws UnfitTopic, SQLException {
        long size = log.end().size();
        for (PartitionEnd end : ends) {
            if (end.size() > size) {
                throw new UnfitTopic(
                        ("topic %s has events up to position %d, and the log has %d: the database is older than the topic."
                                        + " Recover with `ledger recover --from kafka --unsigned`, or name a new topic in ledger.topic.name")
                                .formatted(settings.name(), end.size() - 1, size));
            }
            if (end.newest().isPresent()) {
                TopicEntry.Event newest = end.newest().get();
                List<CommittedLog.Row> row = log.read(newest.position(), newest.position() + 1);
                if (!Arrays.equals(row.getFirst().leaf(), newest.leaf())) {
                    throw new UnfitTopic(
                            "topic %s has another history: its event at position %d is not the log's. Name a new topic in ledger.topic.name"
                                    .formatted(settings.name(), newest.position()));
                }
            }
        }
    }

    /** All events below it are acknowledged. */
    long size() {
        return next;
    }

    /** What a round did. */
    record Round(int events, int records) {}

    /**
     * Publishes the next burst, if the log has more, and tells the partitions how far it is, where
     * it is time to.
     *
     * @throws PublicationStopped where the log is held, Kafka does not answer, or the turn is over
     */
    Round round(Turn turn)
            throws PublicationStopped, UnfitTopic, SQLException, InterruptedException {
        CommittedLog.End end = log.end();
        Optional<String> held = end.held();
        if (held.isPresent()) {
            throw new PublicationStopped("the log is held, so nothing is published: " + held.get());
        }
        if (end.size() < next) {
            throw new PublicationStopped(
                    "the log has %d events, and %d are published".formatted(end.size(), next));
        }
        Round round = new Round(0, 0);
        if (page.isEmpty() && next < end.size()) {
            page = log.read(next, end.size());
        }
        if (!page.isEmpty()) {
            EventRecords.Burst burst = records.next(page);
            try (PublicationTraces.Burst traced = traces.begin(burst.records())) {
                writer.write(burst.records(), turn);
                traced.acknowledged();
            }
            page = page.subList(burst.events(), page.size());
            next += burst.events();
            at = burst.at();
            round = new Round(burst.events(), burst.records().size());
        }
        tell(turn);
        return round;
    }

    private void tell(Turn turn)
            throws PublicationStopped, UnfitTopic, SQLException, InterruptedException {
        long now = System.nanoTime();
        if (next == told || now - toldNanos < TELL_EVERY.toNanos()) {
            return;
        }
        writer.write(records.progress(next, at), turn);
        told = next;
        toldNanos = now;
    }

    /** How long until something has to be told; {@link #TELL_EVERY} where nothing has. */
    Duration untilTelling() {
        Duration since = Duration.ofNanos(System.nanoTime() - toldNanos);
        return next == told || since.compareTo(TELL_EVERY) >= 0
                ? TELL_EVERY
                : TELL_EVERY.minus(since);
    }

    @Override
    public void close() {
        writer.close();
    }
}
