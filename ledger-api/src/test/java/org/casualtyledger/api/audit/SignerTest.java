package org.casualtyledger.api.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.casualtyledger.api.eventlog.LogUnavailable;
import org.casualtyledger.api.lease.Lease;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The operator's own database, changed behind the ledger's back in every way that we could think
 * of: each is noticed by the next signer, and none is signed over.
 */
class SignerTest {
    private static final int EVENTS = 700;

    @TempDir private Path folder;
    private HikariDataSource database;
    private TamperedLog log;
    private LogKey key;
    private Checkpoints checkpoints;
    private Signer signer;
    private final Random random = new Random(seed());

    private static long seed() {
        long seed = Long.getLong("tampering.seed", System.nanoTime());
        System.out.println("SignerTest: seed " + seed);
        return seed;
    }

    @BeforeEach
    void sign() throws Exception {
        database = TestPostgres.database("log");
        log = new TamperedLog(database);
        key = LogKey.of(folder, Optional.of("ledger.example/log"));
        checkpoints = new Checkpoints(database);
        log.append(EVENTS);
        signer = signer("one");
        assertThat(signer.round().orElseThrow().size()).isEqualTo(EVENTS);
        log.append(3);
        assertThat(signer.round().orElseThrow().size()).isEqualTo(EVENTS + 3);
    }

    @AfterEach
    void close() throws Exception {
        signer.close();
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void nothing_that_was_changed_is_signed_over_and_nothing_is_appended_to_it(
            RowTampering tampering) throws Exception {
        int at = random.nextInt(1, EVENTS);
        log.changing(() -> tampering.on(log, at));
        String before = log.signatures();
        byte[] journal = Files.readAllBytes(folder.resolve("journal"));
        signer.close();

        signer = signer("two");
        assertThat(signer.round()).isEmpty();

        String held = signer.standing().held().orElseThrow();
        assertThat(held).as("%s at %d", tampering, at).isNotBlank();
        if (tampering.named) {
            assertThat(held).contains("position " + at + " ");
        }
        assertThat(log.signatures()).isEqualTo(before);
        assertThat(folder.resolve("journal")).hasBinaryContent(journal);
        assertThat(log.refusal()).isEqualTo(LogUnavailable.Reason.HELD);
        assertThat(signer.begin(Optional.empty())).isPresent();
        assertThat(log.refusal()).isEqualTo(LogUnavailable.Reason.HELD);
    }

    @Test
    void an_old_event_that_is_changed_while_the_signer_runs_is_found_by_reading_again()
            throws Exception {
        int at = random.nextInt(512);
        log.changing(() -> RowTampering.A_LEAF_WITH_ITS_HASH.on(log, at));

        for (int round = 0; round < 3; round++) {
            assertThat(signer.round()).isEmpty();
        }

        assertThat(signer.standing().held()).contains(Rereading.between(at / 256));
    }

    @Test
    void a_lost_journal_is_said_and_a_stored_checkpoint_is_trusted_only_when_told()
            throws Exception {
        signer.close();
        Files.delete(folder.resolve("journal"));
        signer = signer("two");
        assertThat(signer.standing().held().orElseThrow()).contains("journal");
        assertThat(signer.round()).isEmpty();
        assertThat(log.refusal()).isEqualTo(LogUnavailable.Reason.HELD);
        Recovery recovery = new Recovery(database, signer, checkpoints);

        assertThat(recovery.readAgain()).isInstanceOf(Recovery.Outcome.Refused.class);
        assertThat(recovery.trust(17)).isInstanceOf(Recovery.Outcome.Refused.class);
        assertThat(recovery.trust(EVENTS)).isEqualTo(new Recovery.Outcome.Recovered(EVENTS, 0));

        log.append(1);
        assertThat(signer.round().orElseThrow().size()).isEqualTo(EVENTS + 4);
    }

    @Test
    void what_an_older_backup_lost_comes_back_from_a_mirror_and_from_no_other_history()
            throws Exception {
        List<byte[]> mirrored = log.leaves(500);
        Checkpoint checkpoint = latest();
        log.changing(() -> RowTampering.AN_OLDER_BACKUP.on(log, 500));
        signer.close();
        signer = signer("two");
        assertThat(signer.standing().held()).isPresent();
        Recovery recovery = new Recovery(database, signer, checkpoints);

        List<byte[]> forged = new ArrayList<>(mirrored);
        forged.set(7, mirrored.get(8));
        assertThat(recovery.recover(checkpoint, forged))
                .isInstanceOf(Recovery.Outcome.Refused.class);
        assertThat(recovery.recover(checkpoint, mirrored.subList(0, 200)))
                .isInstanceOf(Recovery.Outcome.Refused.class);
        assertThat(recovery.recover(checkpoint, mirrored))
                .isEqualTo(new Recovery.Outcome.Recovered(EVENTS + 3, 203));

        log.append(2);
        assertThat(signer.round().orElseThrow().size()).isEqualTo(EVENTS + 5);
        assertThat(latest().size()).isEqualTo(EVENTS + 5);
    }

    @Test
    void a_crash_between_journal_and_note_is_signed_the_same_by_the_next() throws Exception {
        log.append(4);
        Frontier frontier = log.frontier();
        signer.close();
        try (CheckpointJournal journal = CheckpointJournal.open(folder.resolve("journal"))) {
            journal.append(new CheckpointJournal.Tree(frontier.size(), frontier.root()));
        }
        signer = signer("two");

        Checkpoints.Stored signed = signer.round().orElseThrow();

        assertThat(signed.size()).isEqualTo(EVENTS + 7);
        assertThat(signed.root()).isEqualTo(frontier.root());
    }

    @Test
    void one_instance_signs_and_the_other_journals_until_it_takes_over() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("other"));
        Files.copy(folder.resolve("log.key"), elsewhere.resolve("log.key"));
        Files.copy(folder.resolve("journal"), elsewhere.resolve("journal"));
        Signer other = signer("two", elsewhere);
        log.append(6);
        assertThat(other.round()).isEmpty();

        assertThat(signer.round().orElseThrow().size()).isEqualTo(EVENTS + 9);
        assertThat(other.round()).isEmpty();
        assertThat(other.signed().orElseThrow().size()).isEqualTo(EVENTS + 9);

        signer.close();
        log.append(1);
        assertThat(other.round().orElseThrow().size()).isEqualTo(EVENTS + 10);
        other.close();
    }

    private Signer signer(String owner) throws Exception {
        return signer(owner, folder);
    }

    private Signer signer(String owner, Path of) throws Exception {
        Signer opened =
                new Signer(
                        LogKey.of(of, Optional.empty()),
                        new PostgresLeaves(database),
                        checkpoints,
                        new Lease(database, "signer", owner, Duration.ofMinutes(1)),
                        of.resolve("journal"));
        opened.open();
        return opened;
    }

    private Checkpoint latest() throws Exception {
        SignedNote note =
                SignedNote.parse(checkpoints.latest().orElseThrow().note().getBytes(UTF_8));
        note.verifiedBy(List.of(key.key().verifier()));
        Checkpoint tree = Checkpoint.parse(note.text());
        assertThat(Arrays.equals(tree.root(), checkpoints.latest().orElseThrow().root())).isTrue();
        return tree;
    }
}
