package org.casualtyledger.counting;

import java.util.HashMap;
import java.util.Map;
import org.casualtyledger.events.RecordedEvent;

/**
 * Counts a history again up to one position and keeps of it no more than its incidents and its
 * sums, so that a verifier can count a log of any length: the journal goes into its digest line by
 * line. Agrees with {@link CountedHistory}. Not safe for use by several threads at once.
 */
public final class Recount {
    private final Methodology methodology;
    private final long upTo;
    private final Incidents incidents = new Incidents(new HashMap<>(), new HashMap<>());
    private final Map<CellKey, Measures> cells = new HashMap<>();
    private final TallyDigest postings;
    private long position = -1;

    /**
     * @param upTo the position as of which it is counted, at least 0; it is known from the start,
     *     since digests begin with it
     */
    public Recount(Methodology methodology, long upTo) {
        if (upTo < 0) {
            throw new IllegalArgumentException("up to position " + upTo);
        }
        this.methodology = methodology;
        this.upTo = upTo;
        this.postings = TallyDigest.ofPostings(upTo, methodology);
    }

    /**
     * Applies the event at the next position. What lies beyond the last one is applied to the
     * incidents, and counted no more.
     *
     * @throws UnknownReport if it corrects or withdraws what was never submitted: the log is broken
     * @throws ArithmeticException where a sum would pass 64 bits
     */
    public void apply(RecordedEvent recorded) {
        position++;
        var changes = incidents.apply(position, recorded);
        if (position > upTo) {
            return;
        }
        Cause cause = Cause.of(recorded.event());
        for (Posting posting : Posting.of(methodology, position, cause, changes)) {
            String cell = posting.cell().name();
            postings.posting(posting.position(), posting.ordinal(), cell, posting.measures());
            cells.merge(posting.cell(), posting.measures(), Measures::plus);
        }
    }

    /** What was counted. Ends the count. */
    public Digests digests() {
        if (position < upTo) {
            throw new IllegalStateException("counted to " + position + " of " + upTo);
        }
        return new Digests(
                methodology, upTo, TallyDigest.of(upTo, methodology, cells), postings.hex());
    }

    /**
     * The digests of a tally and of its journal.
     *
     * @param tally digest v1, in lower-case hexadecimal
     * @param postings digest v1, in lower-case hexadecimal
     */
    public record Digests(Methodology methodology, long position, String tally, String postings) {}
}
