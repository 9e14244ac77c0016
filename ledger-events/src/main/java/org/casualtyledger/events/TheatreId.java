package org.casualtyledger.events;

import java.util.regex.Pattern;

/**
 * Where incidents may be linked with each other, and the unit of partitioning: {@code SYR}, {@code
 * ISR-PSE}, {@code UNK}.
 */
public record TheatreId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Z]{3}(-[A-Z]{3})*");

    /** The theatre of a place that the theatre table does not know. */
    public static final TheatreId UNKNOWN = new TheatreId("UNK");

    /** The theatre of events that concern no place: registry and methodology. */
    public static final TheatreId NONE = new TheatreId("ALL");

    public TheatreId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("no theatre id: " + value);
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
