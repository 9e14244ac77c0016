package org.casualtyledger.projections.tallies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.casualtyledger.edge.ProblemException;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.casualtyledger.projections.feed.LogKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptKeysTest {
    private static final SigningKey LOG =
            SigningKey.generate("ledger.test/log", VerifierKey.ED25519);

    @TempDir Path folder;

    @Test
    void a_key_is_drawn_once_and_is_the_same_after_a_restart() throws Exception {
        logKey(LOG);
        VerifierKey first = keys().tallies().verifier();
        assertThat(keys().tallies().verifier()).isEqualTo(first);
        assertThat(first.name()).isEqualTo("ledger.test/log/tallies");
    }

    @Test
    void processes_that_draw_one_at_the_same_moment_sign_with_one() throws Exception {
        logKey(LOG);
        Set<VerifierKey> drawn = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            var all =
                    Stream.generate(() -> (Callable<VerifierKey>) () -> keys().tallies().verifier())
                            .limit(4)
                            .toList();
            for (Future<VerifierKey> one : threads.invokeAll(all)) {
                drawn.add(one.get());
            }
        }
        assertThat(drawn).hasSize(1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("log.vkey", "tallies.key", "tallies.vkey");
        }
    }

    @Test
    void the_logs_key_is_waited_for_and_then_found() throws Exception {
        ReceiptKeys keys = keys();
        assertThatThrownBy(keys::tallies)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(503));
        logKey(LOG);
        assertThat(keys.log()).isEqualTo(LOG.verifier());
    }

    @Test
    void the_key_of_another_log_signs_nothing() throws Exception {
        logKey(LOG);
        keys().tallies();
        logKey(SigningKey.generate("another.test/log", VerifierKey.ED25519));
        assertThatIllegalStateException().isThrownBy(() -> keys().tallies());
    }

    private void logKey(SigningKey key) throws IOException {
        Files.writeString(folder.resolve("log.vkey"), key.verifier() + "\n");
    }

    private ReceiptKeys keys() {
        return new ReceiptKeys(
                new ReceiptKeys.Places(
                        Optional.of(folder.resolve("tallies.key")),
                        Optional.of(folder.resolve("tallies.vkey"))),
                new LogKey(Optional.empty(), Optional.of(folder.resolve("log.vkey")))::read);
    }
}
