package org.casualtyledger.audit.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.casualtyledger.audit.LogServer;
import org.casualtyledger.audit.MemoryLog;
import org.casualtyledger.audit.Publisher;
import org.casualtyledger.audit.published.DirectoryLog;
import org.casualtyledger.audit.published.Finding;
import org.casualtyledger.audit.published.HttpLog;
import org.casualtyledger.audit.published.PublishedLog;
import org.casualtyledger.audit.verify.Terms;
import org.casualtyledger.audit.verify.Verdict;
import org.casualtyledger.audit.verify.Verifier;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorTest {
    private static final List<RecordedEvent> EVENTS = new Histories(new Random(8)).history(1_300);
    private static final Publisher PUBLISHER = Publisher.ofEvents(EVENTS);

    @TempDir Path folder;

    @Test
    void a_mirror_is_served_by_any_web_server_and_verified_there() throws Exception {
        MemoryLog log =
                Publisher.withReceipt(
                        PUBLISHER.published(),
                        PUBLISHER.receipt(EVENTS, Methodologies.DOCUMENTED, 1_300));

        assertThat(copy(log)).isInstanceOf(Mirror.Outcome.Copied.class);

        try (LogServer server = LogServer.ofMirror(new DirectoryLog(folder));
                PublishedLog served = HttpLog.open(server.mirrorUrl(), Optional.empty())) {
            assertThat(verify(served))
                    .isInstanceOfSatisfying(
                            Verdict.Sound.class, v -> assertThat(v.receipted()).isTrue());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 200, 256, 300, 512, 1_299, 1_300})
    void what_came_since_is_added_to_what_is_there(int before) throws Exception {
        copy(PUBLISHER.published(before));

        assertThat(copy(PUBLISHER.published()))
                .isEqualTo(
                        new Mirror.Outcome.Copied(PUBLISHER.tree(1_300), before, Optional.empty()));
        assertThat(verify(new DirectoryLog(folder))).isInstanceOf(Verdict.Sound.class);
    }

    @Test
    void full_tiles_are_not_fetched_again() throws Exception {
        copy(PUBLISHER.published(1_000));
        try (LogServer server = LogServer.ofLedger(PUBLISHER.published(), Optional.empty());
                PublishedLog log = HttpLog.open(server.url(), Optional.empty())) {
            copy(log);

            assertThat(server.asked().keySet())
                    .contains("tile/entries/003", "tile/entries/004", "tile/entries/005.p/20")
                    .doesNotContain("tile/entries/000", "tile/entries/002", "tile/0/002");
        }
    }

    @Test
    void partial_tiles_go_once_the_full_ones_are_there() throws Exception {
        copy(PUBLISHER.published(300));
        assertThat(folder.resolve("tile/0/001.p/44")).exists();

        copy(PUBLISHER.published());

        assertThat(folder.resolve("tile/0/001.p")).doesNotExist();
        assertThat(folder.resolve("tile/entries/001.p")).doesNotExist();
        assertThat(folder.resolve("tile/1/000.p/5")).exists();
    }

    @Test
    void a_copy_that_was_broken_off_goes_on_where_it_was() throws Exception {
        PublishedLog breaking = new Breaking(PUBLISHER.published(), "tile/entries/003");
        assertThatThrownBy(() -> copy(breaking)).isInstanceOf(IOException.class);
        assertThat(folder.resolve("tile/entries/002")).exists();
        assertThat(folder.resolve("checkpoint")).doesNotExist();

        try (LogServer server = LogServer.ofLedger(PUBLISHER.published(), Optional.empty());
                PublishedLog log = HttpLog.open(server.url(), Optional.empty())) {
            copy(log);

            assertThat(server.asked().keySet()).doesNotContain("tile/entries/001");
        }
        assertThat(verify(new DirectoryLog(folder))).isInstanceOf(Verdict.Sound.class);
    }

    @Test
    void a_fork_is_refused_and_its_first_position_said_and_the_folder_stays_what_it_was()
            throws Exception {
        copy(PUBLISHER.published(900));
        List<byte[]> leaves = new ArrayList<>(PUBLISHER.leaves());
        leaves.set(300, leaves.get(301));

        assertThat(copy(new Publisher(leaves).published()))
                .isInstanceOfSatisfying(
                        Mirror.Outcome.Refused.class,
                        refused -> assertThat(refused.finding().position()).hasValue(300));

        assertThat(Files.readAllBytes(folder.resolve("checkpoint")))
                .isEqualTo(PUBLISHER.checkpoint(900));
        assertThat(verify(new DirectoryLog(folder))).isInstanceOf(Verdict.Sound.class);
    }

    @Test
    void a_log_that_was_rolled_back_is_refused() throws Exception {
        copy(PUBLISHER.published(900));

        assertThat(copy(PUBLISHER.published(700)))
                .isEqualTo(
                        new Mirror.Outcome.Refused(
                                new Finding.RolledBack(700, 900, "the mirror's checkpoint")));
        assertThat(verify(new DirectoryLog(folder))).isInstanceOf(Verdict.Sound.class);
    }

    @Test
    void what_was_served_wrong_once_is_not_kept_and_fetched_again() throws Exception {
        copy(PUBLISHER.published(300));
        MemoryLog wrong = MemoryLog.over(PUBLISHER.published());
        List<byte[]> leaves = new ArrayList<>(PUBLISHER.leaves());
        leaves.set(600, leaves.get(601));
        Publisher other = new Publisher(leaves);
        wrong.put("tile/entries/002", other.published().read("tile/entries/002").orElseThrow());
        wrong.put("tile/0/002", other.published().read("tile/0/002").orElseThrow());

        assertThat(copy(wrong))
                .isEqualTo(
                        new Mirror.Outcome.Refused(
                                new Finding.EntriesRewritten(512, 767, "tile/1/000.p/5")));
        assertThat(copy(PUBLISHER.published())).isInstanceOf(Mirror.Outcome.Copied.class);
        assertThat(verify(new DirectoryLog(folder))).isInstanceOf(Verdict.Sound.class);
    }

    @Test
    void the_key_that_a_mirror_was_begun_with_stays() throws Exception {
        assertThat(new Mirror(PUBLISHER.published(300), folder, Optional.empty()).copy(_ -> {}))
                .isInstanceOfSatisfying(
                        Mirror.Outcome.Copied.class,
                        copied -> assertThat(copied.trusted()).hasValue(Publisher.KEY.verifier()));
        SigningKey other = SigningKey.generate(Publisher.ORIGIN, VerifierKey.ED25519);
        var note =
                new org.casualtyledger.events.note.SignedNote(
                        PUBLISHER.tree(1_300).text(),
                        List.of(other.sign(PUBLISHER.tree(1_300).text())));
        MemoryLog taken =
                PUBLISHER
                        .published()
                        .put("checkpoint", note.bytes())
                        .put("key", other.verifier().toString().getBytes(UTF_8));

        assertThat(new Mirror(taken, folder, Optional.empty()).copy(_ -> {}))
                .isInstanceOfSatisfying(
                        Mirror.Outcome.Refused.class,
                        refused ->
                                assertThat(refused.finding())
                                        .isInstanceOf(Finding.NotSigned.class));
    }

    @Test
    void a_mirror_whose_own_tiles_were_changed_is_not_added_to() throws Exception {
        copy(PUBLISHER.published(300));
        byte[] tile = Files.readAllBytes(folder.resolve("tile/0/001.p/44"));
        tile[0] ^= 1;
        Files.write(folder.resolve("tile/0/001.p/44"), tile);

        assertThat(copy(PUBLISHER.published())).isInstanceOf(Mirror.Outcome.Refused.class);
    }

    private Mirror.Outcome copy(PublishedLog from) throws IOException {
        return new Mirror(from, folder, Optional.of(Publisher.KEY.verifier())).copy(_ -> {});
    }

    private static Verdict verify(PublishedLog log) throws IOException {
        return new Verifier(List::of)
                .verify(log, Terms.trusting().withKey(Publisher.KEY.verifier()), _ -> {});
    }

    /** Stops answering at one path, as a network does. */
    private record Breaking(PublishedLog log, String at) implements PublishedLog {
        @Override
        public Optional<byte[]> read(String path) throws IOException {
            if (path.equals(at)) {
                throw new IOException("the connection broke");
            }
            return log.read(path);
        }

        @Override
        public Optional<byte[]> tallyReceipt(long position) throws IOException {
            return log.tallyReceipt(position);
        }

        @Override
        public Optional<byte[]> tallyKey() throws IOException {
            return log.tallyKey();
        }

        @Override
        public String name() {
            return "breaking";
        }

        @Override
        public void close() {}
    }
}
