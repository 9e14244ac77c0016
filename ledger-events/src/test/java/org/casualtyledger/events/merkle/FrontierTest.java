package org.casualtyledger.events.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrontierTest {

    /**
     * Inputs and roots of the reference tests of certificate-transparency (merkle_tree_test.cc),
     * known across implementations.
     */
    private static final List<String> KNOWN_LEAVES =
            List.of(
                    "",
                    "00",
                    "10",
                    "2021",
                    "3031",
                    "40414243",
                    "5051525354555657",
                    "606162636465666768696a6b6c6d6e6f");

    private static final List<String> KNOWN_ROOTS =
            List.of(
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void the_root_of_no_leaves_is_the_hash_of_nothing() {
        assertThat(hex(Frontier.empty().root()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void the_roots_are_those_of_the_reference_implementation() {
        Frontier frontier = Frontier.empty();
        for (int i = 0; i < KNOWN_LEAVES.size(); i++) {
            frontier =
                    frontier.append(Merkle.leafHash(HexFormat.of().parseHex(KNOWN_LEAVES.get(i))));
            assertThat(hex(frontier.root())).isEqualTo(KNOWN_ROOTS.get(i));
        }
    }

    @Test
    void every_small_tree_has_the_root_of_the_recursive_definition() {
        List<byte[]> leaves = leaves(130);
        Frontier frontier = Frontier.empty();
        for (int size = 1; size <= leaves.size(); size++) {
            frontier = frontier.append(leaves.get(size - 1));
            assertThat(frontier.root()).isEqualTo(treeHash(leaves.subList(0, size)));
            assertThat(frontier.size()).isEqualTo(size);
        }
    }

    @Test
    void leaves_appended_in_batches_of_any_size_give_the_same_frontier() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            List<byte[]> leaves = leaves(random.nextInt(1, 3_000));
            Frontier frontier = Frontier.empty();
            for (int from = 0; from < leaves.size(); ) {
                int to = Math.min(leaves.size(), from + random.nextInt(0, 700));
                frontier = frontier.append(leaves.subList(from, to));
                from = to;
            }
            assertThat(frontier.root()).as("seed %d", seed).isEqualTo(treeHash(leaves));
        }
    }

    @Test
    void a_frontier_reads_back_what_it_wrote() {
        for (int size : new int[] {0, 1, 2, 3, 7, 8, 1_000}) {
            Frontier frontier = Frontier.empty().append(leaves(size));
            assertThat(Frontier.fromBytes(frontier.toBytes())).isEqualTo(frontier);
        }
    }

    @Test
    void appending_leaves_the_old_frontier_as_it_was() {
        Frontier three = Frontier.empty().append(leaves(3));
        byte[] root = three.root();
        three.append(leaves(5));
        assertThat(three.root()).isEqualTo(root);
    }

    @Test
    void bytes_that_are_no_frontier_are_refused() {
        byte[] good = Frontier.empty().append(leaves(3)).toBytes();
        byte[] negative = good.clone();
        negative[0] = -1;
        assertThatIllegalArgumentException().isThrownBy(() -> Frontier.fromBytes(new byte[7]));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Frontier.fromBytes(java.util.Arrays.copyOf(good, good.length - 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Frontier.fromBytes(negative));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Frontier.empty().append(new byte[31]));
    }

    /** MTH as RFC 6962 §2.1 writes it: split at the largest power of two below n. */
    private static byte[] treeHash(List<byte[]> leafHashes) {
        int n = leafHashes.size();
        if (n == 1) {
            return leafHashes.getFirst();
        }
        int k = Integer.highestOneBit(n - 1);
        return Merkle.nodeHash(
                treeHash(leafHashes.subList(0, k)), treeHash(leafHashes.subList(k, n)));
    }

    private static List<byte[]> leaves(int count) {
        List<byte[]> leaves = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            leaves.add(Merkle.leafHash(("leaf " + i).getBytes(StandardCharsets.UTF_8)));
        }
        return leaves;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
