package org.casualtyledger.api.reporting;

import java.util.Optional;
import org.casualtyledger.api.commands.OrganisationKeys;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.claim.ClaimJson;
import org.casualtyledger.events.signature.Covered;
import org.casualtyledger.events.signature.EventSignature;
import org.casualtyledger.events.signature.SignatureFault;

/**
 * What a signature of a report must be over and by, as the log told it when the command was
 * decided. The rule is pure, and every reader of the log applies the same ({@link
 * org.casualtyledger.events.signature.SignedReports}).
 *
 * @param keys of the organisation
 * @param externalId of the report, as its submission gave it
 * @param supersedes the leaf hash, in hexadecimal, of the event that this one follows; empty for a
 *     submission
 */
record Signing(OrganisationKeys.Keys keys, String externalId, Optional<String> supersedes) {

    /** What there is to sign. */
    Covered covered(ReportCommand command) {
        String origin = keys.ring().origin();
        return switch (command) {
            case ReportCommand.SubmitReport c ->
                    Covered.claim(
                            origin,
                            c.origin().by(),
                            externalId,
                            EventCodec.SUBMITTED,
                            supersedes,
                            ClaimJson.write(c.sealed().claim()));
            case ReportCommand.CorrectReport c ->
                    Covered.claim(
                            origin,
                            c.origin().by(),
                            externalId,
                            EventCodec.CORRECTED,
                            supersedes,
                            ClaimJson.write(c.sealed().claim()));
            case ReportCommand.WithdrawReport c ->
                    Covered.withdrawal(
                            origin,
                            c.origin().by(),
                            externalId,
                            EventCodec.WITHDRAWN,
                            supersedes,
                            c.reason());
        };
    }

    /** What is wrong with the signature that a command brings; empty for nothing. */
    Optional<Refusal> refusal(ReportCommand command) {
        Optional<OfferedSignature> offered = command.origin().offered();
        if (offered.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> origin = offered.get().origin();
        if (origin.isPresent() && !origin.get().equals(keys.ring().origin())) {
            return Optional.of(new Refusal.SignedForAnotherLedger(keys.ring().origin()));
        }
        Optional<String> stated = offered.get().supersedes();
        if (stated.isPresent() && !stated.equals(supersedes)) {
            return Optional.of(new Refusal.SignedAfterAnother(supersedes));
        }
        return offered.get()
                .signature()
                .flatMap(signature -> fault(command, signature))
                .map(Refusal.BadSignature::new);
    }

    private Optional<SignatureFault> fault(ReportCommand command, EventSignature signature) {
        return keys.ring().check(signature, covered(command));
    }
}
