package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.casualtyledger.api.registry.ShippedMethodologies;
import org.casualtyledger.counting.Methodologies;
import org.junit.jupiter.api.Test;

/** Only here can both be seen: the write side does not depend on the counting code. */
class ShippedMethodologiesTest {
    @Test
    void the_write_side_names_the_methodologies_that_the_counting_code_ships() {
        assertThat(ShippedMethodologies.all())
                .containsExactlyInAnyOrderElementsOf(
                        Methodologies.shipped().stream()
                                .map(
                                        m ->
                                                new ShippedMethodologies.Shipped(
                                                        m.name(), m.version(), m.hash()))
                                .toList());
    }
}
