package org.casualtyledger.api.reporting;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.api.commands.StoredText;
import org.casualtyledger.api.eventlog.Idempotency;
import org.casualtyledger.events.Flag;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.signature.EventSignature;

/**
 * What an organisation asks of one of its reports. Ids, the caller and sealed texts come in the
 * command: deciding draws nothing.
 */
sealed interface ReportCommand {
    ReportId report();

    Origin origin();

    /**
     * What every command brings along.
     *
     * @param event the id of the event that it may become, drawn beforehand
     * @param by the organisation whose report it is
     * @param enteredBy who acts for an organisation that holds no key of its own
     * @param bulk whether it is a row of an import, which leaves room to others
     * @param offered the organisation's own signature, or what it asks to sign
     */
    record Origin(
            UUID event,
            OrganisationId by,
            Optional<OrganisationId> enteredBy,
            Optional<Idempotency> idempotency,
            boolean bulk,
            Optional<OfferedSignature> offered) {

        /** The same, with what the request says of a signature. */
        Origin offering(Optional<OfferedSignature> signature) {
            return new Origin(event, by, enteredBy, idempotency, bulk, signature);
        }

        /** What the event will bear, if it is accepted. */
        Optional<EventSignature> signature() {
            return offered.flatMap(OfferedSignature::signature);
        }
    }

    /**
     * A claim ready for a leaf.
     *
     * @param texts what its digests stand for
     * @param fingerprint tells the same claim sent again from another one, without keeping its
     *     texts in the log
     */
    record SealedClaim(
            Claim claim, List<Flag> flags, List<StoredText> texts, Fingerprint fingerprint) {
        public SealedClaim {
            flags = List.copyOf(flags);
            texts = List.copyOf(texts);
        }
    }

    record SubmitReport(
            ReportId report,
            Origin origin,
            String externalId,
            List<String> aliases,
            Optional<IncidentId> incident,
            TheatreId theatre,
            SealedClaim sealed,
            Optional<LocalDate> knownAt)
            implements ReportCommand {
        public SubmitReport {
            aliases = List.copyOf(aliases);
        }
    }

    /**
     * @param expected the position of the report's latest event that the organisation has seen
     */
    record CorrectReport(
            ReportId report,
            Origin origin,
            long expected,
            SealedClaim sealed,
            Optional<LocalDate> knownAt,
            List<StoredText> reason)
            implements ReportCommand {
        public CorrectReport {
            reason = List.copyOf(reason);
        }
    }

    record WithdrawReport(
            ReportId report, Origin origin, WithdrawalReason reason, List<StoredText> note)
            implements ReportCommand {
        public WithdrawReport {
            note = List.copyOf(note);
        }
    }
}
