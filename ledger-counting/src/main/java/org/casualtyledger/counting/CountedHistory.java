package org.casualtyledger.counting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportId;

/**
 * A whole history counted in memory: what every other backend must agree with, and what a verifier
 * runs. Not safe for use by several threads at once.
 */
public final class CountedHistory {
    private final Methodology methodology;
    private final Map<ReportId, Home> homes = new HashMap<>();
    private final Map<IncidentId, IncidentState> states = new HashMap<>();
    private final Incidents incidents = new Incidents(homes, states);
    private final Map<CellKey, Measures> cells = new HashMap<>();
    private final List<Posting> journal = new ArrayList<>();
    private long position = -1;

    public CountedHistory(Methodology methodology) {
        this.methodology = methodology;
    }

    /**
     * Applies the event at the next position.
     *
     * @throws UnknownReport if it corrects or withdraws what was never submitted: the log is broken
     */
    public void apply(RecordedEvent recorded) {
        long at = position + 1;
        List<Change> changes = incidents.apply(at, recorded);
        Cause cause = Cause.of(recorded.event());
        for (Posting posting : Posting.of(methodology, at, cause, changes)) {
            journal.add(posting);
            cells.merge(posting.cell(), posting.measures(), Measures::plus);
        }
        position = at;
    }

    /** The position of the last event applied, −1 before the first. */
    public long position() {
        return position;
    }

    /** The cells, those that came back to zero included. */
    public Map<CellKey, Measures> cells() {
        return Collections.unmodifiableMap(cells);
    }

    public List<Posting> journal() {
        return Collections.unmodifiableList(journal);
    }

    public Map<IncidentId, IncidentState> incidents() {
        return Collections.unmodifiableMap(states);
    }

    public String tallyDigest() {
        return TallyDigest.of(position, methodology, cells);
    }

    public String postingsDigest() {
        TallyDigest digest = TallyDigest.ofPostings(position, methodology);
        journal.forEach(
                p -> digest.posting(p.position(), p.ordinal(), p.cell().name(), p.measures()));
        return digest.hex();
    }
}
