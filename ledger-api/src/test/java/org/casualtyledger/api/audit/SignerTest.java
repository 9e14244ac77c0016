package org.casualtyledger.api.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.casualtyledger.api.eventlog.Append;
import org.casualtyledger.api.eventlog.AppendResult;
import org.casualtyledger.api.eventlog.LogUnavailable;
import org.casualtyledger.api.eventlog.NewEvent;
import org.casualtyledger.api.eventlog.PostgresEventLog;
import org.casualtyledger.api.leaf.Attributed;
import org.casualtyledger.api.leaf.EventLeafCodec;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.OrganisationRegistered;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.Uuids;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
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
        key = LogKey.of(folder, Optional.of("ledger.example/log"));
        checkpoints = new Checkpoints(database);
        append(EVENTS);
        signer = signer("one");
        assertThat(signer.round().orElseThrow().size()).isEqualTo(EVENTS);
        append(3);
        assertThat(signer.round().orElseThrow().size()).isEqualTo(EVENTS + 3);
    }

    @AfterEach
    void close() throws Exception {
        signer.close();
        database.close();
    }

    /** What somebody with the database's password may do. */
    private enum Tampering {
        A_BIT_IN_A_LEAF(true) {
            @Override
            void on(SignerTest t, int at) throws SQLException {
                t.execute(
                        "UPDATE log.event SET leaf = set_byte(leaf, 20, get_byte(leaf, 20) # 1) WHERE position = "
                                + at);
            }
        },
        A_HASH(true) {
            @Override
            void on(SignerTest t, int at) throws SQLException {
                t.execute(
                        "UPDATE log.event SET leaf_hash = set_byte(leaf_hash, 3, get_byte(leaf_hash, 3) # 4) WHERE position = "
                                + at);
            }
        },
        A_ROW_AWAY(true) {
            @Override
            void on(SignerTest t, int at) throws SQLException {
                t.execute("DELETE FROM log.event WHERE position = " + at);
            }
        },
        A_LEAF_WITH_ITS_HASH(false) {
            @Override
            void on(SignerTest t, int at) throws SQLException {
                byte[] leaf = t.leaf(at);
                leaf[20] ^= 1;
                t.store(at, leaf);
            }
        },
        TWO_ROWS_EXCHANGED(false) {
            @Override
            void on(SignerTest t, int at) throws SQLException {
                int other = (at + 1) % EVENTS;
                byte[] one = t.leaf(at);
                t.store(at, t.leaf(other));
                t.store(other, one);
            }
        },
        ALL_THAT_FOLLOWS_FROM_A_LEAF(false) {
            @Override
            void on(SignerTest t, int at) throws SQLException {
                byte[] leaf = t.leaf(at);
                leaf[20] ^= 1;
                t.store(at, leaf);
                t.makeConsistent();
            }
        },
        AN_OLDER_BACKUP(false) {
            @Override
            void on(SignerTest t, int at) throws SQLException {
                t.execute("DELETE FROM log.event_tag WHERE position >= " + at);
                t.execute("DELETE FROM log.event WHERE position >= " + at);
                t.execute("DELETE FROM log.checkpoint WHERE size > " + at);
                t.makeConsistent();
            }
        },
        AN_OLDER_BACKUP_THAT_GREW(false) {
            @Override
            void on(SignerTest t, int at) throws SQLException {
                AN_OLDER_BACKUP.on(t, at);
                t.append(EVENTS + 10 - at);
            }
        },
        A_FORGED_CHECKPOINT(false) {
            @Override
            void on(SignerTest t, int at) throws SQLException {
                t.append(5);
                t.execute(
                        "INSERT INTO log.checkpoint SELECT size + 5, sha256('forged'), at, replace(note, '703', '708') FROM log.checkpoint WHERE size = 703");
            }
        };

        /** Whether the one position that was changed can be named. */
        private final boolean named;

        Tampering(boolean named) {
            this.named = named;
        }

        abstract void on(SignerTest t, int at) throws SQLException;
    }

    @ParameterizedTest
    @EnumSource
    void nothing_that_was_changed_is_signed_over_and_nothing_is_appended_to_it(Tampering tampering)
            throws Exception {
        int at = random.nextInt(1, EVENTS);
        changing(() -> tampering.on(this, at));
        String before = signatures();
        byte[] journal = Files.readAllBytes(folder.resolve("journal"));
        signer.close();

        signer = signer("two");
        assertThat(signer.round()).isEmpty();

        String held = signer.standing().held().orElseThrow();
        assertThat(held).as("%s at %d", tampering, at).isNotBlank();
        if (tampering.named) {
            assertThat(held).contains("position " + at + " ");
        }
        assertThat(signatures()).isEqualTo(before);
        assertThat(folder.resolve("journal")).hasBinaryContent(journal);
        assertThat(refusal()).isEqualTo(LogUnavailable.Reason.HELD);
        assertThat(signer.begin(Optional.empty())).isPresent();
        assertThat(refusal()).isEqualTo(LogUnavailable.Reason.HELD);
    }

    @Test
    void an_old_event_that_is_changed_while_the_signer_runs_is_found_by_reading_again()
            throws Exception {
        int at = random.nextInt(512);
        changing(() -> Tampering.A_LEAF_WITH_ITS_HASH.on(this, at));

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
        assertThat(refusal()).isEqualTo(LogUnavailable.Reason.HELD);
        Recovery recovery = new Recovery(database, signer, checkpoints);

        assertThat(recovery.readAgain()).isInstanceOf(Recovery.Outcome.Refused.class);
        assertThat(recovery.trust(17)).isInstanceOf(Recovery.Outcome.Refused.class);
        assertThat(recovery.trust(EVENTS)).isEqualTo(new Recovery.Outcome.Recovered(EVENTS, 0));

        append(1);
        assertThat(signer.round().orElseThrow().size()).isEqualTo(EVENTS + 4);
    }

    @Test
    void what_an_older_backup_lost_comes_back_from_a_mirror_and_from_no_other_history()
            throws Exception {
        List<byte[]> mirrored = leaves(500);
        Checkpoint checkpoint = latest();
        changing(() -> Tampering.AN_OLDER_BACKUP.on(this, 500));
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

        append(2);
        assertThat(signer.round().orElseThrow().size()).isEqualTo(EVENTS + 5);
        assertThat(latest().size()).isEqualTo(EVENTS + 5);
    }

    @Test
    void a_crash_between_journal_and_note_is_signed_the_same_by_the_next() throws Exception {
        append(4);
        Frontier frontier = frontier();
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
        append(6);
        assertThat(other.round()).isEmpty();

        assertThat(signer.round().orElseThrow().size()).isEqualTo(EVENTS + 9);
        assertThat(other.round()).isEmpty();
        assertThat(other.signed().orElseThrow().size()).isEqualTo(EVENTS + 9);

        signer.close();
        append(1);
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

    private void append(int events) {
        try (PostgresEventLog log = new PostgresEventLog(database)) {
            List<java.util.concurrent.CompletableFuture<AppendResult>> appended = new ArrayList<>();
            for (int i = 0; i < events; i++) {
                appended.add(log.append(Append.of(event())));
            }
            appended.forEach(
                    one -> assertThat(one.join()).isInstanceOf(AppendResult.Appended.class));
        }
    }

    private LogUnavailable.Reason refusal() {
        try (PostgresEventLog log = new PostgresEventLog(database)) {
            log.append(Append.of(event())).join();
            throw new AssertionError("was appended");
        } catch (CompletionException e) {
            return ((LogUnavailable) e.getCause()).reason();
        }
    }

    private static NewEvent event() {
        UUID id = Uuids.timeOrdered(System.currentTimeMillis());
        OrganisationId by = new OrganisationId("operator");
        return EventLeafCodec.leaf(
                id,
                Attributed.pending(
                        by,
                        TheatreId.UNKNOWN,
                        new OrganisationRegistered(
                                new OrganisationId("o" + id.toString().substring(24)), "A name")));
    }

    private interface Change {
        void make() throws SQLException;
    }

    /** As a superuser who knows how to switch a trigger off. */
    private void changing(Change change) throws SQLException {
        for (String table : List.of("event", "event_tag", "checkpoint", "subtree")) {
            execute("ALTER TABLE log." + table + " DISABLE TRIGGER USER");
        }
        change.make();
        for (String table : List.of("event", "event_tag", "checkpoint", "subtree")) {
            execute("ALTER TABLE log." + table + " ENABLE TRIGGER USER");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private byte[] leaf(int at) throws SQLException {
        return new PostgresLeaves(database).read(at, 1).getFirst().leaf();
    }

    private List<byte[]> leaves(int from) throws SQLException {
        return new PostgresLeaves(database)
                .read(from, 1_000).stream().map(StoredLeaves.Row::leaf).toList();
    }

    private void store(int at, byte[] leaf) throws SQLException {
        execute(
                "UPDATE log.event SET leaf = '\\x%s', leaf_hash = '\\x%s' WHERE position = %d"
                        .formatted(
                                HexFormat.of().formatHex(leaf),
                                HexFormat.of().formatHex(Merkle.leafHash(leaf)),
                                at));
    }

    private Frontier frontier() throws SQLException {
        return Frontier.empty().append(leaves(0).stream().map(Merkle::leafHash).toList());
    }

    /** Head and subtrees as they would be, had the rows always been as they are now. */
    private void makeConsistent() throws SQLException {
        Frontier frontier = frontier();
        execute(
                "UPDATE log.log_head SET size = %d, frontier = '\\x%s'"
                        .formatted(frontier.size(), HexFormat.of().formatHex(frontier.toBytes())));
        execute("DELETE FROM log.subtree");
        GrowingTree tree = new GrowingTree();
        for (GrowingTree.Complete subtree :
                tree.append(leaves(0).stream().map(Merkle::leafHash).toList())) {
            execute(
                    "INSERT INTO log.subtree VALUES (%d, %d, '\\x%s')"
                            .formatted(
                                    subtree.height(),
                                    subtree.index(),
                                    HexFormat.of().formatHex(subtree.root())));
        }
    }

    /** All that was ever signed, as it is stored. */
    private String signatures() throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT note FROM log.checkpoint ORDER BY size")) {
            while (rows.next()) {
                all.append(rows.getString(1));
            }
        }
        return all.toString();
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
