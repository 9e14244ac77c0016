package org.casualtyledger.api.reporting;

/**
 * What a command touches besides its own report, as the log told it when it was decided.
 *
 * @param incident the one that a submission names
 * @param derivedFromKnown whether the log has the report that the claim says it repeats; true where
 *     it says none
 * @param size of the log at that moment: what came later was not seen
 */
record Surroundings(NamedIncident incident, boolean derivedFromKnown, long size) {
    /** Nothing besides. */
    static final Surroundings NONE = new Surroundings(new NamedIncident.New(), true, 0);
}
