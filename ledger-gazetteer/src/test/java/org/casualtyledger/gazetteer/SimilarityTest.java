package org.casualtyledger.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarityTest {
    /** The examples of Winkler's papers. */
    @ParameterizedTest
    @CsvSource({
        "martha, marhta, 961",
        "dixon, dicksonx, 813",
        "dwayne, duane, 840",
        "homs, homs, 1000",
        "abc, xyz, 0",
        "a, b, 0"
    })
    void similarity_is_that_of_jaro_and_winkler(String a, String b, int permille) {
        assertThat(JaroWinkler.permille(a, b)).isEqualTo(permille);
        assertThat(JaroWinkler.permille(b, a)).isEqualTo(permille);
    }

    @Test
    void names_are_found_by_the_trigrams_they_share() {
        Trigrams trigrams = new Trigrams(List.of("homs", "hama", "homsan", "deir zor", "raqqa"));

        assertThat(trigrams.closest("homs", 3)).containsExactly(0, 2, 1);
        assertThat(trigrams.closest("homs", 1)).containsExactly(0);
        assertThat(trigrams.closest("xyz", 3)).isEmpty();
    }

    /**
     * The WGS 84 ellipsoid has 111,319 m a degree of the equator, 110,574 m of a meridian there.
     */
    @Test
    void a_distance_differs_from_the_ellipsoids_by_less_than_it_says() {
        assertThat((double) GreatCircle.metres(0, 0, 0, 1_000_000))
                .isCloseTo(111_319, within(668.0));
        assertThat((double) GreatCircle.metres(0, 0, 1_000_000, 0))
                .isCloseTo(110_574, within(664.0));
        assertThat(GreatCircle.metres(0, 179_500_000, 0, -179_500_000)).isEqualTo(111_195);
        assertThat(GreatCircle.metres(90_000_000, 0, -90_000_000, 0)).isEqualTo(20_015_114);
        assertThat(GreatCircle.metres(5, 5, 5, 5)).isZero();
    }

    @Test
    void the_grid_finds_what_a_look_at_every_place_finds() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<NamedPlace> places =
                IntStream.range(0, 500).mapToObj(id -> somewhere(id, random)).toList();
        Grid grid = new Grid(places);
        for (int i = 0; i < 200; i++) {
            GazetteerPlace point = somewhere(0, random).place();
            int metres = random.nextInt(300_000);
            List<NamedPlace> expected = new ArrayList<>(places);
            expected.removeIf(p -> p.place().metresTo(point.latE6(), point.lonE6()) > metres);
            assertThat(grid.near(point.latE6(), point.lonE6(), metres))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static NamedPlace somewhere(int id, Random random) {
        GazetteerPlace place =
                new GazetteerPlace(
                        id,
                        "p" + id,
                        "RU",
                        Optional.empty(),
                        Optional.empty(),
                        random.nextInt(-5_000_000, 80_000_000),
                        random.nextInt(20_000_000, 60_000_000),
                        "PPL",
                        0);
        return new NamedPlace(place, List.of(place.name()));
    }
}
