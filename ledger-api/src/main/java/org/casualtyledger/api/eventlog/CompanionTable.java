package org.casualtyledger.api.eventlog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A table of a slice whose rows stand or fall with its events, for instance the salted disclosures
 * of a report. The log knows nothing of the rows but the position of the event that each belongs
 * to.
 */
public interface CompanionTable<R> {

    /** The name, for messages. */
    String name();

    /**
     * Writes all rows of a batch with few multi-row statements, on the transaction's connection:
     * never commits, never rolls back, never changes settings of the connection. A failure that is
     * not an outage fails only the appends whose rows are at fault (the sequencer parts the batch
     * until it has found them).
     */
    void write(Connection transaction, List<Placed<R>> rows) throws SQLException;

    /** A row and the position of its event. */
    record Placed<R>(long position, R row) {}
}
