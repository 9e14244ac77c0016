package org.casualtyledger.projections.processing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows in PostgreSQL's binary COPY format (manual, "COPY", binary format): each row says its number
 * of columns, then the columns in order.
 */
public final class CopyRows {
    private static final byte[] HEADER =
            "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int TEXT_OID = 25;
    private static final int INT8_OID = 20;
    private static final LocalDate DAY_0 = LocalDate.of(2000, 1, 1);
    private static final long MICROS_0 =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

    private byte[] bytes = new byte[1 << 16];
    private ByteBuffer out = ByteBuffer.wrap(bytes);
    private int rows;

    public CopyRows() {
        out.put(HEADER);
    }

    public CopyRows row(int columns) {
        rows++;
        room(2).putShort((short) columns);
        return this;
    }

    public CopyRows int2(int value) {
        room(6).putInt(2).putShort((short) value);
        return this;
    }

    public CopyRows int4(int value) {
        room(8).putInt(4).putInt(value);
        return this;
    }

    public CopyRows int4(OptionalInt value) {
        return value.isPresent() ? int4(value.getAsInt()) : missing();
    }

    public CopyRows int8(long value) {
        room(12).putInt(8).putLong(value);
        return this;
    }

    public CopyRows int8(OptionalLong value) {
        return value.isPresent() ? int8(value.getAsLong()) : missing();
    }

    public CopyRows bool(boolean value) {
        room(5).putInt(1).put((byte) (value ? 1 : 0));
        return this;
    }

    public CopyRows uuid(UUID value) {
        room(20).putInt(16)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits());
        return this;
    }

    public CopyRows uuid(Optional<UUID> value) {
        return value.isPresent() ? uuid(value.get()) : missing();
    }

    public CopyRows text(String value) {
        byte[] utf8 = value.getBytes(UTF_8);
        room(4 + utf8.length).putInt(utf8.length).put(utf8);
        return this;
    }

    public CopyRows text(Optional<String> value) {
        return value.isPresent() ? text(value.get()) : missing();
    }

    public CopyRows date(LocalDate value) {
        return int4(Math.toIntExact(value.toEpochDay() - DAY_0.toEpochDay()));
    }

    public CopyRows date(Optional<LocalDate> value) {
        return value.isPresent() ? date(value.get()) : missing();
    }

    public CopyRows timestamptz(Instant value) {
        return int8(value.getEpochSecond() * 1_000_000 + value.getNano() / 1_000 - MICROS_0);
    }

    public CopyRows int8s(long[] values) {
        array(INT8_OID, values.length, values.length * 12);
        for (long value : values) {
            out.putInt(8).putLong(value);
        }
        return this;
    }

    public CopyRows texts(List<String> values) {
        byte[][] utf8 = new byte[values.size()][];
        int size = 0;
        for (int i = 0; i < utf8.length; i++) {
            utf8[i] = values.get(i).getBytes(UTF_8);
            size += 4 + utf8[i].length;
        }
        array(TEXT_OID, utf8.length, size);
        for (byte[] value : utf8) {
            out.putInt(value.length).put(value);
        }
        return this;
    }

    private void array(int oid, int length, int size) {
        if (length == 0) {
            room(16).putInt(12).putInt(0).putInt(0).putInt(oid);
        } else {
            room(24 + size)
                    .putInt(20 + size)
                    .putInt(1)
                    .putInt(0)
                    .putInt(oid)
                    .putInt(length)
                    .putInt(1);
        }
    }

    private CopyRows missing() {
        room(4).putInt(-1);
        return this;
    }

    /**
     * Sends the rows.
     *
     * @param copy a COPY … FROM STDIN (FORMAT binary)
     */
    public void into(Connection connection, String copy) throws SQLException {
        if (rows == 0) {
            return;
        }
        room(2).putShort((short) -1);
        CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
        try {
            in.writeToCopy(bytes, 0, out.position());
            in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }

    private ByteBuffer room(int needed) {
        if (out.remaining() < needed) {
            int position = out.position();
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, position + needed));
            out = ByteBuffer.wrap(bytes).position(position);
        }
        return out;
    }
}
