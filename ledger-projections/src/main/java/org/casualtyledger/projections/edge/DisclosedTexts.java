package org.casualtyledger.projections.edge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.projections.processing.ReadSideUnavailable;

/**
 * Reads the texts that digests in events stand for, each for whom it may be shown to. The read side
 * keeps no copy: what is destroyed beside the log is gone from its next answer.
 */
public final class DisclosedTexts {
    private final DataSource log;

    /**
     * @param log on whose database the texts are kept
     */
    public DisclosedTexts(DataSource log) {
        this.log = log;
    }

    /** A text of an event. */
    public record Text(String audience, String value) {
        /**
         * Public texts are for all; restricted ones for auditors and those whom they concern,
         * embargoed ones for these alone.
         *
         * @param concerned whoever wrote it, and whoever it was said to
         */
        public boolean isFor(Optional<Caller> reader, Set<OrganisationId> concerned) {
            return audience.equals("public")
                    || reader.filter(
                                    caller ->
                                            concerned.contains(
                                                            new OrganisationId(
                                                                    caller.organisation()))
                                                    || audience.equals("restricted")
                                                            && caller.may(Scope.AUDIT))
                            .isPresent();
        }
    }

    /** The text of a name that each of these events has; nothing where it was destroyed. */
    public Map<Long, Text> named(String name, Collection<Long> positions) {
        Map<Long, Text> texts = new HashMap<>();
        if (positions.isEmpty()) {
            return texts;
        }
        try (Connection connection = log.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT position, audience, value FROM reporting.disclosure
                                WHERE position = ANY (?) AND name = ?
                                """)) {
            statement.setArray(1, connection.createArrayOf("int8", positions.toArray()));
            statement.setString(2, name);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    texts.put(row.getLong(1), new Text(row.getString(2), row.getString(3)));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }
}
