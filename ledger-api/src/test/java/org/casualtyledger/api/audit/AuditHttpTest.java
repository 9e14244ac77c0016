package org.casualtyledger.api.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.casualtyledger.api.testing.TestLedger;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.merkle.EntryBundle;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.merkle.Proofs;
import org.casualtyledger.events.merkle.Tile;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.LogProof;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.VerifierKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served of a log, as somebody reads it who believes nothing. */
class AuditHttpTest {
    private static final String ORIGIN = "ledger.example/log";

    @TempDir private static Path folder;
    private static TestLedger ledger;
    private static String auditor;
    private static String monitor;

    @BeforeAll
    static void start() {
        try (HikariDataSource database = TestPostgres.database()) {
            ledger =
                    new TestLedger(
                            database.getJdbcUrl(),
                            "postgres",
                            "",
                            Map.of(
                                    "ledger.audit.dir",
                                    folder.resolve("audit").toString(),
                                    "ledger.audit.origin",
                                    ORIGIN,
                                    "ledger.audit.every",
                                    "20ms"));
        }
        auditor = ledger.organisation("sample-auditor", "audit");
        monitor = ledger.organisation("sample-monitor", "submit");
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @Test
    void the_checkpoint_is_signed_and_every_tile_and_entry_leads_to_its_root() throws Exception {
        for (int i = 0; i < 300; i++) {
            ledger.organisation("org-" + i, "read");
        }
        Checkpoint tree = signed(302);
        assertThat(tree.size()).isLessThan(512);
        List<byte[]> hashes = new ArrayList<>();
        for (Tile tile : Tile.all(tree.size())) {
            byte[] bytes = body("/log/tile/" + tile.path());
            assertThat(bytes).hasSize(32 * tile.width());
            if (tile.level() > 0) {
                continue;
            }
            List<byte[]> entries =
                    EntryBundle.all(body("/log/tile/" + tile.entriesPath())).entries();
            assertThat(entries).hasSize(tile.width());
            for (int i = 0; i < tile.width(); i++) {
                byte[] hash = Merkle.leafHash(entries.get(i));
                assertThat(java.util.Arrays.copyOfRange(bytes, 32 * i, 32 * i + 32))
                        .isEqualTo(hash);
                hashes.add(hash);
            }
        }
        byte[] first = Frontier.empty().append(hashes.subList(0, 256)).root();
        assertThat(body("/log/tile/1/000.p/1")).isEqualTo(first);
        assertThat(Frontier.empty().append(hashes).root()).isEqualTo(tree.root());
        TestLedger.Answer tile = ledger.get("/log/tile/0/000", auditor);
        assertThat(tile.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(tile.header("Cache-Control")).contains("max-age=31536000", "immutable");
        TestLedger.Answer checkpoint = ledger.get("/log/checkpoint", auditor);
        assertThat(checkpoint.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(checkpoint.header("Cache-Control")).isEqualTo("max-age=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0/900",
                "0/900.p/2",
                "1/003.p/1",
                "2/000",
                "0/0",
                "0/000.p/0",
                "0/000.p/256",
                "64/000",
                "00/000",
                "entries/900",
                "entries/999",
                "x/000",
                "0/x999/x999/x999/x999/x999/999",
                "0/x999/x999/x999/x999/x999/x999/999",
                "",
                "0",
                "..%2F..%2Fv1"
            })
    void a_tile_that_the_signed_tree_does_not_have_is_not_found(String path) {
        signed(2);

        TestLedger.Answer answer = ledger.get("/log/tile/" + path, auditor);

        assertThat(answer.status()).as(answer.json().toString()).isIn(400, 404);
    }

    @Test
    void nobody_reads_the_log_without_the_scope_for_it() {
        signed(2);
        for (String path :
                List.of("/log/checkpoint", "/log/key", "/log/tile/0/000.p/2", "/v1/log")) {
            assertThat(ledger.get(path, monitor).status()).as(path).isEqualTo(403);
            assertThat(ledger.get(path, "").status()).as(path).isEqualTo(401);
            assertThat(ledger.get(path, auditor).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void a_receipt_proves_a_report_to_whoever_has_the_key_and_to_nobody_a_changed_one()
            throws Exception {
        TestLedger.Answer submitted = ledger.post("/v1/reports", monitor, report("a"));
        assertThat(submitted.status()).as(submitted.json().toString()).isEqualTo(201);
        String path = "/v1/reports/" + submitted.json().path("report").stringValue() + "/receipt";
        long position = submitted.json().path("position").asLong();
        signed(position + 1);

        TestLedger.Answer receipt = ledger.get(path, monitor);
        assertThat(receipt.json().path("covered").booleanValue()).isTrue();
        assertThat(receipt.json().path("leafHash")).isEqualTo(submitted.json().path("leafHash"));
        byte[] leafHash = HexFormat.of().parseHex(receipt.json().path("leafHash").stringValue());
        List<byte[]> proof = new ArrayList<>();
        receipt.json()
                .path("proof")
                .forEach(hash -> proof.add(Base64.getDecoder().decode(hash.stringValue())));
        Checkpoint tree = checkpoint(receipt.json().path("checkpoint").stringValue());
        assertThat(Proofs.includes(position, tree.size(), leafHash, proof, tree.root())).isTrue();

        TestLedger.Answer file = ledger.get(path + "?format=tlog-proof", monitor);
        LogProof read = LogProof.parse(new String(file.raw().body(), UTF_8));
        assertThat(read.index()).isEqualTo(position);
        assertThat(read.proves(leafHash, key())).isTrue();
        leafHash[0] ^= 1;
        assertThat(read.proves(leafHash, key())).isFalse();
        String byPosition = "/v1/log/receipts/" + position + "?format=tlog-proof";
        assertThat(ledger.get(byPosition, auditor).raw().body()).isEqualTo(file.raw().body());
    }

    @Test
    void a_receipt_is_its_submitters_and_what_is_asked_wrongly_is_said() {
        TestLedger.Answer submitted = ledger.post("/v1/reports", monitor, report("b"));
        String path = "/v1/reports/" + submitted.json().path("report").stringValue() + "/receipt";
        String other = ledger.organisation("other-monitor", "submit");

        assertThat(ledger.get(path, other).status()).isEqualTo(404);
        assertThat(ledger.get(path + "?format=pdf", monitor).status()).isEqualTo(400);
        assertThat(ledger.get(path + "?position=0", monitor).status()).isEqualTo(404);
        assertThat(ledger.get("/v1/reports/nothing/receipt", monitor).status()).isEqualTo(404);
        assertThat(ledger.get("/v1/log/receipts/999", auditor).status()).isEqualTo(404);
        assertThat(ledger.get("/v1/log/receipts/-1", auditor).status()).isEqualTo(404);
    }

    @Test
    void the_key_is_its_owners_and_the_public_half_says_the_origin() throws Exception {
        signed(2);
        Path secret = folder.resolve("audit/log.key");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThat(key())
                .isEqualTo(VerifierKey.parse(Files.readString(folder.resolve("audit/log.vkey"))));
        assertThat(key().name()).isEqualTo(ORIGIN);
        assertThat(Files.readString(secret)).startsWith("PRIVATE+KEY+" + ORIGIN + "+");
    }

    private Checkpoint signed(long size) {
        Checkpoint[] tree = new Checkpoint[1];
        Awaitility.await()
                .untilAsserted(
                        () -> {
                            tree[0] = checkpoint(new String(body("/log/checkpoint"), UTF_8));
                            assertThat(tree[0].size()).isGreaterThanOrEqualTo(size);
                        });
        return tree[0];
    }

    private Checkpoint checkpoint(String note) throws SignedNote.NotANote {
        SignedNote signed = SignedNote.parse(note.getBytes(UTF_8));
        signed.verifiedBy(List.of(key()));
        Checkpoint tree = Checkpoint.parse(signed.text());
        assertThat(tree.origin()).isEqualTo(ORIGIN);
        return tree;
    }

    private VerifierKey key() {
        return VerifierKey.parse(new String(body("/log/key"), UTF_8));
    }

    private byte[] body(String path) {
        TestLedger.Answer answer = ledger.get(path, auditor);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return answer.raw().body();
    }

    private static String report(String externalId) {
        return """
               {"externalId": "%s", "claim": {
                 "kind": "incident",
                 "when": {"from": "2017-06-03", "to": "2017-06-03", "precision": "day"},
                 "where": [{"name": "Sample Town", "country": "Syria", "precision": "exact"}],
                 "harm": {"killed": {"civilians": {"total": {"min": 2, "max": 3}}}},
                 "sources": [{"publisher": "Sample Wire"}]}}
               """
                .formatted(externalId);
    }
}
