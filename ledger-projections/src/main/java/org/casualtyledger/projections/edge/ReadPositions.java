package org.casualtyledger.projections.edge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.projections.processing.Applying;
import org.casualtyledger.projections.processing.ProjectionHealth;
import org.casualtyledger.projections.processing.ReadSideUnavailable;

/** Finds the position that an answer stands at. */
public final class ReadPositions {
    /** The longest that {@code atLeast} makes a request wait; a client asks again after it. */
    private static final Duration WAIT = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(5);

    private final DataSource read;
    private final Applying applying;

    public ReadPositions(DataSource read, Applying applying) {
        this.read = read;
        this.applying = applying;
    }

    /** The parameters {@code asOf} and {@code atLeast}. */
    public record Wanted(AsOf asOf, OptionalLong atLeast) {}

    public static Wanted read(Parameters parameters) {
        return new Wanted(
                parameters.parsed("asOf", AsOf::parse).orElse(new AsOf.Latest()),
                parameters.number("atLeast", 0, Long.MAX_VALUE));
    }

    /**
     * Waits as long as asked, within bounds.
     *
     * @return the position to answer at, −1 before the first event; empty for the latest, which the
     *     answer's own statement names
     * @throws org.casualtyledger.edge.ProblemException 503 if the position is not reached in time,
     *     400 if {@code asOf} is a position that is not reached
     */
    public OptionalLong resolve(Wanted wanted) {
        return resolve(wanted, "asOf");
    }

    /**
     * The same where another parameter says the position.
     *
     * @param parameter its name, for the fault
     */
    public OptionalLong resolve(Wanted wanted, String parameter) {
        if (wanted.atLeast().isPresent()) {
            await(wanted.atLeast().getAsLong());
        }
        return resolve(wanted.asOf(), parameter);
    }

    /** The same without waiting. */
    public OptionalLong resolve(AsOf asOf, String parameter) {
        return switch (asOf) {
            case AsOf.Latest _ -> OptionalLong.empty();
            case AsOf.Position p -> OptionalLong.of(reached(p.position(), parameter));
            case AsOf.Moment m -> OptionalLong.of(before(m));
        };
    }

    /**
     * The position at which the first page of a list stood.
     *
     * @throws org.casualtyledger.edge.ProblemException 400 for one that is not reached: no answer
     *     gave such a cursor, or what it was given from is being counted again
     */
    public long pinned(Cursor cursor) {
        reached(Math.max(cursor.asOf(), cursor.rules()), "cursor");
        return cursor.asOf();
    }

    /** What every partition has reached. */
    public long latest() {
        return applying.position();
    }

    private long reached(long position, String parameter) {
        long latest = latest();
        if (position > latest) {
            throw Problem.badParameters(
                            List.of(
                                    Problem.Error.ofParameter(
                                            parameter,
                                            "not-reached",
                                            "tallies stand at position "
                                                    + latest
                                                    + "; atLeast waits for a later one")))
                    .asException();
        }
        return position;
    }

    private void await(long position) {
        long deadline = System.nanoTime() + WAIT.toNanos();
        while (latest() < position) {
            if (System.nanoTime() > deadline) {
                ProjectionHealth health = applying.health();
                throw new Problem(
                                503,
                                "not-reached",
                                "The tallies are not that far yet",
                                "They stand at position "
                                        + health.position()
                                        + (health.failed().isPresent()
                                                ? " and stopped: an event cannot be applied."
                                                : ". Ask again."))
                        .asException();
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Problem.unavailable("It is shutting down.").asException();
            }
        }
    }

    /**
     * The watermark is asked for first: everything below it is found then. What is found beyond it
     * was recorded later than all that the watermark covers, so the answer is the watermark.
     */
    private long before(AsOf.Moment moment) {
        long latest = latest();
        return Math.min(recorded(moment), latest);
    }

    private long recorded(AsOf.Moment moment) {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT position FROM moment WHERE at <= ?
                                ORDER BY at DESC, position DESC LIMIT 1
                                """)) {
            statement.setObject(1, OffsetDateTime.ofInstant(moment.at(), ZoneOffset.UTC));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : -1;
            }
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }
}
