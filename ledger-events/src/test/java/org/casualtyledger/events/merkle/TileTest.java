package org.casualtyledger.events.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {

    @Test
    void an_index_is_written_in_groups_of_three_digits() {
        assertThat(new Tile(0, 1_234_067, 256).path()).isEqualTo("0/x001/x234/067");
        assertThat(new Tile(2, 0, 1).path()).isEqualTo("2/000.p/1");
        assertThat(new Tile(0, 273, 112).entriesPath()).isEqualTo("entries/273.p/112");
        assertThat(new Tile(1, 1000, 256).path()).isEqualTo("1/x001/000");
    }

    /** The example of the specification. */
    @Test
    void a_tree_of_70000_has_the_tiles_that_the_specification_says() {
        List<Tile> tiles = Tile.all(70_000);

        assertThat(tiles).filteredOn(t -> t.level() == 0 && !t.isPartial()).hasSize(273);
        assertThat(tiles).filteredOn(t -> t.level() == 0).last().isEqualTo(new Tile(0, 273, 112));
        assertThat(tiles)
                .filteredOn(t -> t.level() > 0)
                .containsExactly(new Tile(1, 0, 256), new Tile(1, 1, 17), new Tile(2, 0, 1));
        assertThat(Tile.all(256)).containsExactly(new Tile(0, 0, 256), new Tile(1, 0, 1));
        assertThat(Tile.all(0)).isEmpty();
    }

    @Test
    void a_path_reads_back_as_it_was_written() {
        for (long size : new long[] {1, 255, 256, 257, 70_000, 16_777_217}) {
            for (Tile tile : Tile.all(size)) {
                assertThat(Tile.parse(tile.path()))
                        .isEqualTo(Optional.of(new Tile.Request(tile, false)));
                if (tile.level() == 0) {
                    assertThat(Tile.parse(tile.entriesPath()))
                            .isEqualTo(Optional.of(new Tile.Request(tile, true)));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0/0",
                "0/00",
                "00/000",
                "64/000",
                "0/1234",
                "0/x001",
                "0/x000/001",
                "0/001/234",
                "0/000.p/0",
                "0/000.p/256",
                "0/000.p/01",
                "0/000.p/",
                "0/000/",
                "-1/000",
                "entry/000",
                "0/../000",
                "0/x999/x999/x999/x999/x999/x999/x999/999"
            })
    void what_is_written_otherwise_is_no_tile(String path) {
        assertThat(Tile.parse(path)).isEmpty();
    }

    @Test
    void a_tree_has_its_own_partial_tiles_and_no_later_ones() {
        assertThat(new Tile(0, 273, 112).isOf(70_000)).isTrue();
        assertThat(new Tile(0, 273, 100).isOf(70_000)).isTrue();
        assertThat(new Tile(0, 273, 113).isOf(70_000)).isFalse();
        assertThat(new Tile(0, 274, 1).isOf(70_000)).isFalse();
        assertThat(new Tile(3, 0, 1).isOf(70_000)).isFalse();
        assertThat(Tile.holding(1, 270, 70_000)).isEqualTo(new Tile(1, 1, 17));
    }
}
