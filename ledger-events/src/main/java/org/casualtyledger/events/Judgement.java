package org.casualtyledger.events;

import java.util.Optional;

/**
 * What one organisation judges of an incident. Its latest judgement of a kind stands; one without a
 * value takes the earlier ones back.
 */
public sealed interface Judgement extends IncidentEvent
        permits IncidentGraded, CountsAssessed, ResponsibilityAssessed {

    /**
     * Whether it waits for a second reader: it then counts nothing until somebody else approves it.
     */
    boolean review();

    /** Who judged, within the organisation, by a pseudonym. */
    Optional<PersonId> person();
}
