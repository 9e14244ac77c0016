package org.casualtyledger.standalone.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * That an actor belongs to a larger one, as an option says it: {@code coalition:sample-coalition},
 * or with its first and last day {@code part:sample-army@2014-09-01..2019-03-01}, either of which
 * may be left out.
 */
record Membership(String kind, String of, @Nullable String from, @Nullable String to) {

    private static final Pattern FORM =
            Pattern.compile("([a-z]+):([^@]+)(?:@([0-9-]*)\\.\\.([0-9-]*))?");

    static Membership parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is no membership; write KIND:ACTOR or KIND:ACTOR@FROM..TO");
        }
        return new Membership(form.group(1), form.group(2), day(form.group(3)), day(form.group(4)));
    }

    private static @Nullable String day(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    void into(ArrayNode memberships) {
        ObjectNode json = memberships.addObject().put("of", of).put("kind", kind);
        if (from != null) {
            json.put("from", from);
        }
        if (to != null) {
            json.put("to", to);
        }
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<Membership> {
        @Override
        public Membership convert(String value) {
            return parse(value);
        }
    }
}
