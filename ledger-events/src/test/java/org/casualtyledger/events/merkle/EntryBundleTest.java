package org.casualtyledger.events.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryBundleTest {
    private static final List<byte[]> ENTRIES =
            List.of(new byte[] {1, 2, 3}, new byte[0], new byte[65_535]);
    private static final byte[] BUNDLE = EntryBundle.join(ENTRIES);

    @Test
    void what_was_joined_is_split() {
        assertThat(BUNDLE).startsWith(0, 3, 1, 2, 3, 0, 0, 0xFF, 0xFF);
        for (EntryBundle read : List.of(EntryBundle.split(BUNDLE, 3), EntryBundle.all(BUNDLE))) {
            assertThat(read.fault()).isEmpty();
            assertThat(read.entries()).containsExactlyElementsOf(ENTRIES);
        }
        assertThat(EntryBundle.all(new byte[0]).entries()).isEmpty();
    }

    @Test
    void a_bundle_that_is_cut_or_too_long_says_so_and_keeps_what_could_be_read() {
        assertThat(EntryBundle.split(BUNDLE, 4).fault()).contains("the bundle ends early");
        assertThat(EntryBundle.split(BUNDLE, 4).entries()).hasSize(3);
        assertThat(EntryBundle.split(BUNDLE, 1).fault().orElseThrow())
                .endsWith("bytes after the last entry");
        EntryBundle cut = EntryBundle.all(Arrays.copyOf(BUNDLE, BUNDLE.length - 1));
        assertThat(cut.fault()).contains("the bundle ends within an entry");
        assertThat(cut.entries()).hasSize(2);
        assertThat(EntryBundle.all(new byte[] {0}).fault()).contains("the bundle ends early");
    }
}
