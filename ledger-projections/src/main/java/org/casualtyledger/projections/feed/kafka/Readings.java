package org.casualtyledger.projections.feed.kafka;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.casualtyledger.projections.feed.FeedBroken;
import org.casualtyledger.projections.feed.FeedPage;
import org.casualtyledger.projections.feed.FeedUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readings of one feed. A reader that goes on where its last page ended is given the reading
 * that stands there, so each of several readers has its own; who asks elsewhere begins a new one.
 *
 * <p>Safe for many threads: a reading in use is in nobody else's hands.
 */
final class Readings implements AutoCloseable {
    /** Readings that wait for their readers: each holds what it fetched ahead, some megabytes. */
    private static final int KEPT = 4;

    /** How long a fault is told again without looking: topics do not mend in less. */
    private static final long STANDS_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final Logger LOG = LoggerFactory.getLogger(Readings.class);

    private record Fault(long from, FeedBroken why, long until) {}

    private final LongFunction<Reading> begins;
    private final ArrayDeque<Reading> idle = new ArrayDeque<>();
    private Optional<Fault> fault = Optional.empty();
    private boolean closed;

    Readings(LongFunction<Reading> begins) {
        this.begins = begins;
    }

    /**
     * A page from a position on. What seems to be broken to a reading that goes on is read again by
     * a new one before anybody is told: the topic may have been deleted and published again under
     * its offsets.
     */
    FeedPage read(long from, Function<Reading, FeedPage> pages) {
        Optional<Reading> standing = standing(from);
        if (standing.isPresent()) {
            try {
                return page(standing.get(), pages);
            } catch (FeedBroken e) {
                LOG.info("read anew from position {}: {}", from, e.getMessage());
            }
        }
        try {
            return page(begins.apply(from), pages);
        } catch (FeedBroken e) {
            remember(new Fault(from, e, System.nanoTime() + STANDS_NANOS));
            throw e;
        }
    }

    private FeedPage page(Reading reading, Function<Reading, FeedPage> pages) {
        try {
            FeedPage page = pages.apply(reading);
            reading.goesOnAt(page.through());
            keep(reading);
            return page;
        } catch (RuntimeException e) {
            reading.close();
            throw e;
        }
    }

    private synchronized Optional<Reading> standing(long from) {
        if (closed) {
            throw new FeedUnavailable("the feed is closed");
        }
        if (fault.isPresent() && fault.get().from() == from) {
            if (System.nanoTime() - fault.get().until() < 0) {
                throw fault.get().why();
            }
            fault = Optional.empty();
        }
        for (Iterator<Reading> readings = idle.iterator(); readings.hasNext(); ) {
            Reading reading = readings.next();
            if (reading.next() == from) {
                readings.remove();
                return Optional.of(reading);
            }
        }
        return Optional.empty();
    }

    private synchronized void remember(Fault noticed) {
        fault = Optional.of(noticed);
    }

    private synchronized void keep(Reading reading) {
        idle.addFirst(reading);
        while (idle.size() > (closed ? 0 : KEPT)) {
            idle.removeLast().close();
        }
    }

    /** Ends those that nobody uses; the others end when they come back. */
    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(Reading::close);
        idle.clear();
    }
}
