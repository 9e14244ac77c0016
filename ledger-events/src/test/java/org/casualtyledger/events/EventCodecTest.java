package org.casualtyledger.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.casualtyledger.events.claim.ClaimDraft;
import org.casualtyledger.events.claim.ClaimReader;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.signature.EventSignature;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    private static final OrganisationId ORGANISATION = new OrganisationId("sample-monitor");
    private static final Instant AT = Instant.parse("2026-11-22T06:00:00.120Z");

    @Test
    void random_reports_survive_the_way_to_bytes_and_back() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Claims claims = new Claims(random);
        for (int i = 0; i < 500; i++) {
            RecordedEvent event =
                    recorded(
                            submitted(
                                    claims.draft().seal(random).claim(),
                                    random.nextBoolean()
                                            ? Optional.of(new LedgerEvents(random).signature())
                                            : Optional.empty()));
            byte[] leaf = EventCodec.encode(event);
            assertThat(EventCodec.decode(leaf)).as("seed %d", seed).isEqualTo(event);
            assertThat(new JsonCanonicalizer(new String(leaf, UTF_8)).getEncodedUTF8())
                    .as("canonical by a second implementation of RFC 8785, seed %d", seed)
                    .isEqualTo(leaf);
        }
    }

    @Test
    void random_events_of_every_type_survive_the_way_to_bytes_and_back() throws Exception {
        long seed = System.nanoTime();
        LedgerEvents events = new LedgerEvents(new Random(seed));
        for (int i = 0; i < 200; i++) {
            for (LedgerEvent event : events.oneOfEach()) {
                byte[] leaf = EventCodec.encode(recorded(event));
                assertThat(EventCodec.decode(leaf).event()).as("seed %d", seed).isEqualTo(event);
                assertThat(new JsonCanonicalizer(new String(leaf, UTF_8)).getEncodedUTF8())
                        .as("canonical by a second implementation of RFC 8785, seed %d", seed)
                        .isEqualTo(leaf);
            }
        }
    }

    @Test
    void every_type_has_a_golden_file() {
        new LedgerEvents(new Random(1))
                .oneOfEach()
                .forEach(
                        event ->
                                assertThat(
                                                EventCodecTest.class.getResource(
                                                        "/golden/"
                                                                + EventCodec.type(event)
                                                                + ".v1.json"))
                                        .as(EventCodec.type(event))
                                        .isNotNull());
    }

    @Test
    void what_a_request_may_say_a_stored_event_may_hold() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Claims claims = new Claims(random);
        for (int i = 0; i < 500; i++) {
            ClaimDraft draft = claims.draft();
            byte[] bytes = CanonicalJson.bytes(Json.parse(draft.canonical()).get("claim"));
            Faults faults = new Faults();
            Optional<ClaimDraft> read =
                    ClaimReader.request(
                            Fields.of(Json.parse(bytes), "/claim", faults),
                            java.time.LocalDate.of(2026, 11, 22));
            assertThat(faults.list()).as("seed %d", seed).isEmpty();
            assertThat(read.orElseThrow().claim()).as("seed %d", seed).isEqualTo(draft.claim());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report-submitted.v1",
                "report-corrected.v1",
                "report-withdrawn.v1",
                "report-submitted.v1.derived",
                "reports-linked.v1",
                "incidents-merged.v1",
                "incident-split.v1",
                "incident-rehomed.v1",
                "duplicate-confirmed.v1",
                "duplicate-dismissed.v1",
                "incident-graded.v1",
                "counts-assessed.v1",
                "responsibility-assessed.v1",
                "review-approved.v1",
                "statement-recorded.v1",
                "gazetteer-adopted.v1",
                "place-resolved.v1",
                "actor-resolved.v1",
                "actor-registered.v1",
                "methodology-published.v1",
                "default-methodology-set.v1",
                "organisation-registered.v1",
                "key-added.v1",
                "key-added.v1.endorsed",
                "key-revoked.v1",
                "report-submitted.v1.signed",
                "report-corrected.v1.signed",
                "report-withdrawn.v1.signed",
                "tally-published.v1",
                "challenge-raised.v1",
                "challenge-answered.v1"
            })
    void a_golden_file_still_reads_and_writes_to_the_same_bytes(String name) throws IOException {
        byte[] golden = golden(name);
        assertThat(new String(EventCodec.encode(EventCodec.decode(golden)), UTF_8))
                .isEqualTo(new String(golden, UTF_8));
    }

    @Test
    void a_stored_field_that_this_version_does_not_know_is_no_obstacle() throws IOException {
        String golden = new String(golden("report-submitted.v1"), UTF_8);
        String newer = golden.replaceFirst("\"claim\":\\{", "\"claim\":{\"aNewField\":[1],");
        assertThat(newer).isNotEqualTo(golden);
        assertThat(EventCodec.decode(newer.getBytes(UTF_8)))
                .isEqualTo(EventCodec.decode(golden.getBytes(UTF_8)));
    }

    @Test
    void an_event_of_an_unknown_type_is_refused_and_named() throws IOException {
        String golden =
                new String(golden("report-withdrawn.v1"), UTF_8)
                        .replace("report-withdrawn", "report-vanished");
        assertThatThrownBy(() -> EventCodec.decode(golden.getBytes(UTF_8)))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining("report-vanished");
    }

    @Test
    void free_text_leaves_only_digests_that_its_disclosure_opens() {
        Random random = new Random(7);
        ClaimDraft draft = new Claims(random).draft();
        while (draft.texts().isEmpty()) {
            draft = new Claims(random).draft();
        }
        ClaimDraft.Sealed sealed = draft.seal(random);
        String leaf = new String(EventCodec.encode(recorded(submitted(sealed.claim()))), UTF_8);
        assertThat(sealed.disclosures()).hasSize(draft.texts().size());
        sealed.disclosures()
                .forEach(d -> assertThat(leaf).contains(d.digest()).doesNotContain(d.salt()));
    }

    private static ReportSubmitted submitted(
            org.casualtyledger.events.claim.Claim claim, Optional<EventSignature> signature) {
        return new ReportSubmitted(
                ReportId.of(ORGANISATION, "r-1"),
                Optional.of(new IncidentId(new UUID(1, 2))),
                "r-1",
                List.of("alias-1"),
                claim,
                Optional.empty(),
                Optional.empty(),
                List.of(new Flag("bounds-swapped", "/claim/harm")),
                signature);
    }

    private static ReportSubmitted submitted(org.casualtyledger.events.claim.Claim claim) {
        return submitted(claim, Optional.empty());
    }

    private static RecordedEvent recorded(LedgerEvent event) {
        return new RecordedEvent(AT, ORGANISATION, new UUID(3, 4), new TheatreId("SYR"), event);
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in =
                EventCodecTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            return java.util.Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
