package org.casualtyledger.projections.registries;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.casualtyledger.projections.processing.ReadSideUnavailable;

/** Reads the documents that were published, as of a position. */
final class PublishedMethodologies {
    private final DataSource read;

    PublishedMethodologies(DataSource read) {
        this.read = read;
    }

    /**
     * @param semantics empty for a document that is none of the vocabulary: it counts nothing
     * @param document canonical JSON (RFC 8785)
     */
    record Published(
            long position,
            String name,
            int version,
            String hash,
            OptionalInt semantics,
            String document) {}

    List<Published> asOf(long position) {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT position, name, version, hash, semantics, document
                                FROM methodology WHERE position <= ?
                                ORDER BY name, version, position
                                """)) {
            statement.setLong(1, position);
            List<Published> published = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    int semantics = row.getInt(5);
                    published.add(
                            new Published(
                                    row.getLong(1),
                                    row.getString(2),
                                    row.getInt(3),
                                    row.getString(4),
                                    row.wasNull() ? OptionalInt.empty() : OptionalInt.of(semantics),
                                    row.getString(6)));
                }
            }
            return published;
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }
}
