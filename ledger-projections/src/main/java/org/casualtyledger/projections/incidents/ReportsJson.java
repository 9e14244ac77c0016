package org.casualtyledger.projections.incidents;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.counting.Account;
import org.casualtyledger.counting.Derivation;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.ClaimJson;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The reports of an incident, side by side, as JSON. */
final class ReportsJson {
    private ReportsJson() {}

    static ArrayNode write(Incident incident, Derivation derivation) {
        Map<ReportId, Derivation.Why> leftOut = new HashMap<>();
        derivation.leftOut().forEach(left -> leftOut.put(left.report(), left.why()));
        ArrayNode json = Json.array();
        for (Account account : incident.state().accounts()) {
            json.add(report(incident, account, Optional.ofNullable(leftOut.get(account.report()))));
        }
        return json;
    }

    private static ObjectNode report(
            Incident incident, Account account, Optional<Derivation.Why> leftOut) {
        List<Incident.Version> versions = incident.versions(account);
        Optional<Claim> claim = incident.claim(account);
        ObjectNode json = Json.object();
        json.put("report", account.report().toString());
        json.put("organisation", account.organisation().value());
        versions.stream()
                .map(Incident.Version::event)
                .filter(ReportSubmitted.class::isInstance)
                .map(ReportSubmitted.class::cast)
                .findFirst()
                .ifPresent(e -> named(json, e));
        json.put("theatre", account.theatre().value());
        json.put("standing", account.standing());
        json.put("counted", leftOut.isEmpty());
        leftOut.ifPresent(why -> json.put("leftOut", why.code()));
        Optional<ReportId> derivedFrom = claim.flatMap(Claim::derivedFrom);
        json.put("derived", derivedFrom.isPresent());
        derivedFrom.ifPresent(
                from -> {
                    json.put("derivedFrom", from.toString());
                    json.put("derivedFromHere", incident.state().account(from).isPresent());
                });
        claim.ifPresent(c -> json.set("claim", Stored.clear(ClaimJson.write(c))));
        versions(json.putArray("versions"), versions);
        return json;
    }

    private static void named(ObjectNode json, ReportSubmitted event) {
        json.put("externalId", event.externalId());
        if (!event.aliases().isEmpty()) {
            event.aliases().forEach(json.putArray("aliases")::add);
        }
    }

    /**
     * Every version; what the latest claims stands above them, what earlier ones claimed in them.
     */
    private static void versions(ArrayNode json, List<Incident.Version> versions) {
        Optional<Incident.Version> latest =
                versions.reversed().stream().filter(v -> v.claim().isPresent()).findFirst();
        for (Incident.Version version : versions) {
            ObjectNode row = json.addObject();
            row.put("position", version.leaf().position());
            row.put("at", EventCodec.instant(version.leaf().recorded().at()));
            row.put("type", EventCodec.type(version.event()));
            enteredBy(version.event())
                    .ifPresent(organisation -> row.put("enteredBy", organisation.value()));
            if (version.event() instanceof ReportWithdrawn e) {
                row.put("reason", e.reason().code());
            }
            knownAt(version.event()).ifPresent(day -> row.put("knownAt", day));
            if (!latest.equals(Optional.of(version))) {
                version.claim().ifPresent(c -> row.set("claim", Stored.clear(ClaimJson.write(c))));
            }
        }
    }

    private static Optional<OrganisationId> enteredBy(ReportEvent event) {
        return switch (event) {
            case ReportSubmitted e -> e.enteredBy();
            case ReportCorrected e -> e.enteredBy();
            case ReportWithdrawn e -> e.enteredBy();
        };
    }

    private static Optional<String> knownAt(ReportEvent event) {
        return switch (event) {
            case ReportSubmitted e -> e.knownAt().map(Object::toString);
            case ReportCorrected e -> e.knownAt().map(Object::toString);
            case ReportWithdrawn _ -> Optional.empty();
        };
    }
}
