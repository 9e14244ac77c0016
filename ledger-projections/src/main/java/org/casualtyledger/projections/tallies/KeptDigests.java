package org.casualtyledger.projections.tallies;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.projections.processing.Lru;

/**
 * Digests of what is stored, kept for a moment: each is a scan of the whole journal. Only for a
 * moment, so that a row that somebody changes shows in the next receipt even where nothing is
 * appended.
 */
final class KeptDigests {
    /** A digest that was asked for a moment ago is likely asked for again; older ones are not. */
    private static final int KEPT = 16;

    /** A scan of a million postings takes some seconds; who waits this long is better told. */
    private static final long WAIT_SECONDS = 30;

    private final DataSource read;
    private final Tallies tallies;
    private final CountedDigests counted;
    private final Duration kept;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final Lru<Key, Digests> digests = new Lru<>(KEPT);

    private record Key(long position, String methodology) {}

    /**
     * Of one position.
     *
     * @param tally digest v1 of the sums
     * @param postings digest v1 of the journal
     * @param nanoTime when they were taken
     */
    record Digests(String tally, String postings, long nanoTime) {}

    /**
     * @param counted the digests of what is kept in no journal
     * @param kept how long one is given again without looking; zero for never
     */
    KeptDigests(DataSource read, Tallies tallies, CountedDigests counted, Duration kept) {
        this.read = read;
        this.tallies = tallies;
        this.counted = counted;
        this.kept = kept;
    }

    /**
     * The digests as of a position that is applied.
     *
     * @throws org.casualtyledger.edge.ProblemException 503 where others' digests are still taken,
     *     422 for what is kept in no journal and too much to count on request
     */
    Digests at(long position, Methodology methodology) {
        try {
            if (!oneAtATime.tryLock(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw Problem.unavailable("Many receipts are being made. Ask again.").asException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("It is shutting down.").asException();
        }
        try {
            Key key = new Key(position, methodology.hash());
            Digests known = digests.get(key);
            if (known != null && System.nanoTime() - known.nanoTime() < kept.toNanos()) {
                return known;
            }
            Digests taken = taken(position, methodology);
            digests.put(key, taken);
            return taken;
        } finally {
            oneAtATime.unlock();
        }
    }

    private Digests taken(long position, Methodology methodology) {
        return Snapshot.of(
                read,
                connection ->
                        tallies.isJournaled(methodology)
                                ? new Digests(
                                        StoredDigests.tally(connection, methodology, position),
                                        StoredDigests.postings(connection, methodology, position),
                                        System.nanoTime())
                                : counted.at(connection, methodology, position));
    }
}
