package org.casualtyledger.projections.topic;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Checks on a thread of its own, from the application's start to its end. */
final class TopicCheckLifecycle implements SmartLifecycle {
    /** How long a step may take to end: a broker that is away is found so in less. */
    private static final Duration STOP = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(TopicCheckLifecycle.class);

    private final TopicCheck check;
    private final Duration idle;
    private Optional<ScheduledExecutorService> running = Optional.empty();

    /**
     * @param idle how long to wait when nothing new was signed or published
     */
    TopicCheckLifecycle(TopicCheck check, Duration idle) {
        this.check = check;
        this.idle = idle;
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("topic-check").daemon().factory());
        var unused =
                thread.scheduleWithFixedDelay(
                        this::round, 0, idle.toMillis(), TimeUnit.MILLISECONDS);
        running = Optional.of(thread);
    }

    private void round() {
        try {
            while (!Thread.currentThread().isInterrupted() && check.step()) {
                // Goes on while there is more.
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warn("the topic's check is tried again", e); // the read side's database, mostly
        }
    }

    @Override
    public synchronized void stop() {
        running.ifPresent(
                thread -> {
                    thread.shutdownNow();
                    try {
                        if (thread.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                            check.release();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (SQLException e) {
                        LOG.warn("the topic's check keeps its claim until that ends", e);
                    }
                });
        running = Optional.empty();
    }

    @Override
    public synchronized boolean isRunning() {
        return running.isPresent();
    }
}
