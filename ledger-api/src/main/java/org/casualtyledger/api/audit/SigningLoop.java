package org.casualtyledger.api.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Round after round of the signer, until closed. An outage ends a round, never the loop. */
final class SigningLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SigningLoop.class);

    /** How long closing waits: a round reads pages, and one page is soon read. */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

    private final Signer signer;
    private final Consumer<Checkpoints.Stored> signed;
    private final ScheduledExecutorService rounds =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("ledger-signer").daemon().factory());
    private boolean failing;
    private volatile long lastNanos = System.nanoTime();

    /**
     * @param signed is told of each checkpoint once it is stored; must not block for long
     */
    SigningLoop(Signer signer, Consumer<Checkpoints.Stored> signed) {
        this.signer = signer;
        this.signed = signed;
    }

    void start(Duration every) {
        var unused =
                rounds.scheduleWithFixedDelay(
                        this::round, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How long ago the last round ended that did not fail; since the start, before the first. */
    Duration sinceLastRound() {
        return Duration.ofNanos(System.nanoTime() - lastNanos);
    }

    private void round() {
        try {
            signer.round().ifPresent(signed);
            failing = false;
            lastNanos = System.nanoTime();
        } catch (SQLException | IOException | RuntimeException e) {
            if (!failing) {
                LOG.warn("nothing could be signed; it is tried again until it works", e);
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        rounds.shutdown();
        try {
            if (!rounds.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the signer's last round did not end in time");
            }
            signer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | IOException e) {
            LOG.debug("the signer could not give everything back", e);
        }
    }
}
