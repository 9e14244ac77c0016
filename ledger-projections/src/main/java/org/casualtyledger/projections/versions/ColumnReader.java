package org.casualtyledger.projections.versions;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.events.claim.ActorStatus;
import org.casualtyledger.events.claim.Code;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.StatedActor;

/** Reads what {@link ColumnWriter} wrote, in the same order. */
final class ColumnReader {
    private final String in;
    private int at;

    ColumnReader(String in) {
        this.in = in;
    }

    String text() {
        int end = in.indexOf(ColumnWriter.END, at);
        if (end < 0) {
            throw new IllegalStateException("the column ends early");
        }
        String value = in.substring(at, end);
        at = end + 1;
        return value;
    }

    Optional<String> maybe() {
        String value = text();
        return value.equals(ColumnWriter.MISSING) ? Optional.empty() : Optional.of(value);
    }

    long number() {
        return Long.parseLong(text());
    }

    boolean flag() {
        return number() == 1;
    }

    LocalDate day() {
        return LocalDate.ofEpochDay(number());
    }

    UUID uuid() {
        return UUID.fromString(text());
    }

    <C extends Code> C code(C[] values) {
        return find(text(), values);
    }

    OptionalInt bound() {
        Optional<String> value = maybe();
        return value.isPresent()
                ? OptionalInt.of(Integer.parseInt(value.get()))
                : OptionalInt.empty();
    }

    Range range() {
        return new Range(bound(), bound(), bound());
    }

    <T> List<T> list(Supplier<T> each) {
        long length = number();
        List<T> values = new ArrayList<>();
        for (long n = 0; n < length; n++) {
            values.add(each.get());
        }
        return values;
    }

    List<StatedActor> actors() {
        return list(
                () ->
                        new StatedActor(
                                text(),
                                code(ActorRole.values()),
                                maybe().map(status -> find(status, ActorStatus.values())),
                                maybe()));
    }

    static <C extends Code> C find(String code, C[] values) {
        for (C value : values) {
            if (value.code().equals(code)) {
                return value;
            }
        }
        throw new IllegalStateException("no code: " + code);
    }
}
