package org.casualtyledger.events;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.signature.EventSignature;

/**
 * An organisation gave a first account.
 *
 * @param incident the incident that it accounts for; a new id exists from its first report.
 *     Aggregate and cumulative reports name none
 * @param externalId the organisation's own id of the report
 * @param aliases further ids of its own for the same report
 * @param knownAt the day from which the organisation says that it knew this; asserted, never used
 *     as a clock
 * @param enteredBy who entered it on the organisation's behalf, where the organisation holds no key
 *     of its own
 * @param flags what is odd about the claim, as found at the edge
 */
public record ReportSubmitted(
        ReportId report,
        Optional<IncidentId> incident,
        String externalId,
        List<String> aliases,
        Claim claim,
        Optional<LocalDate> knownAt,
        Optional<OrganisationId> enteredBy,
        List<Flag> flags,
        Optional<EventSignature> signature)
        implements ReportEvent {
    public ReportSubmitted {
        aliases = List.copyOf(aliases);
        flags = List.copyOf(flags);
    }

    /** One that its organisation did not sign. */
    public ReportSubmitted(
            ReportId report,
            Optional<IncidentId> incident,
            String externalId,
            List<String> aliases,
            Claim claim,
            Optional<LocalDate> knownAt,
            Optional<OrganisationId> enteredBy,
            List<Flag> flags) {
        this(
                report,
                incident,
                externalId,
                aliases,
                claim,
                knownAt,
                enteredBy,
                flags,
                Optional.empty());
    }
}
