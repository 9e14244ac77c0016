package org.casualtyledger.events.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProofsTest {
    private static final int LARGEST = 70;

    /** Leaves of the reference tests of certificate-transparency (merkle_tree_test.cc). */
    private static final List<byte[]> KNOWN =
            java.util.stream.Stream.of(
                            "",
                            "00",
                            "10",
                            "2021",
                            "3031",
                            "40414243",
                            "5051525354555657",
                            "606162636465666768696a6b6c6d6e6f")
                    .map(hex -> Merkle.leafHash(HexFormat.of().parseHex(hex)))
                    .toList();

    /** Paths that these tests publish: leaf, size, hashes from the leaf upwards. */
    @Test
    void the_audit_paths_are_those_of_the_reference_implementation() {
        assertThat(hex(Proofs.inclusion(0, 1, tree(KNOWN)))).isEmpty();
        assertThat(hex(Proofs.inclusion(0, 8, tree(KNOWN))))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(hex(Proofs.inclusion(5, 8, tree(KNOWN))))
                .containsExactly(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(hex(Proofs.inclusion(2, 3, tree(KNOWN))))
                .containsExactly(
                        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    }

    @Test
    void the_consistency_proofs_are_those_of_the_reference_implementation() {
        assertThat(hex(Proofs.consistency(1, 1, tree(KNOWN)))).isEmpty();
        assertThat(hex(Proofs.consistency(1, 8, tree(KNOWN))))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(hex(Proofs.consistency(6, 8, tree(KNOWN))))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    }

    @Test
    void every_leaf_of_every_small_tree_is_shown_to_be_in_it() {
        List<byte[]> leaves = leaves(LARGEST);
        for (int size = 1; size <= LARGEST; size++) {
            byte[] root = Proofs.root(size, tree(leaves));
            assertThat(root).isEqualTo(frontier(leaves, size).root());
            for (int i = 0; i < size; i++) {
                List<byte[]> proof = Proofs.inclusion(i, size, tree(leaves));
                assertThat(Proofs.includes(i, size, leaves.get(i), proof, root)).isTrue();
            }
        }
    }

    @Test
    void every_small_tree_is_shown_to_begin_with_every_smaller_one() {
        List<byte[]> leaves = leaves(LARGEST);
        for (int second = 0; second <= LARGEST; second++) {
            for (int first = 0; first <= second; first++) {
                assertThat(
                                Proofs.isConsistent(
                                        first,
                                        second,
                                        frontier(leaves, first).root(),
                                        frontier(leaves, second).root(),
                                        Proofs.consistency(first, second, tree(leaves))))
                        .as("%d of %d", first, second)
                        .isTrue();
            }
        }
    }

    @Test
    void an_inclusion_proof_that_is_wrong_in_any_way_shows_nothing() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> leaves = leaves(LARGEST);
        for (int size = 2; size <= LARGEST; size++) {
            int i = random.nextInt(size);
            List<byte[]> proof = Proofs.inclusion(i, size, tree(leaves));
            byte[] root = frontier(leaves, size).root();
            byte[] leaf = leaves.get(i);
            for (List<byte[]> wrong : wrong(proof, random)) {
                assertThat(Proofs.includes(i, size, leaf, wrong, root))
                        .as("seed %d", seed)
                        .isFalse();
            }
            assertThat(Proofs.includes(i, size, flipped(leaf, random), proof, root)).isFalse();
            assertThat(Proofs.includes(i, size, leaf, proof, flipped(root, random))).isFalse();
            assertThat(Proofs.includes(i, size, new byte[31], proof, root)).isFalse();
            assertThat(Proofs.includes(size, size, leaf, proof, root)).isFalse();
            assertThat(Proofs.includes(-1, size, leaf, proof, root)).isFalse();
            for (int other = 0; other < size; other++) {
                if (other != i) {
                    assertThat(Proofs.includes(other, size, leaf, proof, root)).isFalse();
                }
            }
        }
    }

    /**
     * The path of a leaf at the right edge is short; whoever stops reading at the end of the proof
     * instead of the top of the tree takes a part of it for the whole.
     */
    @Test
    void a_path_cut_short_is_no_path_even_to_the_subtree_that_it_reaches() {
        List<byte[]> leaves = leaves(8);
        List<byte[]> proof = Proofs.inclusion(3, 8, tree(leaves));
        byte[] half = tree(leaves).root(2, 0);

        assertThat(Proofs.includes(3, 8, leaves.get(3), proof.subList(0, 2), half)).isFalse();
        assertThat(Proofs.includes(3, 4, leaves.get(3), proof.subList(0, 2), half)).isTrue();
    }

    @Test
    void a_consistency_proof_that_is_wrong_in_any_way_shows_nothing() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> leaves = leaves(LARGEST);
        for (int second = 2; second <= LARGEST; second++) {
            int first = 1 + random.nextInt(second - 1);
            List<byte[]> proof = Proofs.consistency(first, second, tree(leaves));
            byte[] before = frontier(leaves, first).root();
            byte[] after = frontier(leaves, second).root();
            for (List<byte[]> wrong : wrong(proof, random)) {
                assertThat(Proofs.isConsistent(first, second, before, after, wrong))
                        .as("seed %d, %d of %d", seed, first, second)
                        .isFalse();
            }
            assertThat(Proofs.isConsistent(first, second, flipped(before, random), after, proof))
                    .isFalse();
            assertThat(Proofs.isConsistent(first, second, before, flipped(after, random), proof))
                    .isFalse();
            assertThat(Proofs.isConsistent(second, first, after, before, proof)).isFalse();
        }
    }

    @Test
    void an_index_outside_the_tree_has_no_proof() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Proofs.inclusion(3, 3, tree(leaves(3))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Proofs.consistency(4, 3, tree(leaves(4))));
    }

    /** Truncated at either end, extended, with one bit flipped, and out of order. */
    private static List<List<byte[]>> wrong(List<byte[]> proof, Random random) {
        List<List<byte[]>> wrong = new ArrayList<>();
        List<byte[]> longer = new ArrayList<>(proof);
        longer.add(new byte[Merkle.HASH_BYTES]);
        wrong.add(longer);
        if (!proof.isEmpty()) {
            wrong.add(proof.subList(0, proof.size() - 1));
            wrong.add(proof.subList(1, proof.size()));
            List<byte[]> bit = new ArrayList<>(proof);
            int at = random.nextInt(proof.size());
            bit.set(at, flipped(proof.get(at), random));
            wrong.add(bit);
        }
        if (proof.size() > 1) {
            List<byte[]> swapped = new ArrayList<>(proof.reversed());
            wrong.add(swapped);
        }
        return wrong;
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    private static Subtrees tree(List<byte[]> leaves) {
        return new Subtrees() {
            @Override
            public byte[] root(int height, long index) {
                return height == 0
                        ? leaves.get((int) index)
                        : Merkle.nodeHash(
                                root(height - 1, 2 * index), root(height - 1, 2 * index + 1));
            }
        };
    }

    private static Frontier frontier(List<byte[]> leaves, int size) {
        return Frontier.empty().append(leaves.subList(0, size));
    }

    private static List<byte[]> leaves(int count) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(Merkle.leafHash(("leaf " + i).getBytes(StandardCharsets.UTF_8)));
        }
        return leaves;
    }

    private static List<String> hex(List<byte[]> hashes) {
        return hashes.stream().map(HexFormat.of()::formatHex).toList();
    }
}
