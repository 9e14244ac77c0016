package org.casualtyledger.api.topic;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.casualtyledger.api.lease.Lease;

/**
 * This instance's turn to publish: a lease under one epoch, and how old our knowledge of it is by a
 * clock that goes on while the process stands still.
 *
 * <p>A process that is stopped between {@link #isYoung} and the write cannot know that it lost the
 * lease. What it writes then is what it was about to write, so it is in the topic already, or next;
 * readers know it by its position and pass it over.
 */
final class Turn {
    private final Lease lease;
    private final long epoch;
    private long askedAtNanos;

    private Turn(Lease lease, long epoch, long askedAtNanos) {
        this.lease = lease;
        this.epoch = epoch;
        this.askedAtNanos = askedAtNanos;
    }

    /** Empty where another instance publishes. */
    static Optional<Turn> take(Lease lease) throws SQLException {
        long now = System.nanoTime();
        OptionalLong epoch = lease.take();
        return epoch.isPresent()
                ? Optional.of(new Turn(lease, epoch.getAsLong(), now))
                : Optional.empty();
    }

    /** Keeps it for another term where a quarter of this one is over. */
    void keep() throws SQLException, PublicationStopped {
        if (age().compareTo(lease.term().dividedBy(4)) < 0) {
            return;
        }
        long now = System.nanoTime();
        OptionalLong taken = lease.take();
        if (taken.isEmpty() || taken.getAsLong() != epoch) {
            throw new PublicationStopped("another instance publishes now");
        }
        askedAtNanos = now;
    }

    /** Whether nobody else can have it now, nor soon. */
    boolean isYoung() {
        return age().compareTo(lease.term().dividedBy(2)) < 0;
    }

    private Duration age() {
        return Duration.ofNanos(System.nanoTime() - askedAtNanos);
    }
}
