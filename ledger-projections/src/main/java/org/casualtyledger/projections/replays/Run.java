package org.casualtyledger.projections.replays;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.casualtyledger.projections.processing.Chunk;
import org.casualtyledger.projections.processing.Projection;
import org.casualtyledger.projections.processing.ProjectionProcessor;

/**
 * A replay that this process folds: the same processor and projections as the live ones, instances
 * of its own, over the replay's schema.
 */
final class Run {
    /** How often a replay that follows the log looks for more. */
    private static final Duration IDLE = Duration.ofMillis(20);

    private final HashedFeed feed;
    private final DataSource shadow;
    private final ProjectionProcessor processor;
    private final Counter counter = new Counter();

    /**
     * @param owner names this process in claims
     */
    Run(
            Replay replay,
            String owner,
            HashedFeed feed,
            DataSource shadow,
            List<Projection> projections) {
        this.feed = feed;
        this.shadow = shadow;
        List<Projection> all = new ArrayList<>(projections);
        all.add(counter);
        this.processor =
                new ProjectionProcessor(
                        "documented", owner, feed, shadow, all, replay.question().chunk(), IDLE);
    }

    void start() {
        counter.start();
        processor.start();
    }

    /** Stops after the chunk in hand and gives the claim back. */
    void stop() {
        processor.stop();
    }

    /** Whether it folds; not so once an event stopped it. */
    boolean isRunning() {
        return processor.isRunning();
    }

    long position() {
        return processor.position();
    }

    HashedFeed feed() {
        return feed;
    }

    DataSource shadow() {
        return shadow;
    }

    Replay.Pace pace() {
        return counter.pace();
    }

    /** Counts what is folded; the last projection, so that its time is that of the whole chunk. */
    private static final class Counter implements Projection {
        private final AtomicLong events = new AtomicLong();
        private volatile long begun;
        private volatile long last;

        void start() {
            events.set(0);
            begun = System.nanoTime();
        }

        @Override
        public void apply(Connection connection, Chunk chunk) throws SQLException {
            events.addAndGet(chunk.events().size());
            last = System.nanoTime();
        }

        @Override
        public void forget() {}

        Replay.Pace pace() {
            long counted = events.get();
            double seconds = (last - begun) / 1e9;
            return counted == 0 || seconds <= 0
                    ? Replay.Pace.UNKNOWN
                    : new Replay.Pace(OptionalDouble.of(counted / seconds));
        }
    }
}
