package org.casualtyledger.projections.series;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TheatreId;

/**
 * What is asked of the series.
 *
 * @param fields the figures that are shown
 * @param revisions whether every version is shown, those that hold no more among them
 */
record SeriesQuestion(
        Optional<OrganisationId> organisation,
        Optional<TheatreId> theatre,
        Optional<String> place,
        Set<Field> fields,
        boolean revisions) {
    /** A figure of a series. */
    enum Field {
        KILLED,
        INJURED,
        UNDETERMINED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static SeriesQuestion read(Parameters p) {
        return new SeriesQuestion(
                p.parsed("organisation", OrganisationId::new),
                p.parsed("theatre", TheatreId::new),
                p.text("place"),
                p.parsed("field", SeriesQuestion::fields).orElse(EnumSet.allOf(Field.class)),
                p.flag("revisions"));
    }

    private static Set<Field> fields(String text) {
        Set<Field> fields = EnumSet.noneOf(Field.class);
        for (String name : text.split(",", -1)) {
            switch (name) {
                case "killed" -> fields.add(Field.KILLED);
                case "injured" -> fields.add(Field.INJURED);
                case "undetermined" -> fields.add(Field.UNDETERMINED);
                default ->
                        throw new IllegalArgumentException(
                                "must be of killed, injured, undetermined");
            }
        }
        return fields;
    }
}
