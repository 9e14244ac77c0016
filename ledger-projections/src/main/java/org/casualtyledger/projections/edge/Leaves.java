package org.casualtyledger.projections.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.processing.ReadSideUnavailable;
import tools.jackson.databind.JsonNode;

/**
 * Reads committed events of the log by their positions, for answers that show what was said in
 * full: the read side keeps no copies. Only positions that are applied may be asked for; they never
 * change.
 */
public final class Leaves {
    /** Keys of one query: at 64 KiB a leaf, its answer has at most 32 MiB. */
    private static final int KEYS = 512;

    private final DataSource log;

    /**
     * @param log of which the schema {@code log} is read, outside every transaction of the read
     *     side
     */
    public Leaves(DataSource log) {
        this.log = log;
    }

    /**
     * One event.
     *
     * @param data as it is stored
     */
    public record Leaf(long position, RecordedEvent recorded, JsonNode data) {}

    /**
     * Each of these events, in the order of their positions.
     *
     * @throws IllegalStateException if the log does not have one of them
     */
    public SortedMap<Long, Leaf> at(Collection<Long> positions) {
        SortedMap<Long, Leaf> leaves = new TreeMap<>();
        List<Long> wanted = new ArrayList<>(new TreeSet<>(positions));
        if (wanted.isEmpty()) {
            return leaves;
        }
        try (Connection connection = log.getConnection()) {
            for (int from = 0; from < wanted.size(); from += KEYS) {
                read(
                        connection,
                        wanted.subList(from, Math.min(wanted.size(), from + KEYS)),
                        leaves);
            }
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
        if (leaves.size() < wanted.size()) {
            wanted.removeAll(leaves.keySet());
            throw new IllegalStateException("the log has no event at " + wanted.getFirst());
        }
        return leaves;
    }

    private static void read(
            Connection connection, List<Long> positions, SortedMap<Long, Leaf> leaves)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT position, leaf FROM log.event WHERE position = ANY (?)
                        """)) {
            statement.setArray(1, connection.createArrayOf("int8", positions.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    byte[] leaf = row.getBytes(2);
                    leaves.put(
                            row.getLong(1),
                            new Leaf(row.getLong(1), EventCodec.decode(leaf), data(leaf)));
                }
            }
        }
    }

    private static JsonNode data(byte[] leaf) {
        try {
            return Json.parseCanonical(leaf).get("data");
        } catch (Json.Malformed e) {
            throw new IllegalStateException("decoded, and no JSON: " + new String(leaf, UTF_8), e);
        }
    }
}
