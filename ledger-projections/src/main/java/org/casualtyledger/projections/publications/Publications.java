package org.casualtyledger.projections.publications;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TallyPublished;
import org.casualtyledger.projections.edge.Leaves;
import org.casualtyledger.projections.processing.ReadSideUnavailable;

/** Finds what was published as of a position; what was said is read from the log. */
final class Publications {
    private final DataSource read;
    private final Leaves leaves;

    Publications(DataSource read, Leaves leaves) {
        this.read = read;
        this.leaves = leaves;
    }

    /** A publication where it stands in the log. */
    record Published(Leaves.Leaf leaf, TallyPublished event) {
        OrganisationId by() {
            return leaf.recorded().by();
        }
    }

    /** Where an id was published more than once, which no decider lets happen, the first holds. */
    Optional<Published> find(UUID publication, long asOf) {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT position FROM publication
                                WHERE publication = ? AND position <= ? ORDER BY position LIMIT 1
                                """)) {
            statement.setObject(1, publication);
            statement.setLong(2, asOf);
            return read(statement).stream().findFirst();
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    /**
     * A page, the latest first.
     *
     * @param before the position before which the page begins
     */
    List<Published> page(Optional<OrganisationId> by, long asOf, long before, int limit) {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT position FROM publication
                                WHERE position <= ? AND position < ? AND (?::text IS NULL OR organisation = ?)
                                ORDER BY position DESC LIMIT ?
                                """)) {
            String organisation = by.map(OrganisationId::value).orElse(null);
            statement.setLong(1, asOf);
            statement.setLong(2, before);
            statement.setString(3, organisation);
            statement.setString(4, organisation);
            statement.setInt(5, limit);
            return read(statement).reversed();
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    /** Oldest first. */
    private List<Published> read(PreparedStatement statement) throws SQLException {
        List<Long> positions = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                positions.add(row.getLong(1));
            }
        }
        List<Published> published = new ArrayList<>();
        for (Leaves.Leaf leaf : leaves.at(positions).values()) {
            if (leaf.recorded().event() instanceof TallyPublished event) {
                published.add(new Published(leaf, event));
            }
        }
        return published;
    }

    /** How many challenges are about each, and how many of them nobody answered. */
    Map<UUID, Challenged> challenges(List<UUID> about, long asOf) {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT c.about, count(*),
                                       count(*) FILTER (WHERE NOT EXISTS (
                                           SELECT FROM challenge_answer a
                                           WHERE a.challenge = c.challenge AND a.position <= ?))
                                FROM challenge c
                                WHERE c.about = ANY (?) AND c.position <= ? GROUP BY c.about
                                """)) {
            statement.setLong(1, asOf);
            statement.setArray(2, connection.createArrayOf("uuid", about.toArray()));
            statement.setLong(3, asOf);
            Map<UUID, Challenged> counted = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    counted.put(
                            row.getObject(1, UUID.class),
                            new Challenged(row.getLong(2), row.getLong(3)));
                }
            }
            return counted;
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    /** Of one publication. */
    record Challenged(long challenges, long open) {
        static final Challenged NEVER = new Challenged(0, 0);
    }
}
