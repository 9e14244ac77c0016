package org.casualtyledger.counting;

import java.util.List;
import java.util.Optional;

/** The methodologies that are shipped, and those that documents describe. */
public final class Methodologies {
    /** Everything that is documented and not discounted: the default. */
    public static final Methodology DOCUMENTED = shipped("documented-2.json");

    /** What assessors hold for confirmed or fair (the headline that Airwars publishes). */
    public static final Methodology CONFIRMED_FAIR = shipped("confirmed-fair-1.json");

    private static final List<Methodology> SHIPPED =
            List.of(Documented.V1, DOCUMENTED, CONFIRMED_FAIR);

    private Methodologies() {}

    /** Those that every ledger knows. */
    public static List<Methodology> shipped() {
        return SHIPPED;
    }

    /** A shipped one, by name and version. */
    public static Optional<Methodology> shipped(String name, int version) {
        return SHIPPED.stream()
                .filter(m -> m.name().equals(name) && m.version() == version)
                .findFirst();
    }

    /**
     * What a published document describes.
     *
     * @param document in canonical JSON (RFC 8785)
     * @return empty for a document that is none of the vocabulary; it can be published only past
     *     the check at the edge, and then counts nothing
     */
    public static Optional<Methodology> read(String document) {
        try {
            return Optional.of(Rulebook.of(document));
        } catch (MethodologyDocument.NotAMethodology e) {
            return Optional.empty();
        }
    }

    private static Methodology shipped(String resource) {
        try {
            return Rulebook.of(MethodologyDocument.resource(resource));
        } catch (MethodologyDocument.NotAMethodology e) {
            throw new IllegalStateException("shipped, and not readable: " + resource, e);
        }
    }
}
