package org.casualtyledger.events.claim;

import java.util.Optional;

/**
 * An armed party as stated.
 *
 * @param name the stated string, kept whole
 * @param status of the allegation; only an alleged perpetrator has one
 * @param side the stated side of a dataset that has sides, "a" or "b"
 */
public record StatedActor(
        String name, ActorRole role, Optional<ActorStatus> status, Optional<String> side) {}
