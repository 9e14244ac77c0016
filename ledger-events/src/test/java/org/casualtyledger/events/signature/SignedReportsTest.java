package org.casualtyledger.events.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.casualtyledger.events.Claims;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.KeyAdded;
import org.casualtyledger.events.KeyRevoked;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.RevocationReason;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.ClaimJson;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.casualtyledger.events.signature.SignedReports.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Histories, as an auditor reads them who trusts nobody. */
class SignedReportsTest {
    private static final String ORIGIN = "ledger.example/log";
    private static final OrganisationId MONITOR = new OrganisationId("sample-monitor");
    private static final OrganisationId NETWORK = new OrganisationId("sample-network");
    private static final SigningKey FIRST = key();
    private static final SigningKey SECOND = key();

    private final Random random = new Random(11);
    private final Claim claim = new Claims(random).claim(ReportKind.INCIDENT);
    private final Claim other = new Claims(random).claim(ReportKind.INCIDENT);

    private SignedReports reports;
    private List<byte[]> leaves;

    @BeforeEach
    void an_empty_log() {
        reports = new SignedReports(ORIGIN);
        leaves = new ArrayList<>();
    }

    /**
     * The history was written, salted and signed by another implementation: Python's hashlib, hmac
     * and cryptography 48.
     */
    @Test
    void a_history_that_another_implementation_signed_is_valid() throws IOException {
        KeyId first = new KeyId("56475aa75463474c0285df5dbf2bcab7");
        KeyId second = new KeyId("24f6ed6acbfe1009c030d7ca567c33ca");
        assertThat(
                        golden(
                                ORIGIN,
                                "key-added.v1",
                                "report-submitted.v1.signed",
                                "key-added.v1.endorsed",
                                "report-corrected.v1.signed",
                                "key-revoked.v1",
                                "report-withdrawn.v1.signed"))
                .containsExactly(
                        new Verdict.Valid(first),
                        new Verdict.Valid(first),
                        new Verdict.Valid(first),
                        new Verdict.Valid(second),
                        new Verdict.Unsigned(),
                        new Verdict.Valid(first));
    }

    @Test
    void the_same_history_under_another_origin_is_not() throws IOException {
        assertThat(golden("ledger.example/lob", "key-added.v1", "report-submitted.v1.signed"))
                .containsExactly(
                        new Verdict.Invalid(SignatureFault.BAD_POSSESSION),
                        new Verdict.Invalid(SignatureFault.UNKNOWN_KEY));
    }

    @Test
    void a_report_without_a_signature_is_unsigned_and_no_fault() {
        assertThat(append(MONITOR, submitted("r-1", claim, Optional.empty())))
                .isEqualTo(new Verdict.Unsigned());
    }

    @Test
    void no_bit_of_a_signed_leafs_claim_or_signature_can_be_changed() {
        append(MONITOR, added(FIRST));
        ReportSubmitted signed = signed(FIRST, "r-1", claim);
        String leaf = new String(EventCodec.encode(recorded(MONITOR, signed)), ISO_8859_1);
        int from = leaf.indexOf("\"claim\":");
        int to = leaf.indexOf(",\"externalId\"");
        for (int i = from + 8; i < to; i++) {
            assertRefusedOrUnreadable(leaf, i);
        }
        for (int i = leaf.indexOf("\"value\":") + 9; leaf.charAt(i) != '"'; i++) {
            assertRefusedOrUnreadable(leaf, i);
        }
        assertThat(append(MONITOR, signed)).isEqualTo(new Verdict.Valid(id(FIRST)));
    }

    private void assertRefusedOrUnreadable(String leaf, int at) {
        byte[] flipped = leaf.getBytes(ISO_8859_1);
        flipped[at] ^= 1;
        RecordedEvent event;
        try {
            event = EventCodec.decode(flipped);
        } catch (org.casualtyledger.events.UnreadableEvent e) {
            return;
        }
        SignedReports fresh = new SignedReports(ORIGIN);
        leaves.forEach(
                before -> fresh.next(EventCodec.decode(before), before, Merkle.leafHash(before)));
        assertThat(fresh.next(event, flipped, Merkle.leafHash(flipped)))
                .as("bit at %d of %s", at, leaf)
                .isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void a_field_of_the_claim_that_this_version_does_not_know_was_signed_or_is_a_forgery() {
        append(MONITOR, added(FIRST));
        String leaf =
                new String(
                        EventCodec.encode(recorded(MONITOR, signed(FIRST, "r-1", claim))), UTF_8);
        byte[] more = leaf.replace("\"claim\":{", "\"claim\":{\"aNewField\":1,").getBytes(UTF_8);
        assertThat(reports.next(EventCodec.decode(more), more, Merkle.leafHash(more)))
                .isEqualTo(new Verdict.Invalid(SignatureFault.BAD_SIGNATURE));
    }

    @Test
    void a_signature_of_an_older_version_is_none_of_a_later_one() {
        append(MONITOR, added(FIRST));
        append(MONITOR, signed(FIRST, "r-1", claim));
        String first = latestHash();
        ReportCorrected back = corrected(FIRST, "r-1", other, first);
        assertThat(append(MONITOR, back)).isEqualTo(new Verdict.Valid(id(FIRST)));
        append(MONITOR, corrected(FIRST, "r-1", claim, latestHash()));
        assertThat(append(MONITOR, back))
                .isEqualTo(new Verdict.Invalid(SignatureFault.BAD_SIGNATURE));
    }

    @Test
    void a_withdrawal_is_of_the_version_that_it_follows() {
        append(MONITOR, added(FIRST));
        append(MONITOR, signed(FIRST, "r-1", claim));
        ReportWithdrawn early = withdrawn(FIRST, "r-1", latestHash());
        append(MONITOR, corrected(FIRST, "r-1", other, latestHash()));
        assertThat(append(MONITOR, early))
                .isEqualTo(new Verdict.Invalid(SignatureFault.BAD_SIGNATURE));
        reports = new SignedReports(ORIGIN);
        append(MONITOR, added(FIRST));
        append(MONITOR, signed(FIRST, "r-1", claim));
        assertThat(append(MONITOR, withdrawn(FIRST, "r-1", latestHash())))
                .isEqualTo(new Verdict.Valid(id(FIRST)));
    }

    @Test
    void an_unsigned_version_between_two_signed_ones_is_followed_too() {
        append(MONITOR, added(FIRST));
        append(MONITOR, submitted("r-1", claim, Optional.empty()));
        assertThat(append(MONITOR, corrected(FIRST, "r-1", other, latestHash())))
                .isEqualTo(new Verdict.Valid(id(FIRST)));
    }

    @Test
    void a_signature_of_another_report_is_none_of_this_one() {
        append(MONITOR, added(FIRST));
        EventSignature signature = signed(FIRST, "r-1", claim).signature().orElseThrow();
        assertThat(append(MONITOR, submitted("r-2", claim, Optional.of(signature))))
                .isEqualTo(new Verdict.Invalid(SignatureFault.BAD_SIGNATURE));
    }

    @Test
    void a_signed_submission_that_is_recorded_again_is_valid_once() {
        append(MONITOR, added(FIRST));
        ReportSubmitted signed = signed(FIRST, "r-1", claim);
        append(MONITOR, signed);
        assertThat(append(MONITOR, signed))
                .isEqualTo(new Verdict.Invalid(SignatureFault.NOT_THE_FIRST));
        ReportSubmitted elsewhere =
                new ReportSubmitted(
                        new ReportId(new UUID(1, 1)),
                        signed.incident(),
                        signed.externalId(),
                        List.of(),
                        claim,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        signed.signature());
        assertThat(append(MONITOR, elsewhere))
                .isEqualTo(new Verdict.Invalid(SignatureFault.OTHER_REPORT));
    }

    @Test
    void an_organisation_signs_nothing_for_another_one() {
        append(MONITOR, added(FIRST));
        assertThat(append(NETWORK, signed(FIRST, "r-1", claim)))
                .isEqualTo(new Verdict.Invalid(SignatureFault.OTHER_REPORT));
        ReportSubmitted theirs =
                new ReportSubmitted(
                        ReportId.of(NETWORK, "r-1"),
                        Optional.empty(),
                        "r-1",
                        List.of(),
                        claim,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        signed(FIRST, "r-1", claim).signature());
        assertThat(append(NETWORK, theirs))
                .isEqualTo(new Verdict.Invalid(SignatureFault.UNKNOWN_KEY));
        append(NETWORK, added(NETWORK, SECOND, Optional.empty()));
        append(MONITOR, submitted("r-1", claim, Optional.empty()));
        assertThat(append(NETWORK, corrected(SECOND, "r-1", other, latestHash())))
                .isEqualTo(new Verdict.Invalid(SignatureFault.OTHER_ORGANISATION));
    }

    @Test
    void the_same_key_of_another_organisation_does_not_carry_a_signature_over() {
        append(MONITOR, added(FIRST));
        append(NETWORK, added(NETWORK, FIRST, Optional.empty()));
        ReportSubmitted theirs =
                new ReportSubmitted(
                        ReportId.of(NETWORK, "r-1"),
                        Optional.empty(),
                        "r-1",
                        List.of(),
                        claim,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        signed(FIRST, "r-1", claim).signature());
        assertThat(append(NETWORK, theirs))
                .isEqualTo(new Verdict.Invalid(SignatureFault.BAD_SIGNATURE));
    }

    @Test
    void a_key_signs_from_its_addition_to_its_revocation() {
        ReportSubmitted early = signed(FIRST, "r-1", claim);
        assertThat(append(MONITOR, early))
                .isEqualTo(new Verdict.Invalid(SignatureFault.UNKNOWN_KEY));
        append(MONITOR, added(FIRST));
        assertThat(append(MONITOR, signed(FIRST, "r-2", claim)))
                .isEqualTo(new Verdict.Valid(id(FIRST)));
        append(MONITOR, new KeyRevoked(MONITOR, id(FIRST), RevocationReason.STOLEN));
        assertThat(append(MONITOR, signed(FIRST, "r-3", claim)))
                .isEqualTo(new Verdict.Invalid(SignatureFault.REVOKED_KEY));
    }

    @Test
    void a_correction_of_nothing_is_signed_by_nobody() {
        append(MONITOR, added(FIRST));
        assertThat(append(MONITOR, corrected(FIRST, "r-1", claim, "00".repeat(32))))
                .isEqualTo(new Verdict.Invalid(SignatureFault.NOTHING_BEFORE));
    }

    private Verdict append(OrganisationId by, LedgerEvent event) {
        byte[] leaf = EventCodec.encode(recorded(by, event));
        leaves.add(leaf);
        return reports.next(EventCodec.decode(leaf), leaf, Merkle.leafHash(leaf));
    }

    private String latestHash() {
        return java.util.HexFormat.of().formatHex(Merkle.leafHash(leaves.getLast()));
    }

    private static List<Verdict> golden(String origin, String... names) throws IOException {
        SignedReports fold = new SignedReports(origin);
        List<Verdict> verdicts = new ArrayList<>();
        for (String name : names) {
            try (InputStream in =
                    SignedReportsTest.class.getResourceAsStream("/golden/" + name + ".json")) {
                byte[] leaf = Objects.requireNonNull(in, name).readAllBytes();
                verdicts.add(fold.next(EventCodec.decode(leaf), leaf, Merkle.leafHash(leaf)));
            }
        }
        return verdicts;
    }

    private static KeyAdded added(SigningKey key) {
        return added(MONITOR, key, Optional.empty());
    }

    private static KeyAdded added(OrganisationId of, SigningKey key, Optional<EventSignature> by) {
        Ed25519Key publicKey = Ed25519Key.of(key.verifier().key());
        Covered covered = Covered.keyAdded(ORIGIN, of, publicKey);
        return new KeyAdded(of, publicKey.id(), publicKey, sign(key, covered).value(), by);
    }

    private static ReportSubmitted signed(SigningKey key, String externalId, Claim claim) {
        Covered covered =
                Covered.claim(
                        ORIGIN,
                        MONITOR,
                        externalId,
                        EventCodec.SUBMITTED,
                        Optional.empty(),
                        ClaimJson.write(claim));
        return submitted(externalId, claim, Optional.of(sign(key, covered)));
    }

    private static ReportSubmitted submitted(
            String externalId, Claim claim, Optional<EventSignature> signature) {
        return new ReportSubmitted(
                ReportId.of(MONITOR, externalId),
                Optional.of(new IncidentId(new UUID(1, 2))),
                externalId,
                List.of(),
                claim,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                signature);
    }

    private static ReportCorrected corrected(
            SigningKey key, String externalId, Claim claim, String supersedes) {
        Covered covered =
                Covered.claim(
                        ORIGIN,
                        MONITOR,
                        externalId,
                        EventCodec.CORRECTED,
                        Optional.of(supersedes),
                        ClaimJson.write(claim));
        return new ReportCorrected(
                ReportId.of(MONITOR, externalId),
                claim,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of(sign(key, covered)));
    }

    private static ReportWithdrawn withdrawn(SigningKey key, String externalId, String supersedes) {
        Covered covered =
                Covered.withdrawal(
                        ORIGIN,
                        MONITOR,
                        externalId,
                        EventCodec.WITHDRAWN,
                        Optional.of(supersedes),
                        WithdrawalReason.OTHER);
        return new ReportWithdrawn(
                ReportId.of(MONITOR, externalId),
                WithdrawalReason.OTHER,
                Optional.empty(),
                List.of(),
                Optional.of(sign(key, covered)));
    }

    private static EventSignature sign(SigningKey key, Covered covered) {
        return new EventSignature(id(key), Ed25519Signature.of(key.signature(covered.bytes())));
    }

    private static KeyId id(SigningKey key) {
        return Ed25519Key.of(key.verifier().key()).id();
    }

    private static SigningKey key() {
        return SigningKey.generate("sample-monitor", VerifierKey.ED25519);
    }

    private static RecordedEvent recorded(OrganisationId by, LedgerEvent event) {
        return new RecordedEvent(
                java.time.Instant.parse("2026-11-22T06:00:00Z"),
                by,
                new UUID(3, 4),
                new TheatreId("SYR"),
                event);
    }
}
