package org.casualtyledger.api.commands;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Claim;

/**
 * The theatre of a claim: from the country of its first place by a versioned table, {@code
 * theatres-v1.txt}, in which territories that datasets code differently share one theatre. The
 * theatre that was found stands in each leaf, so a later table changes no earlier event.
 */
public final class Theatres {
    private static final Map<String, TheatreId> BY_COUNTRY = load("/reporting/theatres-v1.txt");

    private Theatres() {}

    /** The theatre, or {@link TheatreId#UNKNOWN}. */
    public static TheatreId of(Claim claim) {
        return claim.where().stream()
                .flatMap(place -> place.country().stream())
                .map(country -> BY_COUNTRY.get(key(country)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(TheatreId.UNKNOWN);
    }

    /** Whether the table knows the theatre; {@link TheatreId#UNKNOWN} is one too. */
    public static boolean isKnown(TheatreId theatre) {
        return theatre.equals(TheatreId.UNKNOWN) || BY_COUNTRY.containsValue(theatre);
    }

    /** The theatre of a country as stated, or {@link TheatreId#UNKNOWN}. */
    public static TheatreId ofCountry(Optional<String> country) {
        return country.map(name -> BY_COUNTRY.get(key(name))).orElse(TheatreId.UNKNOWN);
    }

    private static String key(String country) {
        return country.strip().toLowerCase(Locale.ROOT);
    }

    private static Map<String, TheatreId> load(String resource) {
        Map<String, TheatreId> table = new HashMap<>();
        try (InputStream in =
                        Objects.requireNonNull(
                                Theatres.class.getResourceAsStream(resource), resource);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    TheatreId theatre = new TheatreId(line.substring(0, equals));
                    for (String country : line.substring(equals + 1).split("\\|", -1)) {
                        table.put(key(country), theatre);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(table);
    }
}
