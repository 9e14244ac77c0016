package org.casualtyledger.audit.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.merkle.Proofs;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.LogProof;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SeededProofsTest {
    @TempDir Path temporary;

    /**
     * Of 65,901 leaves, so that there are tiles of three levels, partial ones among them; and left
     * in {@code target} for .ci/foreign-verifiers.
     */
    @Test
    void proofs_out_of_a_mirror_hold_and_those_of_a_file_name_its_checkpoint() throws Exception {
        Path mirror = Path.of("target", "sample-mirror");
        SigningKey log = SampleMirror.write(mirror, 65_901);
        long seed = System.nanoTime();

        JsonNode proofs = JsonMapper.shared().readTree(SeededProofs.of(mirror, seed).json(200));

        Checkpoint checkpoint = checkpoint(mirror);
        assertThat(bytes(proofs.path("root"))).isEqualTo(checkpoint.root());
        assertThat(proofs.path("inclusion")).hasSize(200);
        for (JsonNode one : proofs.path("inclusion")) {
            assertThat(
                            Proofs.includes(
                                    one.path("index").asLong(),
                                    one.path("size").asLong(),
                                    leaf(one.path("index").asLong()),
                                    path(one),
                                    bytes(one.path("root"))))
                    .as("seed %d: %s", seed, one)
                    .isTrue();
        }
        for (JsonNode one : proofs.path("consistency")) {
            assertThat(
                            Proofs.isConsistent(
                                    one.path("first").asLong(),
                                    one.path("second").asLong(),
                                    bytes(one.path("firstRoot")),
                                    bytes(one.path("secondRoot")),
                                    path(one)))
                    .as("seed %d: %s", seed, one)
                    .isTrue();
        }
        assertThat(proofs.path("logProofs")).hasSize(20);
        for (JsonNode text : proofs.path("logProofs")) {
            LogProof proof = LogProof.parse(text.asString());
            assertThat(proof.proves(leaf(proof.index()), log.verifier())).isTrue();
        }
    }

    @Test
    void the_same_seed_draws_the_same_proofs() throws Exception {
        SampleMirror.write(temporary, 300);

        assertThat(SeededProofs.of(temporary, 7).json(50))
                .isEqualTo(SeededProofs.of(temporary, 7).json(50))
                .isNotEqualTo(SeededProofs.of(temporary, 8).json(50));
    }

    @Test
    void of_the_smallest_logs_there_are_proofs_too() throws Exception {
        for (int size : new int[] {1, 2, 255, 256, 257}) {
            Path mirror = temporary.resolve("of-" + size);
            SampleMirror.write(mirror, size);

            JsonNode proofs = JsonMapper.shared().readTree(SeededProofs.of(mirror, 1).json(10));

            assertThat(proofs.path("inclusion")).hasSize(10);
        }
    }

    @Test
    void a_tile_that_is_missing_or_has_another_length_is_named() throws Exception {
        SampleMirror.write(temporary, 300);
        Path tile = temporary.resolve("tile/0/000");
        Files.write(tile, new byte[100]);

        assertThatThrownBy(() -> SeededProofs.of(temporary, 1).json(10))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(tile.toString());
    }

    private static Checkpoint checkpoint(Path mirror) throws Exception {
        return Checkpoint.parse(
                SignedNote.parse(Files.readAllBytes(mirror.resolve("checkpoint"))).text());
    }

    private static byte[] leaf(long index) {
        return Merkle.leafHash(
                ("{\"synthetic\":" + index + "}")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static List<byte[]> path(JsonNode proof) {
        List<byte[]> path = new ArrayList<>();
        proof.path("path").forEach(hash -> path.add(bytes(hash)));
        return path;
    }

    private static byte[] bytes(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asString());
    }
}
