package org.casualtyledger.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
import org.junit.jupiter.api.Test;

class GrowingTreeTest {
    @Test
    void each_complete_subtree_is_told_once_with_its_root_however_the_leaves_come() {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < 66_000; i++) {
            leaves.add(Merkle.leafHash(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)}));
        }
        GrowingTree tree = new GrowingTree();
        List<GrowingTree.Complete> completed = new ArrayList<>();
        for (int from = 0, step = 1; from < leaves.size(); from += step, step = step * 3 % 1009) {
            completed.addAll(
                    tree.append(leaves.subList(from, Math.min(leaves.size(), from + step))));
        }

        assertThat(tree.root()).isEqualTo(Frontier.empty().append(leaves).root());
        assertThat(tree.tiles()).isEqualTo(66_000 / 256);
        assertThat(completed).hasSize(66_000 / 256 + 1);
        for (GrowingTree.Complete subtree : completed) {
            int from = (int) (subtree.index() << subtree.height());
            assertThat(subtree.root())
                    .isEqualTo(
                            Frontier.empty()
                                    .append(leaves.subList(from, from + (1 << subtree.height())))
                                    .root());
        }
    }
}
