package org.casualtyledger.counting;

import org.casualtyledger.events.claim.ActorRole;

/** An actor, by the stated name, and whether it is alleged or only a party present. */
public record Attribution(String actor, ActorRole role) {}
