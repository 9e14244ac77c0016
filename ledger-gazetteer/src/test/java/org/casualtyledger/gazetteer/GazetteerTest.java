package org.casualtyledger.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GazetteerTest {
    /**
     * The name of the bundled gazetteer. It changes if the package, the table of countries or the
     * pruning does: whoever adopted the old one by its hash needs the old bytes.
     */
    private static final String GOLDEN =
            "ba748391ac5c0167d37fd0eeb77ec8ff086b260af93c3f06e07e35f6bcdcde1e";

    private static final long RAQQA = 172955;

    private final Gazetteer bundled = Gazetteer.bundled();

    @Test
    void the_bundled_gazetteer_has_the_same_bytes_on_every_machine() throws Exception {
        assertThat(bundled.sha256()).isEqualTo(GOLDEN);
        assertThat(bundled.size()).isEqualTo(53_877);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bundled.bytes());
        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(GOLDEN);
    }

    @Test
    void it_says_whose_data_it_is_and_under_which_licence() {
        assertThat(bundled.licence()).isEqualTo("CC-BY-4.0");
        assertThat(bundled.citation())
                .contains("GeoNames", "https://www.geonames.org", "CC BY 4.0", "pruned", GOLDEN);
        assertThat(Gazetteer.class.getResourceAsStream("/META-INF/NOTICE")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ar Raqqah",
                "Raqqa",
                "ar-raqqa",
                "Raqqa city",
                "الرقة",
                "رقه",
                "Ракка",
                "Ар-Ракка"
            })
    void a_place_is_found_by_its_name_in_any_script(String text) {
        List<Match> found = bundled.search(text, Optional.of("SY"), 3);

        assertThat(found.getFirst().place().id()).isEqualTo(RAQQA);
        assertThat(found.getFirst().exact()).isTrue();
        assertThat(bundled.search(text, Optional.empty(), 1)).isEqualTo(found.subList(0, 1));
    }

    @Test
    void exact_names_come_first_then_beginnings_then_parts_and_the_populous_before_others() {
        Gazetteer small =
                Tables.of(
                        """
                        1 | Homs      |       | 0 | 0 | PPL | SY | | | 10
                        2 | Homsan    |       | 0 | 0 | PPL | SY | | | 500
                        3 | Old Homs  |       | 0 | 0 | PPL | SY | | | 9000
                        4 | Somewhere | Homs  | 0 | 0 | PPL | SY | | | 20
                        5 | Homsiya   |       | 0 | 0 | PPL | SY | | | 600
                        6 | Homs      |       | 0 | 0 | PPL | IQ | | | 20
                        """);

        assertThat(small.search("homs", Optional.of("SY"), 9))
                .extracting(match -> match.place().id())
                .containsExactly(4L, 1L, 5L, 2L, 3L);
        assertThat(small.search("homs", Optional.empty(), 2))
                .extracting(match -> match.place().id())
                .containsExactly(4L, 6L);
        assertThat(small.search("homs", Optional.of("SY"), 9))
                .extracting(Match::exact)
                .containsExactly(true, true, false, false, false);
    }

    @Test
    void a_search_for_nothing_or_in_an_unknown_country_finds_nothing() {
        assertThat(bundled.search("  ", Optional.empty(), 3)).isEmpty();
        assertThat(bundled.search("Paris", Optional.of("FR"), 3)).isEmpty();
        assertThat(bundled.byId(1)).isEmpty();
        assertThat(bundled.namesOf(1)).isEmpty();
    }

    @Test
    void links_and_codes_are_no_names() {
        Pattern noName = Pattern.compile("://|www\\.|(^|,)[A-Z]{3,5}(,|$)");
        assertThat(
                        new String(bundled.bytes(), StandardCharsets.UTF_8)
                                .lines()
                                .filter(line -> noName.matcher(line.split("\t", -1)[2]).find()))
                .isEmpty();
        assertThat(bundled.namesOf(170063)).contains("Halab", "حلب").doesNotContain("ALP");
    }

    @Test
    void a_province_is_known_by_its_seat() {
        assertThat(bundled.provinceSeat("SY", "09").map(GazetteerPlace::name)).contains("Aleppo");
        assertThat(bundled.provinceSeat("SY", "13").map(GazetteerPlace::feature)).contains("PPLC");
        assertThat(bundled.provinceSeat("SY", "08")).as("Rif Dimashq has no seat").isEmpty();
        assertThat(bundled.provinceSeat("FR", "01")).isEmpty();
    }

    @Test
    void a_district_is_known_by_the_seat_with_its_code_else_by_the_nearest_in_the_province() {
        Gazetteer small =
                Tables.of(
                        """
                        1 | Coded    | | 0      | 0       | PPLA2 | SY | 01 | a | 10
                        2 | Near     | | 0      | 2000000 | PPLA2 | SY | 01 | b | 10
                        3 | Capital  | | 0      | 4000000 | PPLA  | SY | 01 |   | 10
                        4 | Foreign  | | 100000 | 2000000 | PPLA2 | SY | 02 | c | 10
                        5 | Of a     | | 100000 | 2000000 | PPL   | SY | 01 | a | 10
                        6 | Of none  | | 100000 | 2000000 | PPL   | SY | 01 |   | 10
                        7 | Of z     | | 100000 | 3500000 | PPL   | SY | 01 | z | 10
                        8 | Nowhere  | | 100000 | 3500000 | PPL   | SY |    |   | 10
                        """);

        assertThat(districtSeats(small, 5, 6, 7, 8))
                .containsExactly("Coded", "Near", "Capital", "none");
        assertThat(bundled.byId(RAQQA).flatMap(bundled::districtSeat).map(GazetteerPlace::id))
                .contains(RAQQA);
    }

    private static List<String> districtSeats(Gazetteer gazetteer, long... ids) {
        return Arrays.stream(ids)
                .mapToObj(id -> gazetteer.byId(id).orElseThrow())
                .map(
                        place ->
                                gazetteer
                                        .districtSeat(place)
                                        .map(GazetteerPlace::name)
                                        .orElse("none"))
                .toList();
    }

    @Test
    void divisions_are_called_after_their_seat_and_their_code() {
        GazetteerPlace manbij = bundled.byId(167357).orElseThrow();
        assertThat(bundled.provinceName(manbij)).contains("Aleppo (SY.09)");
        assertThat(bundled.districtName(manbij)).contains("Manbij (SY.09.167355)");

        GazetteerPlace khirbatGhazalah = bundled.byId(168120).orElseThrow();
        assertThat(bundled.districtName(khirbatGhazalah)).contains("Izra‘ (SY.06)");

        GazetteerPlace duma = bundled.search("Duma", Optional.of("SY"), 1).getFirst().place();
        assertThat(bundled.provinceName(duma)).contains("SY.08");
    }

    @Test
    void a_section_belongs_to_the_nearest_larger_place_and_any_other_place_to_itself() {
        Gazetteer small =
                Tables.of(
                        """
                        1 | Quarter  | | 0 | 0      | PPLX | SY | | | 5
                        2 | Hamlet   | | 0 | 10000  | PPL  | SY | | | 4
                        3 | Ruin     | | 0 | 20000  | PPLQ | SY | | | 900
                        4 | District | | 0 | 30000  | PPLX | SY | | | 50
                        5 | City     | | 0 | 60000  | PPL  | SY | | | 500
                        6 | Foreign  | | 0 | 5000   | PPL  | IQ | | | 500
                        7 | Lonely   | | 0 | 500000 | PPLX | SY | | | 9
                        8 | Capital  | | 0 | 650000 | PPLC | SY | | | 9000
                        """);

        assertThat(Stream.of(1L, 2L, 4L, 7L).map(id -> small.cityOf(small.byId(id).orElseThrow())))
                .extracting(GazetteerPlace::name)
                .containsExactly("City", "Hamlet", "City", "Lonely");
        assertThat(bundled.search("Karol Bagh", Optional.of("IN"), 1))
                .extracting(match -> bundled.cityOf(match.place()).name())
                .containsExactly("Delhi");
    }

    @Test
    void a_country_is_known_by_name_by_code_and_in_arabic() {
        assertThat(
                        Stream.of(
                                "Syria",
                                "syrian arab republic",
                                "SY",
                                "syr",
                                "سوريا",
                                "سورية",
                                "Сирия"))
                .allSatisfy(stated -> assertThat(Gazetteer.countryCode(stated)).contains("SY"));
        assertThat(Gazetteer.countryCode("Turkiye")).contains("TR");
        assertThat(Gazetteer.countryCode("Myanmar (Burma)")).contains("MM");
        assertThat(Gazetteer.countryCode("Atlantis")).isEmpty();
        assertThat(Gazetteer.countryCode("")).isEmpty();
    }

    @Test
    void every_country_of_the_theatre_table_is_known_and_has_places() throws Exception {
        Path table = Path.of("../ledger-api/src/main/resources/reporting/theatres-v1.txt");
        List<String> spellings =
                Files.readString(table)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .flatMap(
                                line ->
                                        Arrays.stream(
                                                line.substring(line.indexOf('=') + 1).split("\\|")))
                        .toList();
        // Areas that GeoNames codes under several countries: their places have to be stated with
        // one.
        assertThat(spellings)
                .filteredOn(spelling -> Gazetteer.countryCode(spelling).isEmpty())
                .containsExactly("Kashmir", "Jammu and Kashmir", "Abyei");
        assertThat(spellings)
                .filteredOn(spelling -> spelling.matches("[A-Z]{2}"))
                .allSatisfy(
                        code -> {
                            assertThat(Gazetteer.countryCode(code)).contains(code);
                            assertThat(bundled.search("a", Optional.of(code), 1)).isNotEmpty();
                        });
    }

    @Test
    void a_table_that_cannot_be_read_is_refused_by_its_line() {
        assertThatThrownBy(() -> Gazetteer.read(Tables.gzipped("id\tname\n")))
                .hasMessageContaining("no header");
        assertThatThrownBy(() -> Tables.of("1|Homs\n")).hasMessageContaining("line 2: 2 columns");
        assertThatThrownBy(() -> Tables.of("1|A||x|0|PPL|SY|||0\n")).hasMessageContaining("line 2");
        assertThatThrownBy(() -> Tables.of("1|A||91000000|0|PPL|SY|||0\n"))
                .hasMessageContaining("not on Earth");
        assertThatThrownBy(() -> Tables.of("1|A||0|0|PPL|SY|||0\n1|B||0|0|PPL|SY|||0\n"))
                .hasMessageContaining("place 1 twice");
    }
}
