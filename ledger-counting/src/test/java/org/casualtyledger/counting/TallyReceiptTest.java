package org.casualtyledger.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.junit.jupiter.api.Test;

class TallyReceiptTest {
    private static final SigningKey KEY =
            SigningKey.generate("ledger.example/log/tallies", VerifierKey.ED25519);
    private static final TallyReceipt RECEIPT = receipt(41, 42);

    @Test
    void what_was_written_is_read() throws Exception {
        assertThat(TallyReceipt.parse(RECEIPT.text())).isEqualTo(RECEIPT);
    }

    @Test
    void every_changed_bit_of_a_signed_receipt_is_noticed() {
        byte[] bytes = new SignedNote(RECEIPT.text(), List.of(KEY.sign(RECEIPT.text()))).bytes();
        assertThat(accepted(bytes)).isTrue();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(accepted(changed)).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void a_position_lies_in_the_tree_that_the_receipt_names() {
        assertThatIllegalArgumentException().isThrownBy(() -> receipt(42, 42));
    }

    private static TallyReceipt receipt(long position, long size) {
        return new TallyReceipt(
                "by=place&theatre=SYR",
                position,
                new Checkpoint("ledger.example/log", size, Merkle.emptyRoot()),
                "documented/2",
                "ab".repeat(32),
                2,
                Optional.empty(),
                "cd".repeat(32),
                "ef".repeat(32),
                Json.object().put("incidents", 3));
    }

    private static boolean accepted(byte[] bytes) {
        try {
            SignedNote note = SignedNote.parse(bytes);
            note.verifiedBy(List.of(KEY.verifier()));
            return TallyReceipt.parse(note.text()).equals(RECEIPT);
        } catch (SignedNote.NotANote e) {
            return false;
        }
    }
}
