package org.casualtyledger.projections.processing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamableEventSource;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.casualtyledger.projections.feed.Feed;
import org.jspecify.annotations.Nullable;

/**
 * The feed as Axon reads it: one message per chunk of events, because a message costs Axon 33 µs
 * whatever is in it. A message's token is the last position that its chunk speaks of.
 */
final class ChunkSource implements StreamableEventSource {
    private final Feed feed;
    private final Share share;
    private final Arrivals arrivals;
    private final int chunk;
    private final Duration idle;

    /**
     * @param feed of the share, or of more than it
     * @param chunk most events of one message
     * @param idle how long to wait before asking the feed again when it had nothing new
     */
    ChunkSource(Feed feed, Share share, Arrivals arrivals, int chunk, Duration idle) {
        this.feed = feed;
        this.share = share;
        this.arrivals = arrivals;
        this.chunk = chunk;
        this.idle = idle;
    }

    @Override
    public MessageStream<EventMessage> open(
            StreamingCondition condition, @Nullable ProcessingContext context) {
        long last = condition.position().position().orElse(-1);
        return new ChunkStream(feed, share, arrivals, chunk, idle, last + 1);
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(-1));
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(
                new GlobalSequenceTrackingToken(feed.head().size() - 1));
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(
            Instant at, @Nullable ProcessingContext context) {
        return CompletableFuture.failedFuture(
                new UnsupportedOperationException("a projection always starts at its position"));
    }
}
