package org.casualtyledger.api.reporting;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * UCDP GED, after its codebook: one row is one incident report.
 *
 * <p>Civilians killed are low to high where the violence is one-sided ({@code type_of_violence} 3)
 * or civilians are the event's only deaths, and exactly {@code deaths_civilians} otherwise, since
 * low and high then span combatants too. Undetermined people killed are {@code deaths_unknown}, and
 * none where low to high was taken, which contains them. Side A is the alleged perpetrator of
 * one-sided violence; otherwise both sides are parties present.
 */
final class UcdpGedProfile implements ImportProfile {
    static final String NAME = "ucdp-ged";

    private static final List<String> FIGURES =
            List.of(
                    "deaths_a",
                    "deaths_b",
                    "deaths_civilians",
                    "deaths_unknown",
                    "low",
                    "best",
                    "high");

    private static final List<String> REQUIRED =
            List.of(
                    "id",
                    "type_of_violence",
                    "side_a",
                    "side_b",
                    "source_article",
                    "where_prec",
                    "where_coordinates",
                    "adm_1",
                    "adm_2",
                    "latitude",
                    "longitude",
                    "country",
                    "date_prec",
                    "date_start",
                    "date_end",
                    "deaths_a",
                    "deaths_b",
                    "deaths_civilians",
                    "deaths_unknown",
                    "low",
                    "best",
                    "high");

    /** Further columns whose values are integers, kept as they are where a release has them. */
    private static final List<String> CODES =
            List.of(
                    "type_of_violence",
                    "where_prec",
                    "date_prec",
                    "event_clarity",
                    "number_of_sources",
                    "year",
                    "active_year",
                    "conflict_new_id",
                    "conflict_dset_id",
                    "dyad_new_id",
                    "dyad_dset_id",
                    "side_a_new_id",
                    "side_a_dset_id",
                    "side_b_new_id",
                    "side_b_dset_id",
                    "gwnoa",
                    "gwnob",
                    "priogrid_gid",
                    "country_id");

    /** Columns whose wording is kept behind a digest. */
    private static final List<String> WORDING =
            List.of(
                    "conflict_name",
                    "dyad_name",
                    "source_original",
                    "where_description",
                    "geom_wkt");

    private static final String[] PLACE_PRECISION = {
        "exact", "near", "district", "province", "region", "country", "unlocated"
    };
    private static final String[] TIME_PRECISION = {"day", "days", "week", "month", "longer"};
    private static final Pattern ARTICLE =
            Pattern.compile("(.*?),(\\d{4}-\\d{2}-\\d{2}),(.*)", Pattern.DOTALL);
    private static final Pattern MIDNIGHT =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})( 00:00:00(\\.0+)?)?");

    /** No exponents: a short text must not stand for a number of a million digits. */
    private static final Pattern DEGREES = Pattern.compile("-?\\d{1,3}(\\.\\d{1,20})?");

    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,12}");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> required() {
        return REQUIRED;
    }

    @Override
    public String idColumn() {
        return "id";
    }

    @Override
    public ObjectNode submission(Row row, Faults faults) {
        ObjectNode submission = Json.object();
        submission.put("externalId", row.get("id"));
        ObjectNode claim = submission.putObject("claim");
        claim.put("kind", "incident");
        when(claim.putObject("when"), row, faults);
        place(claim.putArray("where").addObject(), row, faults);
        killed(claim.putObject("harm").putObject("killed"), row, faults);
        actors(claim.putArray("actors"), row);
        sources(claim.putArray("sources"), row.get("source_article"));
        original(claim.putObject("original"), row);
        String wording = wording(row);
        if (!wording.isEmpty()) {
            claim.put("narrative", wording);
        }
        return submission;
    }

    private static void when(ObjectNode when, Row row, Faults faults) {
        when.put("from", date(row, "date_start"));
        when.put("to", date(row, "date_end"));
        code(when, "date_prec", TIME_PRECISION, row, faults);
    }

    /**
     * A date; some releases write midnight behind it. What is no date is left to the check of the
     * request.
     */
    private static String date(Row row, String column) {
        Matcher midnight = MIDNIGHT.matcher(row.get(column));
        return midnight.matches() ? midnight.group(1) : row.get(column);
    }

    private static void place(ObjectNode place, Row row, Faults faults) {
        String name = row.get("where_coordinates");
        place.put("name", name.isBlank() ? "not stated" : name.strip());
        ArrayNode admin = place.putArray("admin");
        for (String level : List.of(row.get("adm_1"), row.get("adm_2"))) {
            if (!level.isBlank()) {
                admin.add(level.strip());
            }
        }
        if (!row.get("country").isBlank()) {
            place.put("country", row.get("country").strip());
        }
        if (!row.get("latitude").isBlank() || !row.get("longitude").isBlank()) {
            ObjectNode point = place.putObject("point");
            microdegrees(point, "latE6", "latitude", row, faults);
            microdegrees(point, "lonE6", "longitude", row, faults);
        }
        code(place, "where_prec", PLACE_PRECISION, row, faults);
    }

    private static void microdegrees(
            ObjectNode point, String name, String column, Row row, Faults faults) {
        String degrees = row.get(column).strip();
        if (DEGREES.matcher(degrees).matches()) {
            point.put(
                    name,
                    new BigDecimal(degrees)
                            .movePointRight(6)
                            .setScale(0, RoundingMode.HALF_EVEN)
                            .intValueExact());
        } else {
            faults.add(column, "not-degrees", "must be decimal degrees");
        }
    }

    private static void killed(ObjectNode killed, Row row, Faults faults) {
        int[] figures = new int[FIGURES.size()];
        boolean readable = true;
        for (int i = 0; i < figures.length; i++) {
            OptionalInt figure = figure(row, FIGURES.get(i), faults);
            readable &= figure.isPresent();
            figures[i] = figure.orElse(0);
        }
        if (!readable) {
            return;
        }
        int deathsA = figures[0];
        int deathsB = figures[1];
        int civilians = figures[2];
        int unknown = figures[3];
        boolean oneSided = row.get("type_of_violence").equals("3");
        boolean onlyCivilians = civilians > 0 && deathsA == 0 && deathsB == 0 && unknown == 0;
        ObjectNode total = killed.putObject("civilians").putObject("total");
        if (oneSided || onlyCivilians) {
            total.put("min", figures[4]);
            total.put("best", figures[5]);
            total.put("max", figures[6]);
        } else {
            total.put("min", civilians);
            total.put("max", civilians);
            ObjectNode undetermined = killed.putObject("undetermined");
            undetermined.put("min", unknown);
            undetermined.put("max", unknown);
        }
    }

    private static OptionalInt figure(Row row, String column, Faults faults) {
        String text = row.get(column).strip();
        if (!INTEGER.matcher(text).matches()) {
            faults.add(column, "not-a-figure", "must be an integer");
            return OptionalInt.empty();
        }
        long value = Long.parseLong(text);
        if (value < 0 || value > org.casualtyledger.events.claim.Limits.COUNT) {
            faults.add(
                    column,
                    "out-of-bounds",
                    "must be between 0 and " + org.casualtyledger.events.claim.Limits.COUNT);
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) value);
    }

    private static void actors(ArrayNode actors, Row row) {
        boolean oneSided = row.get("type_of_violence").equals("3");
        if (!row.get("side_a").isBlank()) {
            ObjectNode a =
                    actors.addObject().put("name", row.get("side_a").strip()).put("side", "a");
            a.put("role", oneSided ? "alleged" : "party");
            if (oneSided) {
                a.put("status", "alleged");
            }
        }
        String sideB = row.get("side_b").strip();
        if (!sideB.isEmpty() && !sideB.equals("Civilians")) {
            actors.addObject().put("name", sideB).put("side", "b").put("role", "party");
        }
    }

    /**
     * {@code "publisher,date,headline";"publisher,date,headline"}: publisher and date in clear, the
     * wording behind a digest.
     */
    private static void sources(ArrayNode sources, String articles) {
        String inner = articles.strip();
        if (inner.isEmpty()) {
            return;
        }
        if (inner.startsWith("\"") && inner.endsWith("\"") && inner.length() > 1) {
            inner = inner.substring(1, inner.length() - 1);
        }
        for (String article : inner.split("\";\\s*\"", -1)) {
            Matcher parts = ARTICLE.matcher(article);
            ObjectNode source = sources.addObject();
            if (parts.matches() && !parts.group(1).isBlank()) {
                source.put("publisher", parts.group(1).strip());
                source.put("date", parts.group(2));
                if (!parts.group(3).isBlank()) {
                    source.put("title", parts.group(3).strip());
                }
            } else {
                source.put("publisher", "not stated");
                source.put("title", article);
            }
        }
    }

    /** Every original figure is kept, those that a count was not taken from as well. */
    private static void original(ObjectNode original, Row row) {
        for (String column : row.columns()) {
            String value = row.get(column).strip();
            if ((FIGURES.contains(column) || CODES.contains(column))
                    && INTEGER.matcher(value).matches()) {
                original.put(column, Long.parseLong(value));
            }
        }
    }

    private static String wording(Row row) {
        StringBuilder wording = new StringBuilder();
        for (String column : WORDING) {
            if (!row.get(column).isBlank()) {
                wording.append(column).append(": ").append(row.get(column).strip()).append('\n');
            }
        }
        return wording.toString().strip();
    }

    private static void code(
            ObjectNode out, String column, String[] words, Row row, Faults faults) {
        String value = row.get(column).strip();
        if (value.length() == 1
                && value.charAt(0) >= '1'
                && value.charAt(0) <= '0' + words.length) {
            out.put("precision", words[value.charAt(0) - '1']);
        } else {
            faults.add(
                    column,
                    "unknown-code",
                    "must be one of 1 to "
                            + words.length
                            + " ("
                            + String.join(", ", Arrays.asList(words))
                            + ")");
        }
    }
}
