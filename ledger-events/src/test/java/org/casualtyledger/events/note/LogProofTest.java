package org.casualtyledger.events.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.merkle.Proofs;
import org.junit.jupiter.api.Test;

class LogProofTest {
    private static final SigningKey LOG =
            SigningKey.generate("ledger.example/log", VerifierKey.ED25519);
    private static final List<byte[]> LEAVES = leaves(11);
    private static final LogProof PROOF = proof(7, LOG);

    @Test
    void a_proof_needs_the_key_alone() throws Exception {
        LogProof read = LogProof.parse(PROOF.text());

        assertThat(read.proves(LEAVES.get(7), LOG.verifier())).isTrue();
        assertThat(read.text()).isEqualTo(PROOF.text());
        assertThat(PROOF.text()).startsWith("c2sp.org/tlog-proof@v1\nindex 7\n");
    }

    @Test
    void every_changed_bit_is_noticed() {
        byte[] bytes = PROOF.text().getBytes(UTF_8);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(proves(new String(changed, UTF_8))).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void it_proves_nothing_of_another_leaf_or_under_another_key() {
        SigningKey other = SigningKey.generate("ledger.example/log", VerifierKey.ED25519);

        assertThat(PROOF.proves(LEAVES.get(6), LOG.verifier())).isFalse();
        assertThat(PROOF.proves(LEAVES.get(7), other.verifier())).isFalse();
    }

    @Test
    void a_checkpoint_of_another_origin_is_not_the_logs() {
        SigningKey named = SigningKey.generate("other.example/log", VerifierKey.ED25519);
        LogProof forged = proof(7, named);

        assertThat(forged.proves(LEAVES.get(7), named.verifier())).isFalse();
    }

    private static boolean proves(String text) {
        try {
            return LogProof.parse(text).proves(LEAVES.get(7), LOG.verifier());
        } catch (SignedNote.NotANote e) {
            return false;
        }
    }

    private static LogProof proof(int index, SigningKey by) {
        Frontier frontier = Frontier.empty().append(LEAVES);
        String text = new Checkpoint("ledger.example/log", LEAVES.size(), frontier.root()).text();
        return new LogProof(
                index,
                Proofs.inclusion(index, LEAVES.size(), LogProofTest::subtree),
                new SignedNote(text, List.of(by.sign(text))));
    }

    private static byte[] subtree(int height, long index) {
        int from = (int) (index << height);
        return Frontier.empty().append(LEAVES.subList(from, from + (1 << height))).root();
    }

    private static List<byte[]> leaves(int n) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            leaves.add(Merkle.leafHash(("leaf " + i).getBytes(UTF_8)));
        }
        return leaves;
    }
}
