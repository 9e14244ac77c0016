package org.casualtyledger.events;

import java.util.UUID;

/** Names a challenge. */
public record ChallengeId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
