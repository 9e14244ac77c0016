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
 * cheapest way in that PostgreSQL has, on both sides of the wire. The buffer is kept from batch to
 * batch.
 */
final class BinaryCopy {

    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
    };
    private static final short END = -1;
    private static final int NULL = -1;

    /** PostgreSQL counts microseconds from here. */
    private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private static final int FIRST_CAPACITY = 1 << 20;

    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_CAPACITY);

    /** Starts over. */
    BinaryCopy begin() {
        buffer.clear();
        buffer.put(SIGNATURE).putInt(0).putInt(0);
        return this;
    }

    BinaryCopy row(int columns) {
        room(Short.BYTES).putShort((short) columns);
        return this;
    }

    BinaryCopy bigint(long value) {
        room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
        return this;
    }

    BinaryCopy integer(int value) {
        room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt(value);
        return this;
    }

    BinaryCopy uuid(UUID value) {
        room(Integer.BYTES + 2 * Long.BYTES)
                .putInt(2 * Long.BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits());
        return this;
    }

    BinaryCopy timestamptz(Instant value) {
        long micros =
                Math.addExact(
                        Math.multiplyExact(
                                value.getEpochSecond() - POSTGRES_EPOCH.getEpochSecond(),
                                1_000_000),
                        value.getNano() / 1_000);
        return bigint(micros);
    }

    BinaryCopy text(String value) {
        return bytea(value.getBytes(StandardCharsets.UTF_8));
    }

    BinaryCopy text(Optional<String> value) {
        if (value.isPresent()) {
            return text(value.get());
        }
        room(Integer.BYTES).putInt(NULL);
        return this;
    }

    BinaryCopy bytea(byte[] value) {
        room(Integer.BYTES + value.length).putInt(value.length).put(value);
        return this;
    }

    /** Sends the rows. {@code copy} is a {@code COPY … FROM STDIN (FORMAT binary)}. */
    void send(Connection connection, String copy) throws SQLException {
        room(Short.BYTES).putShort(END);
        CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
        try {
            in.writeToCopy(buffer.array(), 0, buffer.position());
            in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
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
