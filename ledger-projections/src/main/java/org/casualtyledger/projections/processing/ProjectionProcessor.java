package org.casualtyledger.projections.processing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.axonframework.messaging.core.EmptyApplicationContext;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.SimpleEventHandlingComponent;
import org.axonframework.messaging.eventhandling.processing.errorhandling.PropagatingErrorHandler;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorConfiguration;
import org.axonframework.messaging.eventhandling.sequencing.SequentialPolicy;
import org.casualtyledger.projections.feed.Feed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs projections over the feed: Axon's pooled streaming processor with one segment, one message a
 * chunk, one transaction a message.
 *
 * <p>An event that cannot be applied stops it. Everything before the event is stored, {@link
 * #health()} and {@code feed_position} name it and say why, and nothing is tried again until {@link
 * #resume()} or a restart. An outage of the database does not stop it: Axon gives the claim back
 * and comes again, after one second, then two, up to a minute.
 */
public final class ProjectionProcessor implements Applying {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionProcessor.class);

    /** Axon extends a claim of 3 s when it was not extended for this long. */
    private static final long EXTEND_CLAIM_MILLIS = 1_000;

    /** How often Axon looks for a claim to take. */
    private static final long CLAIM_MILLIS = 500;

    /** How long a stop may take: the chunk in hand is finished first. */
    private static final Duration STOP = Duration.ofSeconds(20);

    private final String name;
    private final Share share;
    private final Feed feed;
    private final DataSource read;
    private final FeedPosition row;
    private final ChunkSource source;
    private final List<Projection> projections;
    private Optional<Running> running = Optional.empty();
    private volatile boolean halted;

    /**
     * Of the whole log.
     *
     * @param name of the projection in {@code feed_position}
     * @param owner names this process in claims; a process that comes back under the same name need
     *     not wait for its own old claim to end
     * @param chunk most events of one transaction
     * @param idle how long to wait when the feed has nothing new
     */
    public ProjectionProcessor(
            String name,
            String owner,
            Feed feed,
            DataSource read,
            List<Projection> projections,
            int chunk,
            Duration idle) {
        this(name, owner, Share.WHOLE, feed, read, projections, chunk, idle);
    }

    /**
     * @param share what of the feed it applies
     */
    ProjectionProcessor(
            String name,
            String owner,
            Share share,
            Feed feed,
            DataSource read,
            List<Projection> projections,
            int chunk,
            Duration idle) {
        this.name = name;
        this.share = share;
        this.feed = feed;
        this.read = read;
        this.row = new FeedPosition(name, owner, share);
        this.source = new ChunkSource(feed, share, new Arrivals(read, name), chunk, idle);
        this.projections = List.copyOf(projections);
    }

    private record Running(
            PooledStreamingEventProcessor processor,
            ScheduledExecutorService coordinator,
            ScheduledExecutorService worker) {}

    public synchronized void start() {
        if (running.isPresent()) {
            return;
        }
        halted = false;
        ScheduledExecutorService coordinator = oneThread("coordinator");
        ScheduledExecutorService worker = oneThread("worker");
        FeedPositionTokens tokens = new FeedPositionTokens(read, row);
        ChunkHandler handler = new ChunkHandler(read, row, tokens, projections, this::halt);
        PooledStreamingEventProcessor processor =
                new PooledStreamingEventProcessor(
                        name,
                        List.of(
                                new SimpleEventHandlingComponent(SequentialPolicy.INSTANCE)
                                        .subscribe(
                                                ChunkMessage.NAME,
                                                (message, context) -> {
                                                    handler.handle(message, context);
                                                    return MessageStream.empty();
                                                })),
                        new PooledStreamingEventProcessorConfiguration()
                                .eventSource(source)
                                .tokenStore(tokens)
                                .unitOfWorkFactory(
                                        new SimpleUnitOfWorkFactory(
                                                EmptyApplicationContext.INSTANCE))
                                .coordinatorExecutor(coordinator)
                                .workerExecutor(worker)
                                .errorHandler(PropagatingErrorHandler.instance())
                                .initialToken(start -> start.firstToken(null))
                                .initialSegmentCount(1)
                                .batchSize(1)
                                .claimExtensionThreshold(EXTEND_CLAIM_MILLIS)
                                .tokenClaimInterval(CLAIM_MILLIS));
        running = Optional.of(new Running(processor, coordinator, worker));
        join(processor.start());
    }

    /** Stops after the chunk in hand and gives the claim back. */
    public synchronized void stop() {
        running.ifPresent(
                r -> {
                    join(r.processor().shutdown());
                    r.coordinator().shutdown();
                    r.worker().shutdown();
                });
        running = Optional.empty();
    }

    @Override
    public synchronized void resume() {
        stop();
        start();
    }

    public synchronized boolean isRunning() {
        return running.isPresent();
    }

    /** Lets it be started again after an event stopped it. */
    void forgive() {
        halted = false;
    }

    /** Whether an event stopped it, here and since it was started last. */
    boolean isHalted() {
        return halted;
    }

    /**
     * Called by the worker, whose chunk cannot be applied; the worker cannot wait for its own end.
     */
    private void halt(Failure failure) {
        halted = true;
        LOG.error(
                "projection {} stopped: position {} cannot be applied: {}",
                title(),
                failure.position(),
                failure.reason());
        Thread.ofVirtual().name(title() + "-halt").start(this::stop);
    }

    @Override
    public ProjectionHealth health() {
        FeedPosition.State state = state();
        long lag = Math.max(0, feed.head().size() - 1 - state.position());
        return new ProjectionHealth(state.position(), lag, state.failed());
    }

    @Override
    public long position() {
        return state().position();
    }

    private FeedPosition.State state() {
        try (Connection connection = read.getConnection()) {
            return row.state(connection);
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    private String title() {
        return share.isWhole() ? name : name + "-" + share.partition();
    }

    private ScheduledExecutorService oneThread(String role) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(title() + "-" + role).daemon().factory());
    }

    private static void join(CompletableFuture<Void> future) {
        try {
            future.get(STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("a projection did not start or stop in time", e);
        }
    }
}
