package org.casualtyledger.api.reporting;

import java.util.Optional;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.signature.SignatureFault;

/** Why a command is not carried out. A value, mapped to a problem once, at the edge. */
sealed interface Refusal {
    /** Another claim stands under this external id (or alias), submitted at this position. */
    record AlreadySubmitted(ReportState.Standing standing) implements Refusal {}

    /** The same claim stands already. Nobody's fault: the answer is its receipt. */
    record Unchanged(ReportState.Standing standing) implements Refusal {}

    /** One of the aliases is an id, or an alias, of another report of this organisation. */
    record AliasTaken(long position) implements Refusal {}

    /** The report was withdrawn. */
    record NotStanding(WithdrawalReason reason, long position) implements Refusal {}

    /** No such report of this organisation. */
    record NoSuchReport() implements Refusal {}

    /** The report has moved on since the caller saw it. */
    record ChangedSince(long position) implements Refusal {}

    /** The incident that a submission names does not exist. */
    record NoSuchIncident() implements Refusal {}

    /** The incident that a submission names went up in another one. */
    record IncidentMerged(IncidentId survivor) implements Refusal {}

    /** The incident that a submission names lies in another theatre than its place. */
    record OtherTheatre(TheatreId incidentTheatre, TheatreId claimTheatre) implements Refusal {}

    /** The incident that a submission names has as many reports as one may have. */
    record IncidentFull() implements Refusal {}

    /** The kind of a report never changes. */
    record OtherKind(String kind) implements Refusal {}

    /** The idempotency key stands for another request. */
    record KeyReused(long position) implements Refusal {}

    /** The signature is none of the organisation's over what the event would say. */
    record BadSignature(SignatureFault fault) implements Refusal {}

    /** What was signed was meant for a ledger of another name than this one's. */
    record SignedForAnotherLedger(String origin) implements Refusal {}

    /**
     * What was signed follows another event than the report's latest one.
     *
     * @param latest its leaf hash; empty for a submission, which follows none
     */
    record SignedAfterAnother(Optional<String> latest) implements Refusal {}

    /** The event would be larger than a leaf may be. */
    record TooLarge(int bytes) implements Refusal {}
}
