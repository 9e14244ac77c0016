package org.casualtyledger.events.signature;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.KeyAdded;
import org.casualtyledger.events.KeyRevoked;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.PublicationEvent;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.RegistryEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.ResolutionEvent;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * Says of each event of a log, read in order from position 0, whether its organisation signed it.
 * Trusts nobody: keys, their endorsements, and which version a report had are taken from the events
 * alone.
 *
 * <p>Keeps one leaf hash a report. Not for use by several threads.
 */
public final class SignedReports {
    private final String origin;
    private final Map<OrganisationId, KeyRing> rings = new HashMap<>();
    private final Map<ReportId, Latest> reports = new HashMap<>();

    /** What a report's next version has to follow. */
    private record Latest(OrganisationId organisation, String externalId, byte[] leafHash) {}

    /**
     * @param origin the log's name, as its checkpoints give it
     */
    public SignedReports(String origin) {
        this.origin = origin;
    }

    /** What is found of one event. */
    public sealed interface Verdict {
        /** It bears no signature, and need not. */
        record Unsigned() implements Verdict {}

        /**
         * This key of the event's organisation signed it; of an added key, the one that endorsed.
         */
        record Valid(KeyId key) implements Verdict {}

        record Invalid(SignatureFault fault) implements Verdict {}
    }

    private static final Verdict UNSIGNED = new Verdict.Unsigned();

    /**
     * Judges the next event.
     *
     * @param leaf the bytes that {@code event} was decoded from
     * @param leafHash of these bytes: 32 bytes
     */
    public Verdict next(RecordedEvent event, byte[] leaf, byte[] leafHash) {
        return switch (event.event()) {
            case ReportEvent e -> report(event.by(), e, leaf, leafHash);
            case KeyAdded e -> added(event.by(), e);
            case KeyRevoked e -> revoked(event.by(), e);
            case IncidentEvent _, ResolutionEvent _, RegistryEvent _, PublicationEvent _ ->
                    UNSIGNED;
        };
    }

    /** The keys that an organisation has after the events so far. */
    public KeyRing keys(OrganisationId organisation) {
        return rings.computeIfAbsent(organisation, id -> KeyRing.empty(origin, id));
    }

    private Verdict added(OrganisationId by, KeyAdded e) {
        KeyRing ring = keys(by);
        Optional<SignatureFault> fault = ring.check(e);
        rings.put(by, ring.after(e));
        return fault.<Verdict>map(Verdict.Invalid::new)
                .orElseGet(
                        () ->
                                new Verdict.Valid(
                                        e.endorsement()
                                                .map(EventSignature::key)
                                                .orElse(e.keyId())));
    }

    private Verdict revoked(OrganisationId by, KeyRevoked e) {
        KeyRing ring = keys(by);
        Optional<SignatureFault> fault = ring.check(e);
        rings.put(by, ring.after(e));
        return fault.<Verdict>map(Verdict.Invalid::new).orElse(UNSIGNED);
    }

    private Verdict report(OrganisationId by, ReportEvent e, byte[] leaf, byte[] leafHash) {
        Optional<Latest> before = Optional.ofNullable(reports.get(e.report()));
        Verdict verdict =
                e.signature()
                        .map(
                                signature ->
                                        order(by, e, before)
                                                .or(() -> check(by, e, signature, before, leaf))
                                                .<Verdict>map(Verdict.Invalid::new)
                                                .orElseGet(
                                                        () -> new Verdict.Valid(signature.key())))
                        .orElse(UNSIGNED);
        switch (e) {
            case ReportSubmitted s ->
                    reports.put(e.report(), new Latest(by, s.externalId(), leafHash.clone()));
            case ReportCorrected _, ReportWithdrawn _ ->
                    before.ifPresent(
                            latest ->
                                    reports.put(
                                            e.report(),
                                            new Latest(
                                                    latest.organisation(),
                                                    latest.externalId(),
                                                    leafHash.clone())));
        }
        return verdict;
    }

    /**
     * A submission that is recorded twice would count twice, under one valid signature, if it might
     * stand under another id or after other events.
     */
    private static Optional<SignatureFault> order(
            OrganisationId by, ReportEvent e, Optional<Latest> before) {
        return switch (e) {
            case ReportSubmitted s when !s.report().equals(ReportId.of(by, s.externalId())) ->
                    Optional.of(SignatureFault.OTHER_REPORT);
            case ReportSubmitted _ -> before.map(_ -> SignatureFault.NOT_THE_FIRST);
            case ReportCorrected _, ReportWithdrawn _ when before.isEmpty() ->
                    Optional.of(SignatureFault.NOTHING_BEFORE);
            case ReportCorrected _, ReportWithdrawn _ ->
                    before.filter(latest -> !latest.organisation().equals(by))
                            .map(_ -> SignatureFault.OTHER_ORGANISATION);
        };
    }

    private Optional<SignatureFault> check(
            OrganisationId by,
            ReportEvent e,
            EventSignature signature,
            Optional<Latest> before,
            byte[] leaf) {
        String type = EventCodec.type(e);
        Optional<String> supersedes =
                before.map(latest -> HexFormat.of().formatHex(latest.leafHash()));
        String externalId =
                e instanceof ReportSubmitted s
                        ? s.externalId()
                        : before.map(Latest::externalId).orElse("");
        Covered covered =
                switch (e) {
                    case ReportSubmitted _, ReportCorrected _ ->
                            Covered.claim(origin, by, externalId, type, supersedes, claim(leaf));
                    case ReportWithdrawn w ->
                            Covered.withdrawal(
                                    origin, by, externalId, type, supersedes, w.reason());
                };
        return keys(by).check(signature, covered);
    }

    /**
     * As the leaf has it, fields included that this version does not know: those were signed too.
     */
    private static JsonNode claim(byte[] leaf) {
        try {
            return Json.parseCanonical(leaf).path("data").path("claim");
        } catch (Json.Malformed e) {
            throw new IllegalArgumentException("the leaf was decoded, and is no JSON", e);
        }
    }
}
