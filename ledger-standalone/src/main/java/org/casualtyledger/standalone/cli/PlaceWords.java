package org.casualtyledger.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.casualtyledger.standalone.cli.TextTable.Align;
import tools.jackson.databind.JsonNode;

/** Places of the gazetteer, and what is said beneath them, for people. */
final class PlaceWords {

    private PlaceWords() {}

    /** What `ledger gazetteer` prints. */
    static String table(JsonNode answer) {
        JsonNode places = answer.path("places");
        if (places.isEmpty()) {
            return "The gazetteer has no such name.\n" + source(answer.path("gazetteer"));
        }
        TextTable table =
                new TextTable()
                        .column("id", Align.RIGHT)
                        .column("place", Align.LEFT)
                        .column("found as", Align.LEFT)
                        .column("in", Align.LEFT)
                        .column("latitude", Align.RIGHT)
                        .column("longitude", Align.RIGHT)
                        .column("inhabitants", Align.RIGHT);
        for (JsonNode place : places) {
            table.row(
                    List.of(
                            place.path("id").asString(""),
                            place.path("name").asString(""),
                            place.path("matchedName").asString(""),
                            within(place),
                            degrees(place.path("point").path("latE6")),
                            degrees(place.path("point").path("lonE6")),
                            place.path("population").isNumber()
                                    ? TallyTable.number(place.path("population").asLong())
                                    : "not recorded"));
        }
        return table.render() + "\n\n" + source(answer.path("gazetteer"));
    }

    /** City, district and province, from the near to the far; what repeats is left out. */
    private static String within(JsonNode place) {
        List<String> names = new ArrayList<>();
        String own = place.path("name").asString("");
        String city = place.path("city").path("name").asString("");
        if (!city.equals(own)) {
            names.add(city);
        }
        for (String division : List.of("district", "province")) {
            String code = place.path(division).path("code").asString("");
            String seat = place.path(division).path("seat").path("name").asString("");
            if (!code.isEmpty() || !seat.isEmpty()) {
                names.add(
                        division
                                + " "
                                + (seat.isEmpty() ? code : "of " + seat + " (" + code + ")"));
            }
        }
        names.add(place.path("country").asString(""));
        return String.join(", ", names);
    }

    static String degrees(JsonNode microdegrees) {
        return microdegrees.isNumber()
                ? String.format(Locale.ROOT, "%.4f", microdegrees.asLong() / 1_000_000.0)
                : "";
    }

    static String source(JsonNode gazetteer) {
        return gazetteer.isObject()
                ? gazetteer.path("citation").asString(gazetteer.path("title").asString(""))
                        + "\nGazetteer "
                        + gazetteer.path("sha256").asString("")
                : "";
    }

    /** A stated settlement: its name, then where it is said to be, from the near to the far. */
    static String stated(JsonNode stated) {
        List<String> parts = new ArrayList<>();
        parts.add(stated.path("name").asString(""));
        List<String> admin = new ArrayList<>();
        stated.path("admin").forEach(part -> admin.add(part.asString("")));
        parts.addAll(admin.reversed());
        if (stated.path("country").isString()) {
            parts.add(stated.path("country").asString());
        }
        return String.join(", ", parts);
    }
}
