package org.casualtyledger.events;

import java.util.List;

/**
 * Somebody holds that a published number or a report is wrong.
 *
 * @param sd digests of the grounds, sorted
 */
public record ChallengeRaised(
        ChallengeId challenge, Challenged about, ChallengeCode code, List<String> sd)
        implements PublicationEvent {
    public ChallengeRaised {
        sd = List.copyOf(sd);
    }
}
