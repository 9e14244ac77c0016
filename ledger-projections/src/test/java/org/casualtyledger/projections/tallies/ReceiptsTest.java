package org.casualtyledger.projections.tallies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.counting.Given.INCIDENT;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.corrected;
import static org.casualtyledger.counting.Given.recorded;
import static org.casualtyledger.counting.Given.submitted;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.counting.TallyReceipt;
import org.casualtyledger.events.GazetteerAdopted;
import org.casualtyledger.events.Grade;
import org.casualtyledger.events.IncidentGraded;
import org.casualtyledger.events.PersonId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.casualtyledger.projections.testing.ReadSideOverHttp;
import org.casualtyledger.projections.testing.TestSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Receipts of tallies, over HTTP, on checkpoints that a test's own key signed. */
class ReceiptsTest {
    private static final String GAZETTEER = "01".repeat(32);
    private static final List<RecordedEvent> HISTORY =
            List.of(
                    submitted("one", "1", claim().killed(3, 5).alleged("Force").build()),
                    submitted("one", "2", claim().killed(10, 12).build()),
                    corrected("one", "1", claim().killed(4, 6).alleged("Force").build()),
                    submitted("one", "3", claim().killed(1, 1).build()),
                    recorded("operator", new GazetteerAdopted(GAZETTEER, "Sample", 7)),
                    submitted("two", "1", INCIDENT, claim().killed(7, 9).build()),
                    recorded(
                            "assessor",
                            new IncidentGraded(
                                    INCIDENT,
                                    Optional.of(Grade.FAIR),
                                    Optional.of("airwars"),
                                    false,
                                    Optional.of(new PersonId("p-one")),
                                    List.of())));

    @TempDir static Path folder;

    private static TestSigner signer;
    private static ReadSideOverHttp side;

    @BeforeAll
    static void start() throws Exception {
        signer = new TestSigner(folder);
        side = new ReadSideOverHttp(signer.settings());
        side.log.append(HISTORY);
        side.json("/v1/tallies");
    }

    @BeforeEach
    void nothing_is_signed_yet() throws Exception {
        sql("DELETE FROM log.checkpoint");
    }

    @AfterAll
    static void close() {
        side.close();
    }

    @Test
    void a_receipt_names_what_whoever_has_the_log_counts_again() throws Exception {
        Checkpoint signed = signer.sign(side.database, HISTORY.size());
        TallyReceipt receipt = receipt("/v1/tallies/receipt?by=actor");
        CountedHistory counted = counted(HISTORY.size());
        assertThat(receipt.checkpoint()).isEqualTo(signed);
        assertThat(receipt.position()).isEqualTo(HISTORY.size() - 1L);
        assertThat(receipt.query()).isEqualTo("by=actor");
        assertThat(receipt.methodology()).isEqualTo("documented@2");
        assertThat(receipt.methodologyHash()).isEqualTo(Methodologies.DOCUMENTED.hash());
        assertThat(receipt.tallyDigest()).isEqualTo(counted.tallyDigest());
        assertThat(receipt.postingsDigest()).isEqualTo(counted.postingsDigest());
    }

    @Test
    void its_answer_is_what_the_tally_answers() throws Exception {
        signer.sign(side.database, HISTORY.size());
        JsonNode answer = receipt("/v1/tallies/receipt?by=actor,month").answer();
        JsonNode tally = side.json("/v1/tallies?by=actor,month");
        assertThat(canonical(answer.get("rows"))).isEqualTo(canonical(tally.get("rows")));
        assertThat(canonical(answer.get("total"))).isEqualTo(canonical(tally.get("total")));
    }

    @Test
    void without_a_position_it_stands_where_the_log_is_counted_and_signed() throws Exception {
        signer.sign(side.database, 2);
        TallyReceipt receipt = receipt("/v1/tallies/receipt");
        assertThat(receipt.position()).isEqualTo(1);
        assertThat(receipt.query()).isEmpty();
        assertThat(receipt.tallyDigest()).isEqualTo(counted(2).tallyDigest());
        long min = counted(2).cells().values().stream().mapToLong(m -> m.killed().min()).sum();
        assertThat(receipt.answer().get("total").get("killed").get("min").longValue())
                .isEqualTo(min);
    }

    @Test
    void an_earlier_position_is_counted_as_it_was() throws Exception {
        signer.sign(side.database, HISTORY.size());
        TallyReceipt receipt = receipt("/v1/tallies/receipt?asOf=0&theatre=SYR");
        assertThat(receipt.tallyDigest()).isEqualTo(counted(1).tallyDigest());
        assertThat(receipt.postingsDigest()).isEqualTo(counted(1).postingsDigest());
        assertThat(receipt.query()).isEqualTo("theatre=SYR");
    }

    @Test
    void a_gazetteer_is_named_where_it_said_what_lies_where() throws Exception {
        signer.sign(side.database, HISTORY.size());
        assertThat(receipt("/v1/tallies/receipt?by=city").gazetteer()).hasValue(GAZETTEER);
        assertThat(receipt("/v1/tallies/receipt?by=place").gazetteer()).isEmpty();
        assertThat(receipt("/v1/tallies/receipt?by=city&asOf=0").gazetteer()).isEmpty();
    }

    @Test
    void one_question_has_one_form_however_it_is_written() throws Exception {
        signer.sign(side.database, HISTORY.size());
        TallyReceipt receipt =
                receipt("/v1/tallies/receipt?theatre=SYR&by=month&asOf=1&place=Example%20town");
        assertThat(receipt.query()).isEqualTo("by=month&place=Example+town&theatre=SYR");
        assertThat(
                        receipt(
                                        "/v1/tallies/receipt?place=Example+town&asOf=1&by=month&theatre=SY%52")
                                .text())
                .isEqualTo(receipt.text());
    }

    @Test
    void a_sum_that_somebody_changed_shows() throws Exception {
        signer.sign(side.database, HISTORY.size());
        sql("UPDATE read.tally SET killed_max = killed_max + 1");
        for (int size : new int[] {2, HISTORY.size()}) {
            TallyReceipt receipt = receipt("/v1/tallies/receipt?asOf=" + (size - 1));
            assertThat(receipt.tallyDigest()).isNotEqualTo(counted(size).tallyDigest());
            assertThat(receipt.postingsDigest()).isEqualTo(counted(size).postingsDigest());
        }
        sql("UPDATE read.tally SET killed_max = killed_max - 1");
    }

    @Test
    void a_posting_that_somebody_changed_shows() throws Exception {
        signer.sign(side.database, HISTORY.size());
        sql("UPDATE read.tally_posting SET killed_min = killed_min + 1 WHERE position = 1");
        TallyReceipt receipt = receipt("/v1/tallies/receipt");
        assertThat(receipt.postingsDigest()).isNotEqualTo(counted(HISTORY.size()).postingsDigest());
        sql("UPDATE read.tally_posting SET killed_min = killed_min - 1 WHERE position = 1");
    }

    @Test
    void a_position_that_nobody_signed_has_no_receipt() throws Exception {
        signer.sign(side.database, 2);
        refused("/v1/tallies/receipt?asOf=2", 503, "not-signed");
        refused("/v1/tallies/receipt?asOf=99", 503, "not-reached");
    }

    @Test
    void a_checkpoint_of_another_key_is_not_signed_on_top_of() throws Exception {
        SigningKey other = SigningKey.generate(TestSigner.ORIGIN, VerifierKey.ED25519);
        signer.sign(side.database, HISTORY.size(), other);
        refused("/v1/tallies/receipt", 503, "checkpoint-not-verified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"documented", "confirmed-fair"})
    void what_is_counted_on_request_has_the_digests_that_whoever_has_the_log_counts(String name)
            throws Exception {
        signer.sign(side.database, HISTORY.size());
        Methodology methodology = Methodologies.shipped(name, 1).orElseThrow();

        TallyReceipt receipt = receipt("/v1/tallies/receipt?methodology=" + name + "@1");

        CountedHistory counted = counted(methodology, HISTORY.size());
        assertThat(receipt.methodologyHash()).isEqualTo(methodology.hash());
        assertThat(receipt.tallyDigest()).isEqualTo(counted.tallyDigest());
        assertThat(receipt.postingsDigest()).isEqualTo(counted.postingsDigest());
        assertThat(receipt.answer().get("total"))
                .isEqualTo(side.json("/v1/tallies?methodology=" + name + "@1").get("total"));
    }

    @Test
    void a_stored_version_that_somebody_changed_shows_in_the_receipt_of_what_is_counted_from_it()
            throws Exception {
        signer.sign(side.database, HISTORY.size());
        sql("UPDATE report_version SET standing = false WHERE position = 3");
        try {
            assertThat(receipt("/v1/tallies/receipt?methodology=documented@1").tallyDigest())
                    .isNotEqualTo(
                            counted(
                                            Methodologies.shipped("documented", 1).orElseThrow(),
                                            HISTORY.size())
                                    .tallyDigest());
        } finally {
            sql("UPDATE report_version SET standing = true WHERE position = 3");
        }
    }

    @Test
    void what_a_receipt_does_not_know_is_said() throws Exception {
        refused("/v1/tallies/receipt?rules=now", 400, "not-here");
        refused("/v1/tallies/receipt?format=csv", 400, "unknown-parameter");
    }

    @Test
    void the_private_key_is_its_owners_alone_and_its_public_half_stands_beside() throws Exception {
        String served = side.get("/v1/tallies/key").body();
        SigningKey key = SigningKey.parse(Files.readString(folder.resolve("tallies.key")));
        assertThat(key.name()).isEqualTo(TestSigner.ORIGIN + "/tallies");
        assertThat(VerifierKey.parse(served)).isEqualTo(key.verifier());
        assertThat(Files.readString(folder.resolve("tallies.vkey"))).isEqualTo(served);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("tallies.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_ledger_without_a_key_says_that_it_signs_none() throws Exception {
        try (ReadSideOverHttp without = new ReadSideOverHttp()) {
            HttpResponse<String> response = without.get("/v1/tallies/receipt");
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).contains("problem:no-receipts");
        }
    }

    private static TallyReceipt receipt(String path) throws Exception {
        HttpResponse<String> response = side.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow().replace(" ", ""))
                .isEqualToIgnoringCase("text/plain;charset=utf-8");
        VerifierKey key = VerifierKey.parse(side.get("/v1/tallies/key").body());
        SignedNote note = SignedNote.parse(response.body().getBytes(UTF_8));
        assertThat(note.verifiedBy(List.of(key))).containsExactly(key);
        return TallyReceipt.parse(note.text());
    }

    private static void refused(String path, int status, String word) throws Exception {
        HttpResponse<String> response = side.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains(word);
    }

    private static CountedHistory counted(int size) {
        return counted(Methodologies.DOCUMENTED, size);
    }

    private static CountedHistory counted(Methodology methodology, int size) {
        CountedHistory counted = new CountedHistory(methodology);
        HISTORY.subList(0, size).forEach(counted::apply);
        return counted;
    }

    private static String canonical(JsonNode node) {
        return CanonicalJson.text(node);
    }

    private static void sql(String sql) throws SQLException {
        try (Connection connection = side.database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
