package org.casualtyledger.events;

/**
 * The public id of an armed party in the registry of actors. Formed like an organisation's id: two
 * to 40 of {@code a-z 0-9 -}, starting with a letter.
 */
public record ActorId(String value) {
    public ActorId {
        if (!OrganisationId.isValid(value)) {
            throw new IllegalArgumentException("no actor id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
