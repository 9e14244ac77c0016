package org.casualtyledger.events;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.signature.EventSignature;

/**
 * The organisation replaced its account by a whole new claim. The report stays with its incident.
 *
 * @param sd digests of the correction's own disclosures (its reason), sorted
 */
public record ReportCorrected(
        ReportId report,
        Claim claim,
        Optional<LocalDate> knownAt,
        Optional<OrganisationId> enteredBy,
        List<Flag> flags,
        List<String> sd,
        Optional<EventSignature> signature)
        implements ReportEvent {
    public ReportCorrected {
        flags = List.copyOf(flags);
        sd = List.copyOf(sd);
    }

    /** One that its organisation did not sign. */
    public ReportCorrected(
            ReportId report,
            Claim claim,
            Optional<LocalDate> knownAt,
            Optional<OrganisationId> enteredBy,
            List<Flag> flags,
            List<String> sd) {
        this(report, claim, knownAt, enteredBy, flags, sd, Optional.empty());
    }
}
