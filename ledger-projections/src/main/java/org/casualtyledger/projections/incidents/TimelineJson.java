package org.casualtyledger.projections.incidents;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.counting.Cause;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.Judgement;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.PersonId;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReviewApproved;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.ClaimJson;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.Leaves;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that touched an incident, in the order of the log, as JSON. {@code what} is the
 * event's data as it is stored, without digests; of a claim it says which parts a correction
 * changed, and the claims themselves stand with the reports.
 */
final class TimelineJson {
    private TimelineJson() {}

    static ArrayNode write(Incident incident) {
        ArrayNode json = Json.array();
        Map<ReportId, Claim> claims = new HashMap<>();
        for (Leaves.Leaf leaf : incident.leaves().values()) {
            json.add(event(leaf, claims));
        }
        return json;
    }

    private static ObjectNode event(Leaves.Leaf leaf, Map<ReportId, Claim> claims) {
        LedgerEvent event = leaf.recorded().event();
        ObjectNode json = Json.object();
        json.put("position", leaf.position());
        json.put("at", EventCodec.instant(leaf.recorded().at()));
        json.put("by", leaf.recorded().by().value());
        json.put("person", person(event).map(PersonId::value).orElse(null));
        json.put("type", EventCodec.type(event));
        json.put("cause", Cause.of(event).code());
        ObjectNode what = Stored.clear((ObjectNode) leaf.data().deepCopy());
        what.remove("claim");
        if (event instanceof ReportEvent report) {
            claim(report).ifPresent(claim -> compare(what, report.report(), claim, claims));
        }
        json.set("what", what);
        return json;
    }

    private static Optional<PersonId> person(LedgerEvent event) {
        return switch (event) {
            case Judgement e -> e.person();
            case ReviewApproved e -> e.person();
            default -> Optional.empty();
        };
    }

    private static Optional<Claim> claim(ReportEvent event) {
        return switch (event) {
            case ReportSubmitted e -> Optional.of(e.claim());
            case ReportCorrected e -> Optional.of(e.claim());
            default -> Optional.empty();
        };
    }

    private static void compare(
            ObjectNode what, ReportId report, Claim claim, Map<ReportId, Claim> claims) {
        Claim before = claims.put(report, claim);
        if (before == null) {
            return;
        }
        ObjectNode was = ClaimJson.write(before);
        ObjectNode is = ClaimJson.write(claim);
        ArrayNode changed = what.putArray("changed");
        ObjectNode union = was.deepCopy();
        union.setAll(is);
        union.propertyNames().stream()
                .filter(name -> !name.equals("_sd"))
                .filter(name -> !java.util.Objects.equals(was.get(name), is.get(name)))
                .sorted()
                .forEach(changed::add);
    }
}
