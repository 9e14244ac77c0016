package org.casualtyledger.events.claim;

import java.util.Optional;

/**
 * Who makes the claim that a report passes on. Not the submitter: a ministry has no account here.
 */
public record Claimant(String name, ClaimantKind kind, Optional<String> via) {}
