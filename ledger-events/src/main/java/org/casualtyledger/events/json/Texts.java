package org.casualtyledger.events.json;

import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * What a text may hold. U+0000 and lone surrogates would poison a store or a canonical form, so
 * they are refused at the edge.
 */
public final class Texts {
    private Texts() {}

    /** One line of text: not blank, no control characters. */
    public static Optional<String> name(
            JsonNode value, Supplier<String> pointer, int limit, Faults faults) {
        return checked(value, pointer, limit, false, faults);
    }

    /** Text that may have line breaks and tabs. */
    public static Optional<String> text(
            JsonNode value, Supplier<String> pointer, int limit, Faults faults) {
        return checked(value, pointer, limit, true, faults);
    }

    private static Optional<String> checked(
            JsonNode value, Supplier<String> pointer, int limit, boolean lines, Faults faults) {
        if (!value.isString()) {
            faults.add(pointer.get(), "wrong-type", "must be text");
            return Optional.empty();
        }
        String text = value.stringValue();
        Optional<String> fault = fault(text, lines);
        if (fault.isPresent()) {
            faults.add(pointer.get(), "bad-text", fault.get());
            return Optional.empty();
        }
        int length = text.codePointCount(0, text.length());
        if (length > limit) {
            faults.add(
                    pointer.get(), "too-long", "has " + length + " characters; at most " + limit);
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static Optional<String> fault(String text, boolean lines) {
        if (text.isBlank()) {
            return Optional.of("must not be blank");
        }
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c == 0) {
                return Optional.of("must not contain U+0000");
            }
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                return Optional.of("must not contain a lone surrogate");
            }
            boolean breaks = c == '\n' || c == '\r' || c == '\t';
            if (Character.getType(c) == Character.CONTROL && !(lines && breaks)) {
                return Optional.of("must not contain control characters");
            }
            i += Character.charCount(c);
        }
        return Optional.empty();
    }
}
