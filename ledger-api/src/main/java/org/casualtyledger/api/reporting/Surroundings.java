package org.casualtyledger.api.reporting;

import java.util.Optional;

/**
 * What a command touches besides its own report, as the log told it when it was decided.
 *
 * @param incident the one that a submission names
 * @param derivedFromKnown whether the log has the report that the claim says it repeats; true where
 *     it says none
 * @param size of the log at that moment: what came later was not seen
 * @param signing what a signature must be over and by; empty for a command without one
 */
record Surroundings(
        NamedIncident incident, boolean derivedFromKnown, long size, Optional<Signing> signing) {
    /** Nothing besides. */
    static final Surroundings NONE =
            new Surroundings(new NamedIncident.New(), true, 0, Optional.empty());

    /** The same, for a command that brings a signature. */
    Surroundings with(Optional<Signing> signature) {
        return new Surroundings(incident, derivedFromKnown, size, signature);
    }
}
