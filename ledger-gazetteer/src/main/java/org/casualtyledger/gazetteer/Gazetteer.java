package org.casualtyledger.gazetteer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/**
 * A table of populated places, named by the SHA-256 of its bytes. Whoever resolved a place by it
 * can name the table, and whoever checks can have the same one. Immutable; safe for many threads.
 * What a search needs is made country by country, on first use.
 *
 * <p>The table knows settlements and no divisions: a province or a district is therefore named
 * after its seat and its code ({@link #provinceName}, {@link #districtName}).
 */
public final class Gazetteer {
    /** Sections farther from a city than this are not taken for its own; see {@link #cityOf}. */
    static final int FARTHEST_CITY_METRES = 15_000;

    private static final String RESOURCE = "places.tsv.gz";

    private final byte[] compressed;
    private final String sha256;
    private final Map<Long, NamedPlace> byId;
    private final Map<String, List<NamedPlace>> byCountry = new TreeMap<>();
    private final Map<String, CountryIndex> indexes = new ConcurrentHashMap<>();

    private Gazetteer(byte[] compressed) {
        byte[] tsv = unpacked(compressed);
        List<NamedPlace> places = PlacesFile.read(tsv);
        this.compressed = compressed;
        this.sha256 = sha256(tsv);
        this.byId = HashMap.newHashMap(places.size());
        for (NamedPlace place : places) {
            if (byId.put(place.place().id(), place) != null) {
                throw new IllegalArgumentException("place " + place.place().id() + " twice");
            }
            byCountry.computeIfAbsent(place.place().country(), _ -> new ArrayList<>()).add(place);
        }
    }

    /** The gazetteer that comes with the ledger, read on first use (about half a second). */
    public static Gazetteer bundled() {
        return Bundled.GAZETTEER;
    }

    /**
     * A gazetteer from a gzipped table as {@code prune.mjs} writes it.
     *
     * @throws IllegalArgumentException naming the line that cannot be read
     * @throws UncheckedIOException if it is not gzipped
     */
    public static Gazetteer read(byte[] compressed) {
        return new Gazetteer(compressed.clone());
    }

    /** The two-letter code of a country as stated: in English, by its ISO codes, or in Arabic. */
    public static Optional<String> countryCode(String stated) {
        return Countries.code(stated);
    }

    /** The SHA-256 of {@link #bytes}, in lower-case hex: this gazetteer's name. */
    public String sha256() {
        return sha256;
    }

    public String title() {
        return "GeoNames cities500, pruned";
    }

    /** The SPDX identifier of the data's licence. */
    public String licence() {
        return "CC-BY-4.0";
    }

    /** How the data has to be cited wherever it is shown. */
    public String citation() {
        return "GeoNames (https://www.geonames.org), cities500, CC BY 4.0, pruned to "
                + byCountry.size()
                + " countries; SHA-256 "
                + sha256;
    }

    /** How many places there are. */
    public int size() {
        return byId.size();
    }

    /**
     * The table: UTF-8, tab-separated, with a header. Alternate names are parted by commas,
     * coordinates are microdegrees. Unpacked anew at each call, about 5 MB.
     */
    public byte[] bytes() {
        return unpacked(compressed);
    }

    public Optional<GazetteerPlace> byId(long id) {
        return Optional.ofNullable(byId.get(id)).map(NamedPlace::place);
    }

    /** All names of a place, its own first; empty for an unknown id. */
    public List<String> namesOf(long id) {
        NamedPlace place = byId.get(id);
        return place == null ? List.of() : place.names();
    }

    /**
     * Places by a name in any script: first those whose name folds to the same, then those with a
     * name that begins with it, then those with one that contains it; the more populous first. The
     * first search over all countries takes about a second, later ones some milliseconds.
     *
     * @param country its ISO 3166-1 alpha-2 code; empty for all countries
     * @param limit at most so many, at least 1
     */
    public List<Match> search(String text, Optional<String> country, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit below 1: " + limit);
        }
        String fold = Names.fold(text);
        if (fold.isEmpty()) {
            return List.of();
        }
        Collection<String> countries =
                country.<Collection<String>>map(List::of).orElse(byCountry.keySet());
        return countries.stream()
                .flatMap(code -> index(code).search(fold).stream())
                .sorted()
                .limit(limit)
                .map(NameHit::match)
                .toList();
    }

    /**
     * The city that a section of a populated place (PPLX) belongs to. GeoNames does not say it, so
     * this is a guess: the nearest place of the same country that has more inhabitants and is not
     * deserted; if that is a section too, the same from there; never farther than 15 km from the
     * section that was asked for. It is right for a quarter of a town, and often another suburb for
     * a suburb of a metropolis. A section without such a place is its own city, as is every place
     * that is no section.
     */
    public GazetteerPlace cityOf(GazetteerPlace place) {
        GazetteerPlace city = place;
        while (city.isSection()) {
            GazetteerPlace from = city;
            Optional<GazetteerPlace> larger = largerNear(from, place);
            if (larger.isEmpty()) {
                return from;
            }
            city = larger.get();
        }
        return city;
    }

    /** The nearest to {@code from} of those around {@code section} that have more inhabitants. */
    private Optional<GazetteerPlace> largerNear(GazetteerPlace from, GazetteerPlace section) {
        return index(section.country())
                .near(section.latE6(), section.lonE6(), FARTHEST_CITY_METRES)
                .stream()
                .map(NamedPlace::place)
                .filter(p -> !p.isDeserted() && p.population() > from.population())
                .min(
                        Comparator.<GazetteerPlace>comparingLong(
                                        p -> p.metresTo(from.latE6(), from.lonE6()))
                                .thenComparing(MOST_POPULOUS));
    }

    /**
     * The seat of a first-order division: the capital where it lies there, else its PPLA; the most
     * populous of several.
     */
    public Optional<GazetteerPlace> provinceSeat(String country, String admin1) {
        return index(country).seats().province(admin1).map(NamedPlace::place);
    }

    /**
     * The seat of the second-order division that holds the place. If GeoNames says which division,
     * and has a seat (PPLA2) with its code, that one. Else the nearest seat in the same first-order
     * division, of a district or of the division itself, which as a rule seats a district too: a
     * guess, as districts are not round. Empty if the place's first-order division is not known or
     * has no seat.
     */
    public Optional<GazetteerPlace> districtSeat(GazetteerPlace place) {
        return index(place.country()).seats().district(place).map(NamedPlace::place);
    }

    /**
     * What to call the first-order division of a place, as the table has no names of divisions: its
     * seat and its code, "Aleppo (SY.09)"; the code alone where it has no seat, "SY.08"; empty if
     * the place's division is not known.
     */
    public Optional<String> provinceName(GazetteerPlace place) {
        return place.admin1()
                .map(
                        admin1 -> {
                            String code = place.country() + "." + admin1;
                            return provinceSeat(place.country(), admin1)
                                    .map(seat -> seat.name() + " (" + code + ")")
                                    .orElse(code);
                        });
    }

    /**
     * What to call the second-order division of a place: its seat and the seat's code, "Manbij
     * (SY.09.167355)", or that of its province where it has none of its own, "Izra‘ (SY.06)"; empty
     * where {@link #districtSeat} is.
     */
    public Optional<String> districtName(GazetteerPlace place) {
        return districtSeat(place)
                .map(
                        seat ->
                                seat.name()
                                        + seat.admin1()
                                                .map(admin1 -> " (" + seat.country() + "." + admin1)
                                                .orElse(" (" + seat.country())
                                        + seat.admin2().map(admin2 -> "." + admin2).orElse("")
                                        + ")");
    }

    CountryIndex index(String country) {
        return indexes.computeIfAbsent(
                country, code -> new CountryIndex(byCountry.getOrDefault(code, List.of())));
    }

    static final Comparator<GazetteerPlace> MOST_POPULOUS =
            Comparator.comparingLong(GazetteerPlace::population)
                    .reversed()
                    .thenComparingLong(GazetteerPlace::id);

    private static byte[] unpacked(byte[] compressed) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Read when first asked for, and once. */
    private static final class Bundled {
        private static final Gazetteer GAZETTEER = load();

        private static Gazetteer load() {
            try (InputStream in =
                    Objects.requireNonNull(
                            Gazetteer.class.getResourceAsStream(RESOURCE), RESOURCE)) {
                return new Gazetteer(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
