package org.casualtyledger.api.reporting;

import java.util.Optional;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.ClaimJson;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** What a row of a dry run would change, so that its effect on tallies can be shown before. */
sealed interface ImportChange {
    /**
     * A report would state this from then on.
     *
     * @param theatre where it would be recorded: of a correction, where its incident lies now
     * @param incident empty for a report that is no incident's; of a new report, an id that it
     *     would not keep
     */
    record Says(
            ReportId report,
            OrganisationId organisation,
            TheatreId theatre,
            Optional<IncidentId> incident,
            Claim claim)
            implements ImportChange {}

    /** A report would be withdrawn. */
    record Withdraws(ReportId report) implements ImportChange {}

    /** The change that a command makes which was accepted on a state. */
    static ImportChange of(ReportCommand command, ReportState state, Decision.Accepted accepted) {
        return switch (command) {
            case ReportCommand.SubmitReport c ->
                    new Says(
                            c.report(),
                            c.origin().by(),
                            accepted.theatre(),
                            c.incident(),
                            c.sealed().claim());
            case ReportCommand.CorrectReport c ->
                    new Says(
                            c.report(),
                            c.origin().by(),
                            accepted.theatre(),
                            incident(state),
                            c.sealed().claim());
            case ReportCommand.WithdrawReport c -> new Withdraws(c.report());
        };
    }

    private static Optional<IncidentId> incident(ReportState state) {
        return switch (state) {
            case ReportState.Absent _ -> Optional.empty();
            case ReportState.Standing s -> s.incident();
            case ReportState.Withdrawn w -> w.before().incident();
        };
    }

    /** The claim in its stored form: digests in place of texts. */
    default ObjectNode json() {
        ObjectNode out = Json.object();
        switch (this) {
            case Says says -> {
                out.put("report", says.report().toString());
                out.put("organisation", says.organisation().value());
                out.put("theatre", says.theatre().value());
                says.incident().ifPresent(incident -> out.put("incident", incident.toString()));
                out.set("claim", ClaimJson.write(says.claim()));
            }
            case Withdraws withdraws ->
                    out.put("report", withdraws.report().toString()).put("withdrawn", true);
        }
        return out;
    }
}
