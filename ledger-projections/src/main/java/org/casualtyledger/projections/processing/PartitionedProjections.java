package org.casualtyledger.projections.processing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.casualtyledger.events.topic.Partitions;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.Feeds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Projections that are applied by one processor a partition ({@link Share} says what each applies),
 * spread over however many processes are set to the same number of partitions and the same tables.
 *
 * <p><b>Who has what.</b> A partition is whose claim on its row holds; a flush that lost it writes
 * nothing ({@link FeedPosition}). Of N partitions and M processes that are alive each process holds
 * at most N/M, rounded up: it gives back what is more, after the chunk in hand, and takes what is
 * free while it has less. A process that ends gives back what it has; one that is killed or stopped
 * loses it after 3 s, and the others take it within one more round. One that was stopped and wakes
 * finds its epochs passed, stops these processors, and takes part again.
 *
 * <p><b>An event that cannot be applied</b> stops its partition alone, and with it what readers see
 * ({@link Watermark}). Every process tries it once: none takes a partition again at which it
 * stopped itself, until {@link #resume()} or a restart.
 *
 * <p>With one partition there is nothing to share: its processor runs and claims as it always did.
 */
public final class PartitionedProjections implements Applying {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionedProjections.class);

    /**
     * Events of one transaction where several processors share what memory there is for chunks:
     * fewer cost more commits than they save.
     */
    private static final int LEAST_CHUNK = 512;

    /** How often partitions are dealt out: a joining process waits as long for its first one. */
    private static final Duration ROUND = Duration.ofMillis(500);

    /** Rounds after which the claims of a process that was killed have run out. */
    private static final int CLAIM_ROUNDS = 10;

    /** How long processors may take to stop; each has as long for its chunk in hand. */
    private static final Duration STOP = Duration.ofSeconds(25);

    private final String name;
    private final String owner;
    private final DataSource read;
    private final Feed whole;
    private final Duration round;
    private final List<Part> parts = new ArrayList<>();
    private Optional<Rounds> rounds = Optional.empty();

    /** A partition's processor, whoever has the partition. */
    private record Part(Share share, ProjectionProcessor processor, FeedPosition row) {}

    /**
     * @param name of the projections in {@code feed_position}
     * @param owner names this process in claims; no two that run at the same time have one name
     * @param projections makes new instances: each processor has its own
     * @param chunk most events of one transaction; where there are several processors, most of all
     *     their transactions together, but {@value #LEAST_CHUNK} of each
     * @param idle how long to wait when a feed has nothing new
     */
    public PartitionedProjections(
            String name,
            String owner,
            Feeds feeds,
            DataSource read,
            Supplier<List<Projection>> projections,
            int chunk,
            Duration idle) {
        this(name, owner, feeds, read, projections, chunk, idle, ROUND);
    }

    PartitionedProjections(
            String name,
            String owner,
            Feeds feeds,
            DataSource read,
            Supplier<List<Projection>> projections,
            int chunk,
            Duration idle,
            Duration round) {
        this.name = name;
        this.owner = owner;
        this.read = read;
        this.whole = feeds.partition(0);
        this.round = round;
        Partitions partitions = new Partitions(feeds.partitions());
        for (int k = 0; k < partitions.count(); k++) {
            Share share = new Share(partitions, k);
            ProjectionProcessor processor =
                    new ProjectionProcessor(
                            name,
                            owner,
                            share,
                            feeds.partition(k),
                            read,
                            projections.get(),
                            Math.min(chunk, Math.max(LEAST_CHUNK, chunk / partitions.count())),
                            idle);
            parts.add(new Part(share, processor, new FeedPosition(name, owner, share)));
        }
    }

    /**
     * @throws OtherPartitions if the tables are cut into another number of partitions
     */
    public synchronized void start() {
        layOut();
        if (parts.size() == 1) {
            parts.getFirst().processor().start();
            return;
        }
        if (rounds.isEmpty()) {
            CountDownLatch end = new CountDownLatch(1);
            Thread thread =
                    Thread.ofPlatform().name(name + "-rounds").daemon().start(() -> goRound(end));
            rounds = Optional.of(new Rounds(thread, end));
        }
    }

    /** The first to start lays the rows out; a process that was just killed may hold its claims. */
    private void layOut() {
        long end = System.nanoTime() + round.multipliedBy(CLAIM_ROUNDS).toNanos();
        while (true) {
            try (Connection connection = read.getConnection()) {
                parts.getFirst().row().create(connection);
                return;
            } catch (OtherPartitions e) {
                if (!e.mayPass() || System.nanoTime() > end || !pause()) {
                    throw e;
                }
            } catch (SQLException e) {
                throw new ReadSideUnavailable(e);
            }
        }
    }

    /** Stops after the chunks in hand and gives all claims back. */
    public synchronized void stop() {
        rounds.ifPresent(
                r -> {
                    r.end().countDown();
                    join(r.thread());
                });
        rounds = Optional.empty();
        stop(parts.stream().filter(part -> part.processor().isRunning()).toList());
        if (parts.size() > 1) {
            try (Connection connection = read.getConnection()) {
                Instances.leave(connection, owner);
            } catch (SQLException e) {
                LOG.debug("this process is missed only once it is silent", e);
            }
        }
    }

    @Override
    public synchronized void resume() {
        stop();
        parts.forEach(part -> part.processor().forgive());
        start();
    }

    /** The partitions that this process works on just now. */
    public List<Integer> working() {
        return parts.stream()
                .filter(part -> part.processor().isRunning())
                .map(part -> part.share().partition())
                .toList();
    }

    /** Until the end is told; a round in hand is finished, so that no processor starts half. */
    private void goRound(CountDownLatch end) {
        boolean outage = false;
        try {
            do {
                outage = !isRoundDone(outage);
            } while (!end.await(round.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.warn("partitions are dealt out no longer: somebody interrupted it");
        }
    }

    private boolean isRoundDone(boolean outage) {
        try {
            round();
            return true;
        } catch (SQLException | RuntimeException e) {
            if (!outage) {
                LOG.error("partitions cannot be dealt out; it is tried again", e);
            }
            return false;
        }
    }

    private void round() throws SQLException {
        try (Connection connection = read.getConnection()) {
            Instances.beat(connection, owner);
            int alive = Math.max(1, Instances.alive(connection));
            int most = (parts.size() + alive - 1) / alive;
            List<Instances.Held> held = Instances.partitions(connection, name);
            if (held.size() != parts.size()) {
                return; // laid out anew, by a process that is set to another number
            }
            giveBack(held, most);
            take(connection, held, most);
        }
    }

    /** What another process took while this one was silent, and what is more than its part. */
    private void giveBack(List<Instances.Held> held, int most) {
        List<Part> back = new ArrayList<>();
        List<Part> kept = new ArrayList<>();
        for (Part part : parts) {
            if (part.processor().isRunning()) {
                Optional<String> holder = held.get(part.share().partition()).owner();
                boolean lost = holder.isPresent() && !holder.get().equals(owner);
                (lost ? back : kept).add(part);
            }
        }
        if (kept.size() > most) {
            back.addAll(kept.subList(most, kept.size()));
        }
        stop(back);
    }

    private void take(Connection connection, List<Instances.Held> held, int most)
            throws SQLException {
        int working = working().size();
        for (Part part : parts) {
            boolean free = held.get(part.share().partition()).owner().isEmpty();
            if (working < most
                    && free
                    && !part.processor().isRunning()
                    && !part.processor().isHalted()
                    && part.row().claim(connection).isPresent()) {
                part.processor().start(); // claims again, under the same name
                working++;
            }
        }
    }

    /** All at the same time: each finishes its chunk first. */
    private static void stop(List<Part> some) {
        List<Thread> stopping =
                some.stream()
                        .map(part -> Thread.ofVirtual().start(() -> part.processor().stop()))
                        .toList();
        stopping.forEach(PartitionedProjections::join);
    }

    private record Rounds(Thread thread, CountDownLatch end) {}

    private static void join(Thread thread) {
        try {
            if (!thread.join(STOP)) {
                LOG.warn("{} did not end in time", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean pause() {
        try {
            Thread.sleep(round);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public long position() {
        try (Connection connection = read.getConnection()) {
            return Watermark.position(connection);
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    @Override
    public ProjectionHealth health() {
        long position = position();
        long lag = Math.max(0, whole.head().size() - 1 - position);
        return new ProjectionHealth(position, lag, failed());
    }

    /** The first event at which a partition stopped. */
    private Optional<Failure> failed() {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT failed_position, failed_reason FROM feed_position
                                WHERE projection = ? AND failed_reason IS NOT NULL
                                ORDER BY failed_position LIMIT 1
                                """)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Failure(row.getLong(1), row.getString(2)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }
}
