package org.casualtyledger.counting;

/**
 * Hash codes for keys of many similar names. Those of records and lists are sums of multiples of
 * 31, which cancel out between "District 4, town 17" and "District 5, town 07": seen as a sixth of
 * all time spent in {@code equals}.
 */
final class Mix {
    private Mix() {}

    static int of(int... hashes) {
        int mixed = 0;
        for (int hash : hashes) {
            mixed = (mixed ^ hash) * 0x9E3779B9; // the golden ratio: Knuth's multiplicative hashing
            mixed ^= mixed >>> 15;
        }
        return mixed;
    }

    static int of(Iterable<?> values) {
        int mixed = 0;
        for (Object value : values) {
            mixed = of(mixed, value.hashCode());
        }
        return mixed;
    }
}
