package org.casualtyledger.projections.processing;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Tables that follow from the log.
 *
 * <p>Called by one thread at a time, chunk after chunk without a gap. How the log is cut into
 * chunks never matters to the rows, nor into partitions: where the chunk's {@link Share} is not the
 * whole, other instances write the same tables for the other partitions, at the same time and at
 * other positions. What several may write has to be added to, keys in one order, so that no two
 * wait for each other crosswise.
 */
public interface Projection {
    /**
     * Writes what the chunk changes, which has an event at least, and neither commits nor rolls
     * back. The position moves in the same transaction, so either both are stored or neither.
     *
     * @throws SQLException if the store refuses
     * @throws RuntimeException if an event cannot be applied
     */
    void apply(Connection connection, Chunk chunk) throws SQLException;

    /**
     * Forgets whatever it keeps in memory of the tables: a transaction was rolled back, or somebody
     * else may have written.
     */
    void forget();
}
