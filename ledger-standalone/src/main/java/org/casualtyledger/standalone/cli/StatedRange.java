package org.casualtyledger.standalone.cli;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.node.ObjectNode;

/**
 * A range as people write it: {@code 5-8}, {@code 5} for exactly five, {@code 5+} for at least, and
 * {@code ..8} for at most. What is not stated stays so.
 */
record StatedRange(OptionalInt min, OptionalInt max) {

    static final String LABEL = "RANGE";

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,7})?(?:(\\+)|(?:-|–|\\.\\.)(\\d{1,7})?)?");

    static StatedRange parse(String text) {
        Matcher range = FORM.matcher(text.strip());
        if (!range.matches() || (range.group(1) == null && range.group(3) == null)) {
            throw new TypeConversionException(
                    "'" + text + "' is no range; write 5-8, 5, 5+ (at least) or ..8 (at most)");
        }
        OptionalInt min = number(range.group(1));
        boolean point = range.end(1) == text.strip().length();
        return new StatedRange(min, point ? min : number(range.group(3)));
    }

    /** Puts it into a body under this name. */
    static void into(ObjectNode body, String name, Optional<StatedRange> range) {
        range.ifPresent(
                r -> {
                    ObjectNode json = body.putObject(name);
                    r.min().ifPresent(n -> json.put("min", n));
                    r.max().ifPresent(n -> json.put("max", n));
                });
    }

    private static OptionalInt number(@Nullable String digits) {
        return digits == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<StatedRange> {
        @Override
        public StatedRange convert(String value) {
            return parse(value);
        }
    }
}
