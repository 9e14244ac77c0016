package org.casualtyledger.api.reporting;

import java.util.List;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.signature.SignatureFault;

/** How a refusal reads. {@code Unchanged} is no problem: its answer is a receipt. */
final class ReportProblems {
    private ReportProblems() {}

    static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.AlreadySubmitted r ->
                    new Problem(
                            409,
                            "already-submitted",
                            "Another claim stands under this external id",
                            "It is report "
                                    + r.standing().report()
                                    + ", at position "
                                    + r.standing().claimAt()
                                    + ". Correct that report instead.");
            case Refusal.AliasTaken r ->
                    new Problem(
                            409,
                            "alias-taken",
                            "An alias belongs to another report of this organisation",
                            "That report's event stands at position " + r.position() + ".");
            case Refusal.Unchanged r ->
                    new Problem(
                            409,
                            "unchanged",
                            "This claim stands already",
                            "It stands at position " + r.standing().claimAt() + ".");
            case Refusal.NotStanding r ->
                    new Problem(
                            409,
                            "not-standing",
                            "The report was withdrawn",
                            "Its withdrawal stands at position "
                                    + r.position()
                                    + "."
                                    + (r.reason() == WithdrawalReason.MISSING_FROM_RELEASE
                                            ? " An import with changed=correct takes it up again."
                                            : ""));
            case Refusal.NoSuchReport _ ->
                    Problem.notFound("Your organisation has no report of this id.");
            case Refusal.ChangedSince r ->
                    new Problem(
                            412,
                            "changed-since",
                            "The report has changed since you read it",
                            "Its latest event stands at position "
                                    + r.position()
                                    + ". Read it again.");
            case Refusal.NoSuchIncident _ ->
                    invalid(
                            "/incident",
                            "unknown-incident",
                            "no report names an incident of this id");
            case Refusal.IncidentMerged r ->
                    new Problem(
                            409,
                            "incident-merged",
                            "The incident went up in another one",
                            "Name incident " + r.survivor() + " instead.",
                            List.of(
                                    new Problem.Error(
                                            "/incident",
                                            "incident-merged",
                                            "was merged into " + r.survivor())));
            case Refusal.OtherTheatre r ->
                    invalid(
                            "/incident",
                            "other-theatre",
                            "the incident lies in theatre "
                                    + r.incidentTheatre()
                                    + ", this place in "
                                    + r.claimTheatre());
            case Refusal.IncidentFull _ ->
                    invalid(
                            "/incident",
                            "incident-full",
                            "has " + Limits.REPORTS_OF_AN_INCIDENT + " reports already");
            case Refusal.OtherKind r ->
                    invalid(
                            "/claim/kind",
                            "other-kind",
                            "the report is of the kind " + r.kind() + " and stays so");
            case Refusal.KeyReused r ->
                    new Problem(
                            422,
                            "idempotency-key-reused",
                            "The Idempotency-Key stands for another request",
                            "That request's event stands at position " + r.position() + ".",
                            List.of(
                                    Problem.Error.ofHeader(
                                            "Idempotency-Key",
                                            "reused",
                                            "was sent with another body")));
            case Refusal.BadSignature r ->
                    invalid(
                            r.fault() == SignatureFault.BAD_SIGNATURE
                                    ? "/signature/value"
                                    : "/signature/key",
                            r.fault().code(),
                            r.fault().meaning()
                                    + (r.fault() == SignatureFault.BAD_SIGNATURE
                                            ? "; the same request with dryRun=true answers with the exact text to sign"
                                            : ""));
            case Refusal.SignedForAnotherLedger r ->
                    invalid(
                            "/signature/origin",
                            "other-origin",
                            "this ledger's log is " + r.origin());
            case Refusal.SignedAfterAnother r ->
                    invalid(
                            "/signature/supersedes",
                            "not-the-latest",
                            r.latest()
                                    .map(
                                            hash ->
                                                    "the report's latest event has the leaf hash "
                                                            + hash)
                                    .orElse("a submission follows nothing"));
            case Refusal.TooLarge r ->
                    invalid(
                            "",
                            "leaf-too-large",
                            "the event has " + r.bytes() + " bytes; at most " + Limits.LEAF_BYTES);
        };
    }

    private static Problem invalid(String pointer, String code, String detail) {
        return Problem.invalid(List.of(new Problem.Error(pointer, code, detail)));
    }
}
