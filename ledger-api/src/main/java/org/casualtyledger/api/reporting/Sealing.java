package org.casualtyledger.api.reporting;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.casualtyledger.api.commands.StoredText;
import org.casualtyledger.api.commands.Theatres;
import org.casualtyledger.api.eventlog.Idempotency;
import org.casualtyledger.api.reporting.ReportCommand.Origin;
import org.casualtyledger.api.reporting.ReportCommand.SealedClaim;
import org.casualtyledger.api.reporting.ReportCommand.SubmitReport;
import org.casualtyledger.edge.Acting;
import org.casualtyledger.events.Flag;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.Uuids;
import org.casualtyledger.events.claim.ClaimDraft;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.claim.Salts;

/**
 * Makes commands of requests: draws ids and salts, looks the theatre up, puts texts behind digests.
 */
final class Sealing {
    private final RandomGenerator random = new SecureRandom();
    private final InstantSource clock;

    Sealing(InstantSource clock) {
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    Origin origin(Acting.Actor actor, Optional<Idempotency> idempotency, boolean bulk) {
        UUID event = Uuids.timeOrdered(clock.millis());
        return new Origin(
                event,
                new OrganisationId(actor.organisation()),
                actor.enteredBy().map(OrganisationId::new),
                idempotency,
                bulk,
                Optional.empty());
    }

    SubmitReport submission(ReportRequests.Submission request, Origin origin) {
        SealedClaim sealed = claim(request.draft(), request.signature());
        TheatreId theatre = Theatres.of(sealed.claim());
        if (theatre.equals(TheatreId.UNKNOWN)) {
            sealed = flagged(sealed, new Flag("theatre-unknown", "/claim/where"));
        }
        Optional<IncidentId> incident = request.incident();
        if (incident.isEmpty() && sealed.claim().kind() == ReportKind.INCIDENT) {
            incident = Optional.of(new IncidentId(origin.event()));
        }
        return new SubmitReport(
                ReportId.of(origin.by(), request.externalId()),
                origin.offering(request.signature()),
                request.externalId(),
                request.aliases(),
                incident,
                theatre,
                sealed,
                request.knownAt());
    }

    /** Who signs brings the seed that the salts follow from; else they are drawn. */
    SealedClaim claim(ClaimDraft draft, Optional<OfferedSignature> signature) {
        Salts salts =
                signature
                        .flatMap(OfferedSignature::seed)
                        .map(Salts::seeded)
                        .orElseGet(() -> Salts.drawn(random));
        ClaimDraft.Sealed sealed = draft.seal(salts);
        List<StoredText> texts = sealed.disclosures().stream().map(StoredText::of).toList();
        return new SealedClaim(sealed.claim(), draft.flags(), texts, Fingerprint.of(draft, random));
    }

    List<StoredText> text(String name, Optional<String> text) {
        return StoredText.sealed(name, text, random);
    }

    private static SealedClaim flagged(SealedClaim sealed, Flag flag) {
        List<Flag> flags = new ArrayList<>(sealed.flags());
        flags.add(flag);
        return new SealedClaim(sealed.claim(), flags, sealed.texts(), sealed.fingerprint());
    }
}
