package org.casualtyledger.projections.tallies;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a tally can be grouped by.
 *
 * <p>Each has the columns that make a group. Those of a plain one are from the tables {@code p}
 * (place), {@code a} (attribution), {@code s} (submitters) and, of the cell, {@code t}; all text is
 * COLLATE "C". The others need names resolved, or an incident in several rows, and are {@link
 * Grouping}'s alone.
 */
enum By {
    PLACE(
            "place",
            List.of(
                    new Column("p.country", "text"),
                    new Column("p.admin", "text[]"),
                    new Column("p.settlement", "text"))),
    PROVINCE(
            "province", List.of(new Column("p.country", "text"), new Column("p.admin[1]", "text"))),
    COUNTRY("country", List.of(new Column("p.country", "text"))),
    ACTOR("actor", List.of(new Column("a.alleged", "text[]"))),
    MONTH(
            "month",
            List.of(new Column("t.first_month", "integer"), new Column("t.last_month", "integer"))),
    GRADE("grade", List.of(new Column("t.grade", "text"))),
    ORGANISATION("organisation", List.of(new Column("s.organisations", "text[]"))),
    THEATRE("theatre", List.of(new Column("t.theatre", "text"))),
    PRECISION("precision", List.of(new Column("p.precision", "text"))),
    /** The city that a settlement resolves to, what is at it apart from what is near it. */
    CITY("city", 6),
    /** The district that a settlement resolves to. */
    DISTRICT("district", 4),
    /** Each alleged actor with all that it is alleged of: rows that do not add up. */
    EACH_ACTOR("each-actor", 2);

    private final String code;
    private final List<Column> columns;

    record Column(String expression, String type) {
        private static final Column NOT_IN_SQL = new Column("", "");
    }

    By(String code, List<Column> columns) {
        this.code = code;
        this.columns = columns;
    }

    By(String code, int columns) {
        this(code, Collections.nCopies(columns, Column.NOT_IN_SQL));
    }

    /** Whether SQL alone groups by it. */
    boolean isPlain() {
        return columns.stream().noneMatch(Column.NOT_IN_SQL::equals);
    }

    String code() {
        return code;
    }

    List<Column> columns(Role role) {
        return this == ACTOR && role == Role.PARTY
                ? List.of(new Column("a.present", "text[]"))
                : columns;
    }

    /** Reads a list with commas; a repeated word is a fault. */
    static List<By> parse(String text) {
        List<By> parsed = Arrays.stream(text.split(",", -1)).map(By::of).toList();
        if (parsed.stream().distinct().count() < parsed.size()) {
            throw new IllegalArgumentException("names something twice");
        }
        return parsed;
    }

    private static By of(String code) {
        for (By by : values()) {
            if (by.code.equals(code)) {
                return by;
            }
        }
        throw new IllegalArgumentException(
                "must be a list, with commas, of "
                        + Arrays.stream(values()).map(By::code).collect(Collectors.joining(", ")));
    }
}
