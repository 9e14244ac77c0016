package org.casualtyledger.standalone.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the log stored of one event, for whoever stores the same once more. */
record Leaf(long position, UUID id, OffsetDateTime at, byte[] leaf, byte[] hash) {

    /** All from a position on, in order. */
    static List<Leaf> from(Connection log, long position) throws SQLException {
        List<Leaf> leaves = new ArrayList<>();
        try (PreparedStatement select =
                log.prepareStatement(
                        """
                        SELECT position, id, at, leaf, leaf_hash FROM log.event
                        WHERE position >= ? ORDER BY position
                        """)) {
            select.setLong(1, position);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    leaves.add(
                            new Leaf(
                                    rows.getLong(1),
                                    rows.getObject(2, UUID.class),
                                    rows.getObject(3, OffsetDateTime.class),
                                    rows.getBytes(4),
                                    rows.getBytes(5)));
                }
            }
        }
        return leaves;
    }
}
