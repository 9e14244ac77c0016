package org.casualtyledger.api.registry;

import java.util.List;
import org.casualtyledger.edge.Problem;

/** Why the registries do not take something. */
sealed interface RegistryRefusal {
    /** Some memberships are of actors that nobody registered, or run in a circle. */
    record BadMemberships(List<Problem.Error> errors) implements RegistryRefusal {
        public BadMemberships {
            errors = List.copyOf(errors);
        }
    }

    /** Another document stands under this name and version. */
    record OtherDocument(long position) implements RegistryRefusal {}

    /** A methodology of this name and version comes with the ledger, and is another one. */
    record ComesWithTheLedger() implements RegistryRefusal {}

    /** Nobody published it, and it does not come with the ledger. */
    record NoSuchMethodology() implements RegistryRefusal {}

    default Problem problem() {
        return switch (this) {
            case BadMemberships r -> Problem.invalid(r.errors());
            case OtherDocument r ->
                    new Problem(
                            409,
                            "other-document",
                            "Another document stands under this name and version",
                            "It stands at position "
                                    + r.position()
                                    + ". A methodology never changes: publish another version.");
            case ComesWithTheLedger _ ->
                    new Problem(
                            409,
                            "other-document",
                            "Another document stands under this name and version",
                            "It comes with the ledger. Publish under another name or version.");
            case NoSuchMethodology _ ->
                    Problem.invalid(
                            List.of(
                                    new Problem.Error(
                                            "/name",
                                            "unknown-methodology",
                                            "nobody published this name and version")));
        };
    }
}
