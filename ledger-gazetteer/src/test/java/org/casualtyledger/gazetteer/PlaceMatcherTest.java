package org.casualtyledger.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.gazetteer.PlaceMatch.Ambiguous;
import org.casualtyledger.gazetteer.PlaceMatch.Automatic;
import org.casualtyledger.gazetteer.PlaceMatch.Nothing;
import org.casualtyledger.gazetteer.PlaceMatch.Suggestions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceMatcherTest {
    private static final StatedPoint AT_RAQQA = new StatedPoint(35_952_830, 39_007_880);

    /** A degree of latitude is 111.2 km. */
    private static final StatedPoint NINE_KM_NORTH = new StatedPoint(36_033_830, 39_007_880);

    private static final StatedPoint ELEVEN_KM_NORTH = new StatedPoint(36_051_830, 39_007_880);

    private final Gazetteer gazetteer =
            Tables.of(
                    """
                    1|Ar Raqqah|Raqqa,الرقة|35952830|39007880|PPLA|SY|04||177636
                    2|Qabbasin||36432740|37568570|PPL|SY|09||51230
                    3|Qabbāsīn||36434000|37570000|PPL|SY|09||12000
                    4|Tadmur|Palmyra|34560000|38280000|PPLA2|SY|11||51015
                    5|Aleppo|Halab|36201240|37161170|PPLA|SY|09||1602264
                    6|Homs||34726820|36723390|PPLA|SY|11||775404
                    7|‘Ayn ‘Īsá|Ain Aissa|36384000|38859000|PPLA3|SY|04||0
                    8|Ar Raqqah||33300000|44400000|PPL|IQ|07||10
                    9|Khān Yūnis||31340180|34306270|PPLA2|PS|GZ||173183
                    10|Halfaya||31500000|34500000|PPL|PS|GZ||100
                    11|Halfaya||32500000|35500000|PPL|IL|01||100
                    """);
    private final PlaceMatcher matcher = new PlaceMatcher(gazetteer);

    @Test
    void the_only_place_of_the_name_at_the_stated_point_is_automatic() {
        assertThat(match("Ar Raqqah town", AT_RAQQA))
                .isEqualTo(new Automatic(place(1), "Ar Raqqah", 0));
        assertThat(match("الرقة", NINE_KM_NORTH)).isEqualTo(new Automatic(place(1), "الرقة", 9007));
    }

    @Test
    void a_place_of_the_same_name_in_another_country_does_not_matter() {
        assertThat(match("Raqqa", AT_RAQQA)).isInstanceOf(Automatic.class);
    }

    @Test
    void too_far_from_any_of_the_stated_points_is_a_suggestion_that_says_so() {
        Suggestion suggestion = first(match("Raqqa", AT_RAQQA, ELEVEN_KM_NORTH));

        assertThat(suggestion.place()).isEqualTo(place(1));
        assertThat(suggestion.distanceMetres()).hasValue(11_008);
        assertThat(suggestion.reasons())
                .contains(
                        "the only place in the country named Ar Raqqah",
                        "11.0 km from the stated point, beyond the 10 km allowed",
                        "lies in the stated division",
                        "population 177,636");
    }

    @Test
    void a_point_near_the_settlement_decides_no_farther_than_an_exact_one() {
        PlaceMatch near =
                matcher.match(
                        new StatedPlace(
                                "Raqqa",
                                List.of(),
                                Optional.of("Syria"),
                                List.of(ELEVEN_KM_NORTH),
                                StatedPlace.NEAR_RADIUS_METRES));

        assertThat(first(near).reasons())
                .contains("11.0 km from the stated point, within the 35 km allowed");
    }

    @Test
    void a_name_without_a_point_is_never_automatic() {
        PlaceMatch match = match("Raqqa");

        assertThat(match).isInstanceOf(Suggestions.class);
        assertThat(first(match).distanceMetres()).isEmpty();
        assertThat(first(match).reasons()).contains("no point was stated");
    }

    @Test
    void several_places_of_the_name_are_ambiguous_even_if_only_one_is_near() {
        PlaceMatch match = match("Qabbasin", new StatedPoint(36_432_740, 37_568_570));

        assertThat(match).isInstanceOf(Ambiguous.class);
        assertThat(((Ambiguous) match).suggestions())
                .extracting(Suggestion::place)
                .containsExactly(place(2), place(3));
        assertThat(((Ambiguous) match).suggestions().getFirst().reasons())
                .contains("one of 2 places in the country with a stated name")
                .contains("lies in another province, that of Aleppo");
    }

    @Test
    void two_stated_names_have_to_be_names_of_one_place() {
        StatedPoint atPalmyra = new StatedPoint(34_560_000, 38_280_000);

        assertThat(match("Tadmur/Palmyra town", atPalmyra)).isInstanceOf(Automatic.class);
        assertThat(match("Tadmur/Homs", atPalmyra)).isInstanceOf(Ambiguous.class);
        assertThat(match("Tadmur/Somewhere", atPalmyra)).isInstanceOf(Suggestions.class);
    }

    @Test
    void what_stands_beside_a_town_is_not_the_town() {
        StatedPoint atHoms = new StatedPoint(34_726_820, 36_723_390);

        assertThat(match("Homs airport", atHoms)).isInstanceOf(Suggestions.class);
        assertThat(match("Homs camp", atHoms)).isInstanceOf(Suggestions.class);
    }

    @Test
    void a_name_that_is_spelt_otherwise_is_suggested_with_how_similar_it_is() {
        Suggestion suggestion =
                first(match("Ein Issa town", new StatedPoint(36_385_000, 38_859_000)));

        assertThat(suggestion.place()).isEqualTo(place(7));
        assertThat(suggestion.similarityPermille()).isBetween(780, 999);
        assertThat(suggestion.reasons())
                .anyMatch(reason -> reason.startsWith("the name Ain Aissa is similar (0."))
                .contains("population not recorded");
    }

    @Test
    void where_nothing_resembles_the_name_nothing_is_suggested() {
        assertThat(match("Xyzzy", AT_RAQQA)).isEqualTo(new Nothing());
        assertThat(match("", AT_RAQQA)).isEqualTo(new Nothing());
        assertThat(match("/", AT_RAQQA)).isEqualTo(new Nothing());
        assertThat(matchIn("Atlantis", "Raqqa", AT_RAQQA)).isEqualTo(new Nothing());
    }

    @Test
    void what_datasets_code_under_either_country_is_searched_under_both() {
        StatedPoint atKhanYunis = new StatedPoint(31_340_180, 34_306_270);

        assertThat(matchIn("Israel", "Khan Yunis town", atKhanYunis))
                .isEqualTo(new Automatic(place(9), "Khān Yūnis", 0));
        assertThat(matchIn("Gaza Strip", "Khan Yunis", atKhanYunis)).isInstanceOf(Automatic.class);
        assertThat(matchIn("Israel", "Halfaya", new StatedPoint(31_500_000, 34_500_000)))
                .as("unique in neither")
                .isInstanceOf(Ambiguous.class);
    }

    @Test
    void the_bundled_gazetteer_is_matched_by_the_same_rules() {
        PlaceMatcher bundled = new PlaceMatcher(Gazetteer.bundled());

        assertThat(
                        bundled.match(
                                new StatedPlace(
                                        "Maarat al-Numaan town",
                                        List.of("Idlib Governorate", "Maarat al-Numaan district"),
                                        Optional.of("Syria"),
                                        List.of(new StatedPoint(35_643_000, 36_668_000)),
                                        StatedPlace.EXACT_RADIUS_METRES)))
                .isInstanceOf(Automatic.class);
    }

    /** Counted anew from the folds of all names, for each country whose datasets code it alone. */
    @ParameterizedTest
    @ValueSource(strings = {"SY", "YE", "IQ", "LY"})
    void every_name_at_its_place_is_automatic_exactly_if_no_other_place_bears_it(String country) {
        Gazetteer bundled = Gazetteer.bundled();
        List<GazetteerPlace> places =
                new String(bundled.bytes(), StandardCharsets.UTF_8)
                        .lines()
                        .skip(1)
                        .filter(line -> !line.contains("/"))
                        .map(line -> Long.valueOf(line.substring(0, line.indexOf('\t'))))
                        .flatMap(id -> bundled.byId(id).stream())
                        .filter(place -> place.country().equals(country))
                        .toList();
        Map<String, Set<Long>> bearers = new HashMap<>();
        places.forEach(
                place ->
                        bundled.namesOf(place.id())
                                .forEach(
                                        name ->
                                                bearers.computeIfAbsent(
                                                                Names.fold(name),
                                                                _ -> new HashSet<>())
                                                        .add(place.id())));
        PlaceMatcher all = new PlaceMatcher(bundled);
        for (GazetteerPlace place : places) {
            for (String name : bundled.namesOf(place.id())) {
                PlaceMatch match = all.match(statedAt(place, name));
                boolean unique = bearers.get(Names.fold(name)).size() == 1;
                assertThat(match instanceof Automatic a && a.place().equals(place))
                        .as("%s of %s: %s", name, place, match)
                        .isEqualTo(unique);
            }
        }
    }

    private static StatedPlace statedAt(GazetteerPlace place, String name) {
        return new StatedPlace(
                name,
                List.of(),
                Optional.of(place.country()),
                List.of(new StatedPoint(place.latE6(), place.lonE6())),
                StatedPlace.EXACT_RADIUS_METRES);
    }

    private PlaceMatch match(String name, StatedPoint... points) {
        return matchIn("Syria", name, points);
    }

    private PlaceMatch matchIn(String country, String name, StatedPoint... points) {
        return matcher.match(
                new StatedPlace(
                        name,
                        List.of("Ar Raqqah Governorate", "Ar Raqqah district"),
                        Optional.of(country),
                        List.of(points),
                        StatedPlace.EXACT_RADIUS_METRES));
    }

    private static Suggestion first(PlaceMatch match) {
        assertThat(match).isInstanceOf(Suggestions.class);
        return ((Suggestions) match).suggestions().getFirst();
    }

    private GazetteerPlace place(long id) {
        return gazetteer.byId(id).orElseThrow();
    }
}
