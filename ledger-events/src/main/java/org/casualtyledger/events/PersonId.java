package org.casualtyledger.events;

/**
 * A pseudonym for a person within an organisation, so that a second reader can be told from an
 * author. Formed like an organisation's id: two to 40 of {@code a-z 0-9 -}, starting with a letter.
 * A leaf is public, so it must not be a name.
 */
public record PersonId(String value) {
    public PersonId {
        if (!OrganisationId.isValid(value)) {
            throw new IllegalArgumentException("no person id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
