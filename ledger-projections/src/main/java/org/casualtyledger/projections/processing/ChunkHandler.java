package org.casualtyledger.projections.processing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.axonframework.messaging.core.Context.ResourceKey;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies one chunk in one transaction on one connection, which the processing context carries.
 *
 * <p>The transaction first moves the position under this claim's epoch, then writes the
 * projections' rows. <b>The commit point</b> is the context's commit phase. A crash before it
 * leaves the position and the rows as they were; a crash after it leaves both moved; a COMMIT whose
 * answer is lost is settled by the next claim, which starts from the position that is stored.
 *
 * <p>Called by one worker thread.
 */
final class ChunkHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkHandler.class);
    private static final ResourceKey<Connection> CONNECTION =
            ResourceKey.withLabel("read side connection");

    /**
     * A process that is stopped in the middle of a flush holds the lock of its partition's row.
     * PostgreSQL ends the flush after this long without a word, in milliseconds, and another
     * process can take over. A chunk is folded in a fraction of it.
     */
    private static final String SILENCE =
            """
            SELECT set_config('idle_in_transaction_session_timeout', '10000', true)
            """;

    private final DataSource read;
    private final FeedPosition row;
    private final FeedPositionTokens tokens;
    private final List<Projection> projections;
    private final Consumer<Failure> halt;
    private boolean halted;
    private boolean sure;
    private long knownEpoch = -1;

    ChunkHandler(
            DataSource read,
            FeedPosition row,
            FeedPositionTokens tokens,
            List<Projection> projections,
            Consumer<Failure> halt) {
        this.read = read;
        this.row = row;
        this.tokens = tokens;
        this.projections = projections;
        this.halt = halt;
    }

    void handle(EventMessage message, ProcessingContext context) {
        ChunkMessage payload = (ChunkMessage) message.payload();
        try {
            if (!halted) {
                handle(payload.chunk(), context);
            }
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        } finally {
            payload.handled().run();
        }
    }

    private void handle(DecodedChunk decoded, ProcessingContext context) throws SQLException {
        long epoch = tokens.claim().orElseThrow().epoch();
        if (epoch != knownEpoch || !sure || decoded.arrival().isPresent()) {
            // Of what arrives, others were the last to write.
            projections.forEach(Projection::forget);
            knownEpoch = epoch;
        }
        sure = false; // until committed
        Connection connection = read.getConnection();
        context.putResource(CONNECTION, connection);
        context.doFinally(ended -> close(connection));
        connection.setAutoCommit(false);
        Optional<Failure> failure = Optional.empty();
        if (decoded.readable().isPresent()) {
            failure = apply(connection, epoch, decoded.readable().get());
        }
        if (failure.isEmpty() && decoded.unreadable().isPresent()) {
            connection.commit(); // all before it
            failure = decoded.unreadable();
        }
        if (failure.isPresent()) {
            stopAt(connection, epoch, failure.get());
            return;
        }
        context.runOnCommit(
                committing -> {
                    commit(committing);
                    sure = true;
                });
    }

    /**
     * Leaves the chunk's transaction open; or, if an event cannot be applied, commits all before
     * it.
     */
    private Optional<Failure> apply(Connection connection, long epoch, Chunk chunk)
            throws SQLException {
        try {
            write(connection, epoch, chunk);
            return Optional.empty();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            projections.forEach(Projection::forget);
            if (isOutage(e) || chunk.events().isEmpty()) {
                throw e;
            }
            LOG.debug("positions {} to {} cannot be applied", chunk.from(), chunk.last(), e);
            return isolate(connection, epoch, chunk, e);
        }
    }

    /** Halves the chunk until the one event is found, committing what goes well before it. */
    private Optional<Failure> isolate(
            Connection connection, long epoch, Chunk chunk, Exception cause) throws SQLException {
        if (chunk.events().size() == 1) {
            long position = chunk.events().getFirst().position();
            if (position > chunk.from()) { // the share is complete as far as that
                write(
                        connection,
                        epoch,
                        new Chunk(chunk.share(), chunk.from(), List.of(), position));
                connection.commit();
            }
            return Optional.of(Failure.at(position, cause));
        }
        for (Chunk half : List.of(chunk.firstHalf(), chunk.secondHalf())) {
            Optional<Failure> failure = apply(connection, epoch, half);
            if (failure.isPresent()) {
                return failure;
            }
            connection.commit();
        }
        LOG.warn("positions {} to {} did apply in parts", chunk.from(), chunk.last());
        return Optional.empty();
    }

    private void write(Connection connection, long epoch, Chunk chunk) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SILENCE);
        }
        if (!row.advance(connection, epoch, chunk)) {
            throw new ClaimLost(chunk.from());
        }
        if (chunk.events().isEmpty()) {
            return;
        }
        KeyLookups.only(connection);
        for (Projection projection : projections) {
            projection.apply(connection, chunk);
        }
    }

    private void stopAt(Connection connection, long epoch, Failure failure) throws SQLException {
        halted = true;
        projections.forEach(Projection::forget);
        try {
            row.fail(connection, epoch, failure);
            connection.commit();
        } finally {
            halt.accept(failure);
        }
    }

    private static void commit(ProcessingContext context) {
        try {
            context.getResource(CONNECTION).commit();
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    /** What is not committed by now never will be. */
    private static void close(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.debug("a read side connection is of no more use", e);
        } finally {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("a read side connection did not close", e);
            }
        }
    }

    /**
     * Whether the fault is the store's or the claim's, and not of any event: connection lost, out
     * of resources, operator's intervention, or a conflict with another transaction.
     */
    private static boolean isOutage(Exception e) {
        if (e instanceof ClaimLost || e instanceof SQLTransientException) {
            return true;
        }
        if (!(e instanceof SQLException sql)) {
            return false;
        }
        String state = sql.getSQLState();
        return state == null
                || state.startsWith("08")
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("58");
    }

    /** Another processor has the projection, or had it for a while. */
    private static final class ClaimLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ClaimLost(long position) {
            super("the claim was lost before position " + position);
        }
    }
}
