package org.casualtyledger.projections.versions;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.casualtyledger.events.claim.Code;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.StatedActor;

/**
 * Writes values in a fixed order into one text: each is ended by U+001F; a list starts with its
 * length; what is missing is U+001E. Stored names have no control characters; should one have these
 * two, they are written as spaces.
 */
final class ColumnWriter {
    static final char END = '\u001F';
    static final String MISSING = "\u001E";

    private final StringBuilder out = new StringBuilder(200);

    String written() {
        return out.toString();
    }

    void text(String value) {
        String safe =
                value.indexOf(END) < 0 && value.indexOf(MISSING) < 0
                        ? value
                        : value.replace(END, ' ').replace(MISSING.charAt(0), ' ');
        out.append(safe).append(END);
    }

    void text(Optional<String> value) {
        if (value.isPresent()) {
            text(value.get());
        } else {
            missing();
        }
    }

    void code(Code value) {
        out.append(value.code()).append(END);
    }

    void number(long value) {
        out.append(value).append(END);
    }

    void flag(boolean value) {
        number(value ? 1 : 0);
    }

    void bound(OptionalInt bound) {
        if (bound.isPresent()) {
            number(bound.getAsInt());
        } else {
            missing();
        }
    }

    void range(Range range) {
        bound(range.min());
        bound(range.max());
        bound(range.best());
    }

    <T> void list(Collection<T> values, Consumer<T> each) {
        number(values.size());
        values.forEach(each);
    }

    void actors(Collection<StatedActor> actors) {
        list(
                actors,
                actor -> {
                    text(actor.name());
                    code(actor.role());
                    text(actor.status().map(Code::code));
                    text(actor.side());
                });
    }

    private void missing() {
        out.append(MISSING).append(END);
    }
}
