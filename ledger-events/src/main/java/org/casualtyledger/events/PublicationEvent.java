package org.casualtyledger.events;

/** What was published of the tallies, and what others hold against it. Moves no tally. */
public sealed interface PublicationEvent extends LedgerEvent
        permits TallyPublished, ChallengeRaised, ChallengeAnswered {}
