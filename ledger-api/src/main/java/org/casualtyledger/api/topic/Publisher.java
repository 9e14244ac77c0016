package org.casualtyledger.api.topic;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.lease.Lease;
import org.casualtyledger.events.UnreadableEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the log, or waits until whoever does has gone. Nobody waits for it: while Kafka is away
 * events are appended, and published when it is back.
 *
 * <p>Whatever goes wrong ends the turn and begins another, from what Kafka has then. A fault that
 * stays is said in health, and once in the log.
 */
final class Publisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    /** How long after a fault the next try comes; then twice as long, up to the longest. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** How often who waits for the lease asks for it: a takeover is to take seconds. */
    private static final Duration ASK_EVERY = Duration.ofMillis(500);

    /** Longer than a burst that is about to be acknowledged, and than a process is given to end. */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    private final TopicSettings settings;
    private final String origin;
    private final EventLog events;
    private final CommittedLog log;
    private final Lease lease;
    private final PublicationTraces traces;
    private final Semaphore grown = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("ledger-publisher").unstarted(this::run);
    private final CountDownLatch closing = new CountDownLatch(1);
    private Duration pause = SHORTEST_PAUSE;
    private volatile Published published = Published.NOTHING;

    /**
     * @param origin the log's name
     * @param events tells when the log has grown
     */
    Publisher(
            TopicSettings settings, String origin, EventLog events, CommittedLog log, Lease lease) {
        this(settings, origin, events, log, lease, PublicationTraces.NONE);
    }

    Publisher(
            TopicSettings settings,
            String origin,
            EventLog events,
            CommittedLog log,
            Lease lease,
            PublicationTraces traces) {
        this.traces = traces;
        this.settings = settings;
        this.origin = origin;
        this.events = events;
        this.log = log;
        this.lease = lease;
    }

    void start() {
        thread.start();
    }

    Published published() {
        return published;
    }

    private void run() {
        try (EventLog.Watch _ = events.watch(grown::release)) {
            boolean over = false;
            while (!over) {
                if (turn()) {
                    over = isClosedWithin(ASK_EVERY);
                } else {
                    giveBack();
                    over = isClosedWithin(pause);
                    pause = longer(pause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            published = published.standingBy();
            Thread.interrupted();
            giveBack();
        }
    }

    private boolean isClosedWithin(Duration time) throws InterruptedException {
        return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /**
     * One turn, until it is over.
     *
     * @return whether it ended well: another instance publishes, or this one is closed
     */
    private boolean turn() throws InterruptedException {
        try {
            Optional<Turn> taken = Turn.take(lease);
            if (taken.isEmpty()) {
                published = published.well();
                return true;
            }
            publish(taken.get());
            return true;
        } catch (PublicationStopped | UnfitTopic e) {
            failed(String.valueOf(e.getMessage()), Optional.empty());
        } catch (SQLException e) {
            failed("the log cannot be read", Optional.of(e));
        } catch (InterruptException e) {
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (KafkaException e) {
            failed("Kafka does not answer: " + e.getMessage(), Optional.empty());
        } catch (UnreadableEvent | IllegalArgumentException e) {
            failed("an event cannot be published: " + e.getMessage(), Optional.of(e));
        } catch (RuntimeException e) {
            failed("a fault of this program: " + e, Optional.of(e));
        }
        return false;
    }

    private void publish(Turn turn)
            throws PublicationStopped, UnfitTopic, SQLException, InterruptedException {
        try (Publication publication = Publication.open(settings, origin, log, traces)) {
            pause = SHORTEST_PAUSE;
            published = published.from(publication.size());
            LOG.info("publishes to topic {} from position {}", settings.name(), publication.size());
            while (closing.getCount() > 0) {
                grown.drainPermits();
                turn.keep();
                Publication.Round round = publication.round(turn);
                if (round.events() > 0) {
                    published =
                            published.to(
                                    publication.size(),
                                    round.events(),
                                    round.records(),
                                    Instant.now());
                } else {
                    var unused =
                            grown.tryAcquire(
                                    publication.untilTelling().toMillis() + 1,
                                    TimeUnit.MILLISECONDS);
                }
            }
        } finally {
            published = published.standingBy();
        }
    }

    private void failed(String why, Optional<Exception> bug) {
        if (!published.fault().equals(Optional.of(why))) {
            LOG.warn("the log is not published: {}", why, bug.orElse(null));
        }
        published = published.failed(why);
    }

    /** So that another instance need not wait for the end of the term. */
    private void giveBack() {
        try {
            lease.giveBack();
        } catch (SQLException e) {
            LOG.debug("the lease could not be given back; it ends by itself", e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        grown.release();
        try {
            if (thread.isAlive() && !thread.join(CLOSE_WITHIN)) {
                thread.interrupt();
                if (!thread.join(CLOSE_WITHIN)) {
                    LOG.warn("the publisher's last burst did not end in time");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
