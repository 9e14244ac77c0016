package org.casualtyledger.events.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
    /** The key pair that the documentation of Go's sumdb/note shows. */
    private static final String SECRET =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    private static final String PUBLIC =
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    @Test
    void a_key_of_another_implementation_signs_as_it_does_there() throws Exception {
        SigningKey key = SigningKey.parse(SECRET);
        String text =
                "If you think cryptography is the answer to your problem,\n"
                        + "then you don't know what your problem is.\n";

        SignedNote note = new SignedNote(text, List.of(key.sign(text)));

        assertThat(key.verifier()).isEqualTo(VerifierKey.parse(PUBLIC));
        assertThat(key.secret()).isEqualTo(SECRET);
        assertThat(new String(note.bytes(), UTF_8))
                .endsWith(
                        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n");
    }

    @Test
    void a_new_key_is_read_again_and_is_like_no_other() throws Exception {
        SigningKey key = SigningKey.generate("ledger.example/log", VerifierKey.ED25519);

        SigningKey read = SigningKey.parse(key.secret() + "\n");

        SignedNote note = new SignedNote("a\n", List.of(read.sign("a\n")));
        assertThat(note.verifiedBy(List.of(key.verifier()))).containsExactly(key.verifier());
        assertThat(SigningKey.generate("ledger.example/log", VerifierKey.ED25519).secret())
                .isNotEqualTo(key.secret());
    }

    @Test
    void a_witness_cosigns_with_its_time_and_signs_nothing_else() throws Exception {
        SigningKey witness = SigningKey.generate("witness.example", VerifierKey.COSIGNATURE);

        SignedNote note = new SignedNote("a\n", List.of(witness.cosign("a\n", 1_700_000_000L)));

        assertThat(note.verifiedBy(List.of(witness.verifier()))).hasSize(1);
        assertThatIllegalStateException().isThrownBy(() -> witness.sign("a\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PRIVATE+KEY+PeterNeumann",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PRIVATE+KEY+PeterNeumann+c74f20a4+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz",
                "PRIVATE+KEY+PeterNeuman+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz",
                "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr",
                "PRIVATE+KEY+PeterNeumann+c74f20a3+*"
            })
    void what_is_no_key_is_refused_without_a_part_of_it(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.parse(text))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("AYEKF"));
    }
}
