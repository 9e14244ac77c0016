package org.casualtyledger.api.eventlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows for {@code COPY … FROM STDIN BINARY} (PostgreSQL manual, COPY, "Binary Format"): the
 * cheapest way in that PostgreSQL has, on both sides of the wire. Rows leave in chunks, so that the
 * server stores the first while we still build the last.
 */
public final class BinaryCopy implements AutoCloseable {

    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
    };
    private static final short END = -1;
    private static final int NULL = -1;

    /** PostgreSQL counts microseconds from here. */
    private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    /** Enough rows to be worth a system call; the buffer holds this and one row. */
    private static final int CHUNK_BYTES = 64 << 10;

    private final CopyIn in;
    private ByteBuffer buffer = ByteBuffer.allocate(2 * CHUNK_BYTES);

    /**
     * Begins a {@code COPY … FROM STDIN (FORMAT binary)}; {@link #end} ends it and {@link #close}
     * gives it up if that was not reached.
     */
    public BinaryCopy(Connection connection, String copy) throws SQLException {
        in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
        buffer.put(SIGNATURE).putInt(0).putInt(0);
    }

    public BinaryCopy row(int columns) throws SQLException {
        if (buffer.position() >= CHUNK_BYTES) {
            send();
        }
        room(Short.BYTES).putShort((short) columns);
        return this;
    }

    public BinaryCopy bigint(long value) {
        room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
        return this;
    }

    public BinaryCopy integer(int value) {
        room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt(value);
        return this;
    }

    public BinaryCopy uuid(UUID value) {
        room(Integer.BYTES + 2 * Long.BYTES)
                .putInt(2 * Long.BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits());
        return this;
    }

    public BinaryCopy timestamptz(Instant value) {
        long micros =
                Math.addExact(
                        Math.multiplyExact(
                                value.getEpochSecond() - POSTGRES_EPOCH.getEpochSecond(),
                                1_000_000),
                        value.getNano() / 1_000);
        return bigint(micros);
    }

    public BinaryCopy text(String value) {
        return bytea(value.getBytes(StandardCharsets.UTF_8));
    }

    public BinaryCopy text(Optional<String> value) {
        if (value.isPresent()) {
            return text(value.get());
        }
        room(Integer.BYTES).putInt(NULL);
        return this;
    }

    public BinaryCopy bytea(byte[] value) {
        room(Integer.BYTES + value.length).putInt(value.length).put(value);
        return this;
    }

    /** All rows are there; a row that the server refuses shows here at the latest. */
    public void end() throws SQLException {
        room(Short.BYTES).putShort(END);
        send();
        in.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (in.isActive()) {
            in.cancelCopy();
        }
    }

    private void send() throws SQLException {
        in.writeToCopy(buffer.array(), 0, buffer.position());
        in.flushCopy();
        buffer.clear();
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int needed = Math.addExact(buffer.position(), bytes);
            int used = buffer.position();
            buffer =
                    ByteBuffer.wrap(
                            Arrays.copyOf(buffer.array(), Math.max(needed, 2 * buffer.capacity())));
            buffer.position(used);
        }
        return buffer;
    }
}
