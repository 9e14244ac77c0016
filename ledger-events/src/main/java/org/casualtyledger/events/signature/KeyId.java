package org.casualtyledger.events.signature;

import java.util.regex.Pattern;

/**
 * Names a signing key: the first 16 bytes of SHA-256 over its 32 bytes, in 32 lower-case
 * hexadecimal digits. Long enough that an organisation may publish it elsewhere and nobody finds
 * another key that bears it.
 */
public record KeyId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    public KeyId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a key id is 32 of 0-9 and a-f");
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
