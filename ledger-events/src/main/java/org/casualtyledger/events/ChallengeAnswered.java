package org.casualtyledger.events;

import java.util.List;
import java.util.Optional;

/**
 * The organisation whose number or report was challenged answered. It may answer again; every
 * answer stays.
 *
 * @param enteredBy who entered it on the organisation's behalf, where the organisation holds no key
 *     of its own
 * @param sd digests of the answer, sorted
 */
public record ChallengeAnswered(
        ChallengeId challenge,
        ChallengeOutcome outcome,
        Optional<OrganisationId> enteredBy,
        List<String> sd)
        implements PublicationEvent {
    public ChallengeAnswered {
        sd = List.copyOf(sd);
    }
}
