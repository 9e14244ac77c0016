package org.casualtyledger.events;

import java.util.regex.Pattern;

/**
 * The public id of who may submit, assess or audit; possibly a pseudonym. Two to 40 of {@code a-z
 * 0-9 -}, starting with a letter.
 */
public record OrganisationId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{1,39}");

    public OrganisationId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("no organisation id: " + value);
        }
    }

    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
