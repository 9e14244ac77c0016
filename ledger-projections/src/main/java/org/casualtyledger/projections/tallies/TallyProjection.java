package org.casualtyledger.projections.tallies;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.counting.Cause;
import org.casualtyledger.counting.Change;
import org.casualtyledger.counting.Incidents;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.counting.Posting;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.projections.processing.Chunk;
import org.casualtyledger.projections.processing.Positioned;
import org.casualtyledger.projections.processing.Projection;
import org.casualtyledger.projections.versions.Additions;
import org.casualtyledger.projections.versions.IncidentVersions;

/**
 * Folds incidents and posts what changes: loads what the chunk touches with two queries, folds in
 * memory, writes with a few COPYs. No statement is ever run for a single event.
 */
public final class TallyProjection implements Projection {
    private final Methodology methodology;
    private final IncidentVersions versions;
    private final Journal journal;

    /** With all the memory that there is for this. */
    public TallyProjection(Methodology methodology) {
        this(methodology, 1);
    }

    /**
     * @param among how many of these may be in one process: they keep as much in memory together as
     *     one would
     */
    public TallyProjection(Methodology methodology, int among) {
        this.methodology = methodology;
        this.versions = new IncidentVersions(among);
        this.journal = new Journal(among);
    }

    @Override
    public void forget() {
        versions.forget();
        journal.forget();
    }

    @Override
    public void apply(Connection connection, Chunk chunk) throws SQLException {
        Incidents incidents = versions.load(connection, chunk);
        Additions additions = versions.additions();
        List<Posting> postings = new ArrayList<>(chunk.events().size());
        for (Positioned event : chunk.events()) {
            RecordedEvent recorded = event.recorded();
            long position = event.position();
            List<Change> changes = incidents.apply(position, recorded);
            additions.add(position, recorded, changes, incidents);
            Cause cause = Cause.of(recorded.event());
            postings.addAll(Posting.of(methodology, position, cause, changes));
        }
        additions.write(connection);
        journal.write(connection, postings, chunk.share().isWhole());
    }
}
