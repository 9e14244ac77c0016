package org.casualtyledger.events;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/** UUIDs of RFC 9562 that the JDK does not make. */
public final class Uuids {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Uuids() {}

    /** A UUIDv7 of this moment, drawn before a command is decided. */
    public static UUID timeOrdered(long epochMillis) {
        byte[] random = new byte[10];
        RANDOM.nextBytes(random);
        ByteBuffer bits = ByteBuffer.wrap(random);
        long high = epochMillis << 16 | 0x7000L | (bits.getShort() & 0x0FFFL);
        long low = bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** The first 16 bytes of a digest as a UUIDv8. */
    public static UUID named(byte[] digest) {
        ByteBuffer bits = ByteBuffer.wrap(digest);
        long high = bits.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x8000L;
        long low = bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
