package org.casualtyledger.projections.edge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.projections.processing.ReadSideUnavailable;

/**
 * The methodologies that can be asked for: those that are shipped, and those that were published.
 */
public final class KnownMethodologies {
    private final DataSource read;

    public KnownMethodologies(DataSource read) {
        this.read = read;
    }

    /** {@code name} or {@code name@version}. */
    public record Asked(String name, Optional<Integer> version) {
        /**
         * @throws IllegalArgumentException for anything else
         */
        public static Asked parse(String text) {
            if (!text.matches("[a-z0-9-]{1,64}(@[0-9]{1,6})?")) {
                throw new IllegalArgumentException("must be a name, or name@version");
            }
            String[] parts = text.split("@", -1);
            return new Asked(
                    parts[0],
                    parts.length > 1 ? Optional.of(Integer.valueOf(parts[1])) : Optional.empty());
        }

        boolean names(Methodology methodology) {
            return methodology.name().equals(name)
                    && version.map(v -> v == methodology.version()).orElse(true);
        }
    }

    /**
     * The one that is asked for, its latest version where none is named; or, where none is asked
     * for, the default.
     *
     * @param rules the position whose rules hold
     * @throws org.casualtyledger.edge.ProblemException 404 if none is known by this name
     */
    public Methodology asked(Optional<Asked> asked, long rules) {
        if (asked.isEmpty()) {
            return standard(rules);
        }
        List<Methodology> known = new ArrayList<>(Methodologies.shipped());
        known.addAll(published(asked.get().name(), rules));
        return known.stream()
                .filter(asked.get()::names)
                .max(Comparator.comparingInt(Methodology::version))
                .orElseThrow(() -> unknown(asked.get(), rules).asException());
    }

    /** What counts where nobody asks for another one. */
    public Methodology standard(long rules) {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT d.name, d.version, m.document
                                FROM (SELECT name, version, hash FROM default_methodology
                                      WHERE position <= ? ORDER BY position DESC LIMIT 1) d
                                LEFT JOIN methodology m
                                  ON m.name = d.name AND m.version = d.version AND m.hash = d.hash
                                 AND m.position <= ?
                                ORDER BY m.position LIMIT 1
                                """)) {
            statement.setLong(1, rules);
            statement.setLong(2, rules);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Methodologies.DOCUMENTED;
                }
                Optional<Methodology> published =
                        Optional.ofNullable(row.getString(3)).flatMap(Methodologies::read);
                return published
                        .or(shipped(row.getString(1), row.getInt(2)))
                        .orElse(Methodologies.DOCUMENTED);
            }
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    /**
     * The positions after one and up to another at which {@link #asked} may have begun to give
     * another answer.
     */
    public List<Long> changes(Optional<Asked> asked, long after, long through) {
        if (asked.isPresent() && asked.get().version().isPresent()) {
            return List.of();
        }
        String sql =
                asked.isPresent()
                        ? """
                        SELECT position FROM methodology
                        WHERE position > ? AND position <= ? AND name = ? ORDER BY position
                        """
                        : """
                        SELECT position FROM default_methodology
                        WHERE position > ? AND position <= ? ORDER BY position
                        """;
        try (Connection connection = read.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, after);
            statement.setLong(2, through);
            if (asked.isPresent()) {
                statement.setString(3, asked.get().name());
            }
            List<Long> changes = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    changes.add(rows.getLong(1));
                }
            }
            return changes;
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    private static java.util.function.Supplier<Optional<Methodology>> shipped(
            String name, int version) {
        return () -> Methodologies.shipped(name, version);
    }

    private List<Methodology> published(String name, long rules) {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT document FROM methodology
                                WHERE name = ? AND position <= ? ORDER BY position DESC
                                """)) {
            statement.setString(1, name);
            statement.setLong(2, rules);
            List<Methodology> published = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Methodologies.read(rows.getString(1)).ifPresent(published::add);
                }
            }
            return published;
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    private static Problem unknown(Asked asked, long rules) {
        return new Problem(
                404,
                "unknown-methodology",
                "No such methodology",
                "Nothing that counts is known as "
                        + asked.name()
                        + asked.version().map(v -> "@" + v).orElse("")
                        + " under the rules of position "
                        + rules
                        + "; GET /v1/methodologies lists all.");
    }
}
