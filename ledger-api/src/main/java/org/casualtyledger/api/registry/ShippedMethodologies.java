package org.casualtyledger.api.registry;

import java.util.List;

/**
 * The methodologies that come with the ledger, by name, version and SHA-256. Their documents are
 * part of the counting code, on which the write side does not depend; a test of the whole holds
 * these lines against them.
 */
public final class ShippedMethodologies {
    private static final List<Shipped> ALL =
            List.of(
                    new Shipped(
                            "documented",
                            1,
                            "94e91d4316c09f761860be2729d8ccb0452f167f078cf24bb3558763fa2da077"),
                    new Shipped(
                            "documented",
                            2,
                            "f5786da344e88594b5814aab33185be0136425ed46e548072bab1f8668c764b6"),
                    new Shipped(
                            "confirmed-fair",
                            1,
                            "b485bc40d612b8b56aee66fe502794a6864b4b7ea5817ada0e1203594cf5c337"));

    private ShippedMethodologies() {}

    /**
     * @param hash SHA-256 of the document's canonical bytes, in lower-case hexadecimal
     */
    public record Shipped(String name, int version, String hash) {
        boolean is(String otherName, int otherVersion) {
            return name.equals(otherName) && version == otherVersion;
        }
    }

    public static List<Shipped> all() {
        return ALL;
    }
}
