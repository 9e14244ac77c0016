package org.casualtyledger.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.counting.Given.place;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.claim.PlacePrecision;
import org.junit.jupiter.api.Test;

class PlaceKeyTest {
    private static final String PROVINCE = "Aleppo Governorate";
    private static final String DISTRICT = "Manbij district";

    @Test
    void a_settlement_is_at_or_near() {
        assertThat(key(PlacePrecision.EXACT).precision()).isEqualTo("at");
        assertThat(key(PlacePrecision.NEAR).precision()).isEqualTo("near");
    }

    @Test
    void coarser_places_are_residuals_of_their_area() {
        assertThat(key(PlacePrecision.DISTRICT)).isEqualTo(residual(PROVINCE, DISTRICT));
        assertThat(key(PlacePrecision.PROVINCE)).isEqualTo(residual(PROVINCE));
        assertThat(key(PlacePrecision.REGION)).isEqualTo(residual(PROVINCE, DISTRICT));
        assertThat(key(PlacePrecision.COUNTRY)).isEqualTo(residual());
        assertThat(key(PlacePrecision.UNLOCATED)).isEqualTo(PlaceKey.Residual.ANYWHERE);
    }

    @Test
    void no_place_is_unlocated() {
        assertThat(PlaceKey.of(List.of())).isEqualTo(PlaceKey.Residual.ANYWHERE);
    }

    @Test
    void several_places_are_the_residual_of_their_deepest_common_area() {
        var one = place("One", PlacePrecision.EXACT, PROVINCE, DISTRICT);
        var two = place("Two", PlacePrecision.EXACT, PROVINCE, DISTRICT);
        var elsewhere = place("Three", PlacePrecision.EXACT, PROVINCE, "Afrin district");

        assertThat(PlaceKey.of(List.of(one, one))).isEqualTo(PlaceKey.of(one));
        assertThat(PlaceKey.of(List.of(one, two))).isEqualTo(residual(PROVINCE, DISTRICT));
        assertThat(PlaceKey.of(List.of(one, two, elsewhere))).isEqualTo(residual(PROVINCE));
        assertThat(PlaceKey.precisionOf(List.of(one, two))).isEqualTo(PlacePrecision.DISTRICT);
        assertThat(PlaceKey.precisionOf(List.of(one))).isEqualTo(PlacePrecision.EXACT);
    }

    private static PlaceKey key(PlacePrecision precision) {
        return PlaceKey.of(place("Name", precision, PROVINCE, DISTRICT));
    }

    private static PlaceKey residual(String... admin) {
        return new PlaceKey.Residual(Optional.of("Syria"), List.of(admin));
    }
}
