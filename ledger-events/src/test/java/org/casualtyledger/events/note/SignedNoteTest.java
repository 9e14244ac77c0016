package org.casualtyledger.events.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.casualtyledger.events.merkle.Merkle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    /** The key and the signature that the documentation of Go's sumdb/note shows. */
    private static final VerifierKey NEUMANN =
            VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");

    private static final String NEUMANNS =
            "If you think cryptography is the answer to your problem,\n"
                    + "then you don't know what your problem is.\n"
                    + "\n"
                    + "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    private static final KeyPair PAIR = pair();
    private static final VerifierKey KEY = key("sample.example/log", VerifierKey.ED25519, PAIR);
    private static final Checkpoint CHECKPOINT =
            new Checkpoint("sample.example/log", 42, Merkle.emptyRoot());

    @Test
    void a_note_that_another_implementation_signed_is_verified() throws Exception {
        SignedNote note = SignedNote.parse(NEUMANNS.getBytes(UTF_8));

        assertThat(note.verifiedBy(List.of(NEUMANN))).containsExactly(NEUMANN);
        assertThat(note.text()).startsWith("If you").endsWith("problem is.\n");
        assertThat(new String(note.bytes(), UTF_8)).isEqualTo(NEUMANNS);
        assertThat(NEUMANN.toString())
                .isEqualTo("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    }

    @Test
    void every_changed_bit_of_a_checkpoint_is_noticed() throws Exception {
        byte[] bytes = signed(CHECKPOINT.text()).bytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(accepted(changed)).as("bit %d", bit).isFalse();
        }
        assertThat(accepted(bytes)).isTrue();
    }

    @Test
    void a_witness_signs_the_time_and_the_text() throws Exception {
        VerifierKey witness = key("witness.example", VerifierKey.COSIGNATURE, PAIR);
        byte[] text = CHECKPOINT.text().getBytes(UTF_8);
        byte[] signature = sign(VerifierKey.cosigned(1_700_000_000, text), PAIR);
        byte[] stamped =
                ByteBuffer.allocate(8 + signature.length)
                        .putLong(1_700_000_000)
                        .put(signature)
                        .array();
        SignedNote note =
                signed(CHECKPOINT.text())
                        .with(new SignedNote.Line("witness.example", witness.id(), stamped));

        assertThat(SignedNote.parse(note.bytes()).verifiedBy(List.of(KEY, witness)))
                .containsExactly(KEY, witness);
        stamped[7]++;
        SignedNote later = note.with(new SignedNote.Line("witness.example", witness.id(), stamped));
        assertThatThrownBy(() -> later.verifiedBy(List.of(witness)))
                .isInstanceOf(SignedNote.NotANote.class);
    }

    @Test
    void signatures_by_unknown_keys_are_of_no_meaning() throws Exception {
        SignedNote note =
                signed(CHECKPOINT.text())
                        .with(new SignedNote.Line("other.example", 7, new byte[64]))
                        .with(new SignedNote.Line(KEY.name(), 7, new byte[64]));

        assertThat(SignedNote.parse(note.bytes()).verifiedBy(List.of(KEY))).containsExactly(KEY);
        assertThatThrownBy(() -> note.verifiedBy(List.of(NEUMANN)))
                .isInstanceOf(SignedNote.NotANote.class)
                .hasMessageContaining("nobody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\nno dash\n",
                "text\n\n\u2014 name AAAA\n",
                "text\n\n\u2014 na+me AAAAAAAA\n",
                "text\n\n\u2014 name !!!!\n",
                "te\txt\n\n\u2014 name AAAAAAAA\n",
                "text\n\n\u2014 name AAAAAAAA"
            })
    void what_is_no_note_is_refused(String text) {
        assertThatThrownBy(() -> SignedNote.parse(text.getBytes(UTF_8)))
                .isInstanceOf(SignedNote.NotANote.class);
    }

    @Test
    void a_checkpoint_is_three_lines() throws Exception {
        assertThat(Checkpoint.parse(CHECKPOINT.text())).isEqualTo(CHECKPOINT);
        assertThat(Checkpoint.parse(CHECKPOINT.text() + "an extension\n")).isEqualTo(CHECKPOINT);
        for (String wrong :
                List.of(
                        "sample\n42\n",
                        "\n42\n" + CHECKPOINT.text().split("\n")[2] + "\n",
                        CHECKPOINT.text().replace("42", "042"),
                        CHECKPOINT.text().replace("42", "-1"),
                        CHECKPOINT.text().replace("42", "99999999999999999999"),
                        CHECKPOINT.text().replace("=", ""),
                        "sample\n42\nAAAA\n",
                        CHECKPOINT.text() + "\n")) {
            assertThatThrownBy(() -> Checkpoint.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(SignedNote.NotANote.class);
        }
    }

    @Test
    void a_key_whose_id_is_not_its_own_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                VerifierKey.parse(
                                        NEUMANN.toString().replace("c74f20a3", "c74f20a4")));
        assertThatIllegalArgumentException().isThrownBy(() -> VerifierKey.parse("name+c74f20a3"));
    }

    private static boolean accepted(byte[] bytes) {
        try {
            SignedNote note = SignedNote.parse(bytes);
            note.verifiedBy(List.of(KEY));
            return Checkpoint.parse(note.text()).equals(CHECKPOINT);
        } catch (SignedNote.NotANote e) {
            return false;
        }
    }

    private static SignedNote signed(String text) {
        return new SignedNote(
                text,
                new ArrayList<>(
                        List.of(
                                new SignedNote.Line(
                                        KEY.name(), KEY.id(), sign(text.getBytes(UTF_8), PAIR)))));
    }

    private static VerifierKey key(String name, byte type, KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return new VerifierKey(
                name, type, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    private static byte[] sign(byte[] message, KeyPair pair) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(pair.getPrivate());
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
