package org.casualtyledger.counting;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.events.claim.Place;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a tally puts an incident, by its stated names: a settlement, or what is left over in the
 * finest area that is known to hold it.
 */
public sealed interface PlaceKey {
    Optional<String> country();

    /** The admin path from the province downwards. */
    List<String> admin();

    /** {@code at} or {@code near} for a settlement, else {@code residual}. */
    String precision();

    /** The settlement's name; empty for a residual. */
    Optional<String> settlement();

    /** Its part of a cell's name in digests: canonical JSON (RFC 8785). */
    default String name() {
        ObjectNode name = Json.object();
        ArrayNode path = name.putArray("admin");
        admin().forEach(path::add);
        name.put("country", country().orElse(null));
        name.put("name", settlement().orElse(null));
        name.put("precision", precision());
        return CanonicalJson.text(name);
    }

    /**
     * @param called its name as stated
     * @param nearby stated as near the settlement rather than at it
     */
    record Settlement(Optional<String> country, List<String> admin, String called, boolean nearby)
            implements PlaceKey {
        public Settlement {
            admin = List.copyOf(admin);
        }

        @Override
        public String precision() {
            return nearby ? "near" : "at";
        }

        @Override
        public Optional<String> settlement() {
            return Optional.of(called);
        }

        @Override
        public int hashCode() {
            return Mix.of(
                    country.hashCode(), Mix.of(admin), called.hashCode(), Boolean.hashCode(nearby));
        }
    }

    /** "Unlocated in" the last of {@code admin}, else the country, else anywhere. */
    record Residual(Optional<String> country, List<String> admin) implements PlaceKey {
        public static final Residual ANYWHERE = new Residual(Optional.empty(), List.of());

        public Residual {
            admin = List.copyOf(admin);
        }

        @Override
        public String precision() {
            return "residual";
        }

        @Override
        public Optional<String> settlement() {
            return Optional.empty();
        }

        @Override
        public int hashCode() {
            return Mix.of(country.hashCode(), Mix.of(admin));
        }
    }

    /**
     * The key of a claim's places. Several places are the residual of their deepest common area;
     * the same place stated twice is one place.
     */
    static PlaceKey of(List<Place> where) {
        Set<PlaceKey> keys = new LinkedHashSet<>();
        for (Place place : where) {
            keys.add(of(place));
        }
        if (keys.isEmpty()) {
            return Residual.ANYWHERE;
        }
        PlaceKey common = keys.iterator().next();
        if (keys.size() == 1) {
            return common;
        }
        Residual area = new Residual(common.country(), common.admin());
        for (PlaceKey key : keys) {
            area = commonArea(area, key);
        }
        return area;
    }

    static PlaceKey of(Place place) {
        List<String> admin = place.admin();
        return switch (place.precision()) {
            case EXACT -> new Settlement(place.country(), admin, place.name(), false);
            case NEAR -> new Settlement(place.country(), admin, place.name(), true);
            case DISTRICT -> new Residual(place.country(), upTo(2, admin));
            case PROVINCE -> new Residual(place.country(), upTo(1, admin));
            case REGION -> new Residual(place.country(), admin);
            case COUNTRY -> new Residual(place.country(), List.of());
            case UNLOCATED -> Residual.ANYWHERE;
        };
    }

    /**
     * How precise a claim's place is, for choosing among accounts: as stated for one place; that of
     * their common area for several.
     */
    static PlacePrecision precisionOf(List<Place> where) {
        PlaceKey key = of(where);
        if (!where.isEmpty() && of(where.getFirst()).equals(key)) {
            return where.getFirst().precision();
        }
        if (key.admin().size() >= 2) {
            return PlacePrecision.DISTRICT;
        }
        if (key.admin().size() == 1) {
            return PlacePrecision.PROVINCE;
        }
        return key.country().isPresent() ? PlacePrecision.COUNTRY : PlacePrecision.UNLOCATED;
    }

    private static Residual commonArea(Residual area, PlaceKey other) {
        if (area.country().isEmpty() || !area.country().equals(other.country())) {
            return Residual.ANYWHERE;
        }
        List<String> common = new ArrayList<>();
        int depth = Math.min(area.admin().size(), other.admin().size());
        for (int i = 0; i < depth && area.admin().get(i).equals(other.admin().get(i)); i++) {
            common.add(area.admin().get(i));
        }
        return new Residual(area.country(), common);
    }

    private static List<String> upTo(int depth, List<String> admin) {
        return admin.size() <= depth ? admin : admin.subList(0, depth);
    }
}
