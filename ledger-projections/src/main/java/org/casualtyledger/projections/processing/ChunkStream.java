package org.casualtyledger.projections.processing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.FeedBroken;
import org.casualtyledger.projections.feed.FeedPage;
import org.casualtyledger.projections.feed.FeedUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and decodes ahead of the processor, on a thread of its own, a bounded number of chunks.
 *
 * <p>Axon queues up to 1,024 messages for a segment. That many chunks would be gigabytes, so the
 * bound is here: a chunk is read only when fewer than {@link #AHEAD} are unhandled.
 */
final class ChunkStream implements MessageStream<EventMessage> {
    /** Chunks in memory: one being written, one decoded and waiting, one being read. */
    private static final int AHEAD = 3;

    /** How long to leave a feed alone that did not answer. */
    private static final Duration OUTAGE = Duration.ofMillis(500);

    /** How long a read in hand may take before closing goes on without it. */
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /**
     * How often at most it is told that there is nothing for this processor: each time costs a
     * commit, and readers wait for the slowest partition this much longer.
     */
    private static final long PROGRESS_NANOS = 50_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(ChunkStream.class);

    private final Feed feed;
    private final Share share;
    private final Arrivals arrivals;
    private final int chunk;
    private final Duration idle;
    private final Semaphore room = new Semaphore(AHEAD);
    private final ConcurrentLinkedDeque<Entry<EventMessage>> ready = new ConcurrentLinkedDeque<>();
    private final Thread reader;
    private volatile Runnable callback = () -> {};
    private volatile boolean closed;
    private long next;
    private long told = System.nanoTime();

    ChunkStream(Feed feed, Share share, Arrivals arrivals, int chunk, Duration idle, long from) {
        this.feed = feed;
        this.share = share;
        this.arrivals = arrivals;
        this.chunk = chunk;
        this.idle = idle;
        this.next = from;
        this.reader = Thread.ofPlatform().name("feed-reader").daemon().unstarted(this::readAhead);
        reader.start();
    }

    private void readAhead() {
        try {
            boolean unreadable = false;
            while (!closed && !unreadable) {
                room.acquire();
                List<DecodedChunk> chunks = DecodedChunk.of(share, next, await());
                for (int i = 0; i < chunks.size(); i++) {
                    if (i > 0) {
                        room.acquire();
                    }
                    awaitArrival(chunks.get(i));
                    offer(chunks.get(i));
                    unreadable = chunks.get(i).unreadable().isPresent(); // nothing can follow it
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("feed reader ends: its stream was closed");
        } catch (RejectedExecutionException e) {
            // Axon's coordinator takes no task once its processor is being stopped, which a chunk
            // that arrives at that moment may find out before the stream is closed.
            LOG.debug("feed reader ends: its processor is being stopped");
        }
    }

    private void offer(DecodedChunk decoded) {
        next = decoded.last() + 1;
        told = System.nanoTime();
        Context context =
                TrackingToken.addToContext(
                        Context.empty(), new GlobalSequenceTrackingToken(decoded.last()));
        ready.add(new SimpleEntry<>(new ChunkMessage(decoded, room::release).message(), context));
        callback.run();
    }

    /** Blocks until an incident that comes with the chunk has left where it was. */
    private void awaitArrival(DecodedChunk decoded) throws InterruptedException {
        boolean here = decoded.arrival().isEmpty();
        while (!here) {
            try {
                here = arrivals.isHere(decoded.arrival().orElseThrow());
            } catch (ReadSideUnavailable e) {
                LOG.debug("an arrival at position {} waits for the store", decoded.from(), e);
                Thread.sleep(OUTAGE);
            }
            if (!here) {
                Thread.sleep(idle);
            }
        }
    }

    /**
     * Blocks until the feed tells more; an outage is waited out, and seen as lag. Several pages
     * without events become one, for as long as {@link #PROGRESS_NANOS}.
     */
    private FeedPage await() throws InterruptedException {
        boolean outage = false;
        long reached = next;
        while (true) {
            try {
                FeedPage page = feed.read(reached, chunk);
                if (outage) {
                    LOG.info("the feed answers again, at position {}", reached);
                    outage = false;
                }
                boolean more = page.isBeyond(reached);
                reached = page.through();
                boolean due = reached > next && System.nanoTime() - told > PROGRESS_NANOS;
                if (!page.events().isEmpty() || due) {
                    return page;
                }
                if (!more) {
                    Thread.sleep(idle);
                }
            } catch (FeedUnavailable | FeedBroken e) {
                if (closed) {
                    throw new InterruptedException("closed");
                }
                if (!outage) {
                    LOG.error("the feed cannot be read at position {}", reached, e);
                    outage = true;
                }
                Thread.sleep(OUTAGE);
            }
        }
    }

    @Override
    public Optional<Entry<EventMessage>> next() {
        return Optional.ofNullable(ready.pollFirst());
    }

    @Override
    public Optional<Entry<EventMessage>> peek() {
        return Optional.ofNullable(ready.peekFirst());
    }

    @Override
    public void setCallback(Runnable onAvailable) {
        callback = onAvailable;
        if (!ready.isEmpty()) {
            onAvailable.run();
        }
    }

    @Override
    public Optional<Throwable> error() {
        return Optional.empty();
    }

    @Override
    public boolean isCompleted() {
        return closed;
    }

    @Override
    public boolean hasNextAvailable() {
        return !ready.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
        try {
            reader.join(CLOSE); // so that nobody reads on a pool that is closed next
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
