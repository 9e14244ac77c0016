package org.casualtyledger.projections.tallies;

import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.ClaimReader;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Json;

/** One report that might be recorded, in the form in which an import's dry run says it. */
sealed interface PreviewChange {
    ReportId report();

    /** A claim that would be submitted, or take the place of the report's present one. */
    record Says(
            ReportId report,
            OrganisationId organisation,
            TheatreId theatre,
            Optional<IncidentId> incident,
            Claim claim)
            implements PreviewChange {}

    record Withdraws(ReportId report) implements PreviewChange {}

    /**
     * @param number of the line, from 0: where faults point to
     */
    static Optional<PreviewChange> read(byte[] line, int number, Faults faults) {
        String pointer = "/" + number;
        try {
            return read(Fields.of(Json.parse(line), pointer, faults));
        } catch (Json.Malformed e) {
            faults.add(pointer, e.code(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<PreviewChange> read(Fields f) {
        f.require("report");
        Optional<ReportId> report = f.uuid("report").map(ReportId::new);
        Optional<PreviewChange> change =
                f.has("withdrawn") ? withdraws(f, report) : says(f, report);
        f.refuseUnknown();
        return change;
    }

    private static Optional<PreviewChange> withdraws(Fields f, Optional<ReportId> report) {
        if (!f.raw("withdrawn").filter(v -> v.isBoolean() && v.booleanValue()).isPresent()) {
            f.faults().add(f.pointerTo("withdrawn"), "not-valid", "must be true");
        }
        return report.map(Withdraws::new);
    }

    private static Optional<PreviewChange> says(Fields f, Optional<ReportId> report) {
        f.require("organisation");
        f.require("theatre");
        f.require("claim");
        Optional<OrganisationId> organisation =
                f.name("organisation", 40)
                        .filter(id -> valid(f, "organisation", OrganisationId.isValid(id)))
                        .map(OrganisationId::new);
        Optional<TheatreId> theatre =
                f.name("theatre", Limits.CODE)
                        .filter(id -> valid(f, "theatre", id.matches("[A-Z]{3}(-[A-Z]{3})*")))
                        .map(TheatreId::new);
        Optional<UUID> incident = f.uuid("incident");
        Optional<Claim> claim = f.object("claim").flatMap(ClaimReader::stored);
        return report.isPresent()
                        && organisation.isPresent()
                        && theatre.isPresent()
                        && claim.isPresent()
                ? Optional.of(
                        new Says(
                                report.get(),
                                organisation.get(),
                                theatre.get(),
                                incident.map(IncidentId::new),
                                claim.get()))
                : Optional.empty();
    }

    private static boolean valid(Fields f, String name, boolean valid) {
        if (!valid) {
            f.faults().add(f.pointerTo(name), "not-valid", "is no id of its kind");
        }
        return valid;
    }
}
