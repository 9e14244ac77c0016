package org.casualtyledger.audit.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.casualtyledger.events.note.AddCheckpoint;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SampleLog;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.VerifierKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessTest {
    private static final String ORIGIN = "ledger.example/log";
    private static final String NAME = "witness.example/w1";
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir Path temporary;

    private final SampleLog log = SampleLog.of(ORIGIN, 20);
    private final List<String> notes = new ArrayList<>();
    private WitnessFolder folder;
    private Witness witness;

    @BeforeEach
    void a_witness_that_has_seen_nothing() throws Exception {
        start();
    }

    @AfterEach
    void stop() throws IOException {
        folder.close();
    }

    private void start() throws Exception {
        folder = WitnessFolder.take(temporary.resolve("w"), Optional.of(NAME));
        witness = watching(folder, log.verifier());
    }

    private Witness watching(WitnessFolder where, VerifierKey... logs) throws Exception {
        return new Witness(where, List.of(logs), InstantSource.fixed(NOW), notes::add);
    }

    private Answer ask(AddCheckpoint request) throws IOException {
        return witness.addCheckpoint(request.bytes());
    }

    @Test
    void what_follows_is_cosigned_and_the_cosignature_verifies() throws Exception {
        Answer answer = ask(log.step(0, 7));

        assertThat(answer).isInstanceOf(Answer.Cosigned.class);
        SignedNote cosigned = log.at(7).with(((Answer.Cosigned) answer).line());
        assertThat(cosigned.verifiedBy(List.of(log.verifier(), witness.verifier())))
                .containsExactly(log.verifier(), witness.verifier());
        assertThat(ask(log.step(7, 8))).isInstanceOf(Answer.Cosigned.class);
        assertThat(ask(log.step(8, 20))).isInstanceOf(Answer.Cosigned.class);
    }

    @Test
    void every_way_from_a_tree_to_a_larger_one_is_cosigned() throws Exception {
        for (int from = 0; from <= 20; from++) {
            for (int to = Math.max(from, 1); to <= 20; to++) {
                SampleLog other = SampleLog.of("other.example/" + from + "/" + to, 20);
                Witness fresh = watching(folder, other.verifier());
                if (from > 0) {
                    fresh.addCheckpoint(other.step(0, from).bytes());
                }
                assertThat(fresh.addCheckpoint(other.step(from, to).bytes()))
                        .as("%d to %d", from, to)
                        .isInstanceOf(Answer.Cosigned.class);
            }
        }
    }

    @Test
    void the_same_tree_again_is_cosigned_again() throws Exception {
        ask(log.step(0, 7));

        assertThat(ask(log.step(7, 7))).isInstanceOf(Answer.Cosigned.class);
    }

    @Test
    void an_old_size_that_is_not_the_last_one_cosigned_is_told_it() throws Exception {
        ask(log.step(0, 7));

        assertThat(ask(log.step(0, 9))).isEqualTo(new Answer.Conflict(7));
        assertThat(ask(log.step(5, 9))).isEqualTo(new Answer.Conflict(7));
        assertThat(ask(log.step(8, 9))).isEqualTo(new Answer.Conflict(7));
        assertThat(ask(log.step(0, 5))).isEqualTo(new Answer.Conflict(7));
        assertThat(notes).isEmpty();
    }

    @Test
    void another_tree_of_the_same_size_is_refused_and_kept_as_evidence() throws Exception {
        ask(log.step(0, 7));
        SampleLog fork = log.forkedAt(5, 20);

        assertThat(ask(fork.step(7, 7))).isEqualTo(new Answer.Conflict(7));
        assertThat(ask(fork.step(7, 7))).isEqualTo(new Answer.Conflict(7));
        assertThat(evidence()).containsExactly(fork.at(7));
        assertThat(notes).hasSize(2).first().asString().contains(ORIGIN, "7 leaves");
    }

    @Test
    void a_fork_that_grew_is_refused_and_kept_as_evidence() throws Exception {
        ask(log.step(0, 7));
        SampleLog fork = log.forkedAt(5, 20);

        assertThat(ask(fork.step(7, 12))).isInstanceOf(Answer.Unproven.class);
        assertThat(evidence()).containsExactly(fork.at(12));
        assertThat(ask(log.step(7, 12))).isInstanceOf(Answer.Cosigned.class);
    }

    private List<SignedNote> evidence() throws Exception {
        List<SignedNote> kept = new ArrayList<>();
        try (Stream<Path> files = Files.walk(temporary.resolve("w/evidence"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                kept.add(SignedNote.parse(Files.readAllBytes(file)));
            }
        }
        return kept;
    }

    @Test
    void a_proof_with_any_bit_changed_or_a_hash_too_few_or_too_many_is_refused() throws Exception {
        ask(log.step(0, 7));
        AddCheckpoint right = log.step(7, 20);
        for (int hash = 0; hash < right.proof().size(); hash++) {
            for (int bit = 0; bit < 256; bit++) {
                List<byte[]> proof = new ArrayList<>(right.proof());
                byte[] changed = proof.get(hash).clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                proof.set(hash, changed);
                assertUnproven(proof, right.checkpoint());
            }
        }
        List<byte[]> longer = new ArrayList<>(right.proof());
        longer.add(new byte[32]);
        assertUnproven(longer, right.checkpoint());
        assertUnproven(right.proof().subList(1, right.proof().size()), right.checkpoint());
        assertUnproven(right.proof().subList(0, right.proof().size() - 1), right.checkpoint());
        assertUnproven(List.of(), right.checkpoint());
    }

    private void assertUnproven(List<byte[]> proof, SignedNote checkpoint) throws IOException {
        assertThat(ask(new AddCheckpoint(7, proof, checkpoint)))
                .isInstanceOf(Answer.Unproven.class);
    }

    @Test
    void a_first_checkpoint_has_no_proof() throws Exception {
        assertThat(ask(new AddCheckpoint(0, List.of(new byte[32]), log.at(7))))
                .isInstanceOf(Answer.Unproven.class);
    }

    @Test
    void an_old_size_above_the_checkpoints_is_malformed() throws Exception {
        ask(log.step(0, 7));

        assertThat(ask(new AddCheckpoint(7, List.of(), log.at(5))))
                .isInstanceOf(Answer.Malformed.class);
    }

    @Test
    void a_log_that_nobody_named_is_unknown() throws Exception {
        assertThat(ask(SampleLog.of("stranger.example/log", 3).step(0, 3)))
                .isEqualTo(new Answer.UnknownLog("stranger.example/log"));
    }

    @Test
    void what_a_known_log_did_not_sign_is_refused() throws Exception {
        SampleLog impostor = SampleLog.of(ORIGIN, 20);
        SignedNote signed = log.at(7);
        SignedNote forged = new SignedNote(log.forkedAt(5, 20).at(7).text(), signed.signatures());

        assertThat(ask(impostor.step(0, 7))).isInstanceOf(Answer.NotSigned.class);
        assertThat(ask(new AddCheckpoint(0, List.of(), forged)))
                .isInstanceOf(Answer.NotSigned.class);
    }

    @Test
    void a_key_of_one_log_does_not_sign_for_another() throws Exception {
        SampleLog other = SampleLog.of("other.example/log", 3);
        witness = watching(folder, log.verifier(), other.verifier());
        String text = log.at(7).text();
        SignedNote signed = new SignedNote(text, List.of(other.key().sign(text)));

        assertThat(ask(new AddCheckpoint(0, List.of(), signed)))
                .isInstanceOf(Answer.NotSigned.class);
    }

    @Test
    void signatures_of_strangers_are_ignored_and_not_kept() throws Exception {
        SampleLog stranger = SampleLog.of("stranger.example/log", 1);
        SignedNote note = log.at(7).with(stranger.key().sign(log.at(7).text()));

        assertThat(ask(new AddCheckpoint(0, List.of(), note))).isInstanceOf(Answer.Cosigned.class);
        assertThat(records())
                .singleElement()
                .satisfies(kept -> assertThat(kept.signatures()).hasSize(2));
    }

    private List<SignedNote> records() throws Exception {
        List<SignedNote> kept = new ArrayList<>();
        try (Stream<Path> files = Files.list(temporary.resolve("w/logs"))) {
            for (Path file : files.toList()) {
                kept.add(SignedNote.parse(Files.readAllBytes(file)));
            }
        }
        return kept;
    }

    @Test
    void what_is_no_checkpoint_is_malformed() throws Exception {
        assertThat(witness.addCheckpoint(new byte[0])).isInstanceOf(Answer.Malformed.class);
        String text = "a text\nof two lines\n";
        SignedNote note = new SignedNote(text, List.of(log.key().sign(text)));
        assertThat(ask(new AddCheckpoint(0, List.of(), note))).isInstanceOf(Answer.Malformed.class);
    }

    @Test
    void an_empty_log_is_cosigned_and_asks_what_was_seen() throws Exception {
        assertThat(ask(log.step(0, 0))).isInstanceOf(Answer.Cosigned.class);
        ask(log.step(0, 7));

        assertThat(ask(log.step(0, 0))).isEqualTo(new Answer.Conflict(7));
    }

    @Test
    void it_remembers_across_processes() throws Exception {
        ask(log.step(0, 7));
        folder.close();
        VerifierKey before = witness.verifier();

        start();

        assertThat(witness.verifier()).isEqualTo(before);
        assertThat(ask(log.forkedAt(5, 20).step(0, 9))).isEqualTo(new Answer.Conflict(7));
        assertThat(ask(log.forkedAt(5, 20).step(7, 9))).isInstanceOf(Answer.Unproven.class);
        assertThat(ask(log.step(7, 9))).isInstanceOf(Answer.Cosigned.class);
    }

    @Test
    void what_is_cosigned_is_on_the_disk_already() throws Exception {
        for (int size = 1; size <= 20; size++) {
            Answer answer = ask(log.step(size - 1, size));

            assertThat(records())
                    .singleElement()
                    .satisfies(
                            kept ->
                                    assertThat(kept.signatures())
                                            .contains(((Answer.Cosigned) answer).line()));
        }
    }

    @Test
    void what_cannot_be_written_down_is_not_cosigned() throws Exception {
        ask(log.step(0, 7));
        Path record = onlyFile(temporary.resolve("w/logs"));
        Path blocked = record.resolveSibling(record.getFileName() + ".next");
        Files.createDirectories(blocked.resolve("in the way"));

        assertThatThrownBy(() -> ask(log.step(7, 9))).isInstanceOf(IOException.class);

        Files.delete(blocked.resolve("in the way"));
        assertThat(ask(log.step(9, 10))).isEqualTo(new Answer.Conflict(7));
        assertThat(ask(log.step(7, 9))).isInstanceOf(Answer.Cosigned.class);
    }

    @Test
    void a_record_with_any_bit_changed_is_never_believed() throws Exception {
        ask(log.step(0, 7));
        Path record = onlyFile(temporary.resolve("w/logs"));
        byte[] written = Files.readAllBytes(record);
        Checkpoint seen = Checkpoint.parse(log.at(7).text());
        for (int bit = 0; bit < written.length * 8; bit++) {
            byte[] changed = written.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(record, changed);
            try {
                // The log's own signature is evidence; a record is believed for the witness' own.
                assertThat(folder.lastCosigned(ORIGIN)).as("bit %d", bit).contains(seen);
            } catch (WitnessFolder.Refused refused) {
                assertThat(refused).hasMessageContaining("changed or damaged");
            }
        }
        Files.write(record, changedRoot(written));
        assertThatThrownBy(() -> watching(folder, log.verifier()))
                .isInstanceOf(WitnessFolder.Refused.class)
                .hasMessageContaining("changed or damaged");
    }

    private static byte[] changedRoot(byte[] record) {
        return new String(record, UTF_8).replaceFirst("\n7\n", "\n6\n").getBytes(UTF_8);
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void one_process_has_a_folder() {
        assertThatThrownBy(() -> WitnessFolder.take(temporary.resolve("w"), Optional.of(NAME)))
                .isInstanceOf(WitnessFolder.Refused.class)
                .hasMessageContaining("another witness process");
    }

    @Test
    void a_folder_is_one_witness_and_never_another() throws Exception {
        ask(log.step(0, 7));
        folder.close();

        assertThatThrownBy(
                        () ->
                                WitnessFolder.take(
                                        temporary.resolve("w"), Optional.of("other.example")))
                .hasMessageContaining(NAME);
        Files.move(temporary.resolve("w/witness.key"), temporary.resolve("kept"));
        assertThatThrownBy(() -> WitnessFolder.take(temporary.resolve("w"), Optional.of(NAME)))
                .hasMessageContaining("Restore the key");
        Files.move(temporary.resolve("kept"), temporary.resolve("w/witness.key"));
        start();
    }

    @Test
    void a_new_folder_wants_a_name_that_a_key_can_have() {
        assertThatThrownBy(() -> WitnessFolder.take(temporary.resolve("n"), Optional.empty()))
                .isInstanceOf(WitnessFolder.Refused.class);
        assertThatThrownBy(() -> WitnessFolder.take(temporary.resolve("n"), Optional.of("a b")))
                .isInstanceOf(WitnessFolder.Refused.class);
    }

    @Test
    void only_its_owner_reads_the_key() throws Exception {
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(temporary.resolve("w/witness.key"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(temporary.resolve("w/witness.vkey")).strip())
                .isEqualTo(witness.verifier().toString());
    }

    @Test
    void of_two_histories_at_the_same_moment_one_is_cosigned() throws Exception {
        for (int round = 0; round < 20; round++) {
            SampleLog one = SampleLog.of("race.example/" + round, 20);
            witness = watching(folder, one.verifier());
            List<Callable<Answer>> both = new ArrayList<>();
            for (int size = 1; size <= 8; size++) {
                AddCheckpoint honest = one.step(0, size);
                AddCheckpoint forked = one.forkedAt(0, 20).step(0, size);
                both.add(() -> ask(honest));
                both.add(() -> ask(forked));
            }
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                int cosigned = 0;
                for (Future<Answer> answer : threads.invokeAll(both)) {
                    cosigned += answer.get() instanceof Answer.Cosigned ? 1 : 0;
                }
                assertThat(cosigned).isEqualTo(1);
            }
        }
    }

    @Test
    void a_growing_log_asked_for_by_many_threads_is_never_taken_back() throws Exception {
        ConcurrentHashMap<Long, Boolean> cosigned = new ConcurrentHashMap<>();
        List<Callable<Void>> askers = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            askers.add(
                    () -> {
                        int from = 0;
                        while (from < 20) {
                            Answer answer = ask(log.step(from, from + 1));
                            if (answer instanceof Answer.Cosigned) {
                                assertThat(cosigned.put((long) from, true)).isNull();
                                from++;
                            } else {
                                from = (int) ((Answer.Conflict) answer).size();
                            }
                        }
                        return null;
                    });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : threads.invokeAll(askers)) {
                done.get();
            }
        }
        assertThat(cosigned).hasSize(20);
    }
}
