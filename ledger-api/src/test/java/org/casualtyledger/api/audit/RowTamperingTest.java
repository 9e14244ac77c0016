package org.casualtyledger.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.casualtyledger.api.eventlog.LogUnavailable;
import org.casualtyledger.api.lease.Lease;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.merkle.MirroredLeaves;
import org.casualtyledger.events.note.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seeded changes to the rows of a real ledger, {@code -Dtampering.rows} of them, each to a copy of
 * its database: every one holds the log, and none is signed over. Runs where {@code
 * LEDGER_TAMPER_DIR} names a mirror; its events are put into an empty database as a recovery does
 * it, and signed under a key of this test.
 */
class RowTamperingTest {
    private static final int COUNT = Integer.getInteger("tampering.rows", 20);
    private static final long SEED = Long.getLong("tampering.seed", System.nanoTime());
    private static final String ORIGIN = "ledger.example/log";

    @TempDir private Path folder;

    @Test
    void whatever_is_changed_in_the_rows_of_a_real_ledger_is_noticed_and_never_signed_over()
            throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                MirroredLeaves.folder().isPresent(), "LEDGER_TAMPER_DIR names no mirror");
        HikariDataSource original = recovered(MirroredLeaves.of(MirroredLeaves.folder().get()));
        original.close();
        Random random = new Random(SEED);
        RowTampering[] kinds = RowTampering.values();
        Map<RowTampering, Integer> noticed = new EnumMap<>(RowTampering.class);
        for (int i = 0; i < COUNT; i++) {
            RowTampering kind = kinds[i % kinds.length];
            HikariDataSource copy = TestPostgres.copy(original);
            try {
                assertNoticed(kind, new TamperedLog(copy), random);
            } finally {
                TestPostgres.drop(copy);
            }
            noticed.merge(kind, 1, Integer::sum);
        }
        System.out.println(
                COUNT
                        + " changes to rows noticed, none signed over, seed "
                        + SEED
                        + ": "
                        + noticed);
    }

    private void assertNoticed(RowTampering kind, TamperedLog log, Random random) throws Exception {
        int at = random.nextInt(1, (int) log.size() - 1);
        String as = "%s at %d of %d, seed %d".formatted(kind, at, log.size(), SEED);
        byte[] journal = Files.readAllBytes(folder.resolve("journal"));
        log.changing(() -> kind.on(log, at));
        String changed = log.signatures();

        Signer signer = signer(log.database());
        assertThat(signer.round()).as(as).isEmpty();

        assertThat(signer.standing().held()).as(as).isPresent();
        if (kind.named) {
            assertThat(signer.standing().held().get()).as(as).contains("position " + at + " ");
        }
        assertThat(log.signatures()).as(as).isEqualTo(changed);
        assertThat(folder.resolve("journal")).hasBinaryContent(journal);
        assertThat(log.refusal()).as(as).isEqualTo(LogUnavailable.Reason.HELD);
        signer.close();
    }

    /**
     * An empty database whose journal remembers a tree: what is missing comes back from the mirror.
     */
    private HikariDataSource recovered(List<byte[]> leaves) throws Exception {
        HikariDataSource database = TestPostgres.database("log");
        LogKey.of(folder, Optional.of(ORIGIN));
        Frontier tree = Frontier.empty().append(leaves.stream().map(Merkle::leafHash).toList());
        try (CheckpointJournal journal = CheckpointJournal.open(folder.resolve("journal"))) {
            journal.append(new CheckpointJournal.Tree(tree.size(), tree.root()));
        }
        Signer signer = signer(database);
        assertThat(signer.standing().held()).isPresent();
        Recovery recovery = new Recovery(database, signer, new Checkpoints(database));
        assertThat(recovery.recover(new Checkpoint(ORIGIN, tree.size(), tree.root()), leaves))
                .isEqualTo(new Recovery.Outcome.Recovered(tree.size(), tree.size()));
        assertThat(signer.round().orElseThrow().root()).isEqualTo(tree.root());
        signer.close();
        return database;
    }

    private Signer signer(HikariDataSource database) throws SQLException, java.io.IOException {
        Signer opened =
                new Signer(
                        LogKey.of(folder, Optional.empty()),
                        new PostgresLeaves(database),
                        new Checkpoints(database),
                        new Lease(database, "signer", "test", Duration.ofMinutes(1)),
                        folder.resolve("journal"));
        opened.open();
        return opened;
    }
}
