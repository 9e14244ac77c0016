package org.casualtyledger.projections.incidents;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.counting.Account;
import org.casualtyledger.counting.Derivation;
import org.casualtyledger.counting.Dossier;
import org.casualtyledger.counting.IncidentState;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.ClaimJson;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An incident's page as JSON. */
final class IncidentJson {
    static final String NOTE =
            "derived ranges are bounds on what was documented, not a confidence interval; parties"
                    + " that are present are not alleged to have done anything";

    private IncidentJson() {}

    static ObjectNode write(Incident incident) {
        IncidentState state = incident.state();
        Dossier dossier = state.dossier();
        Derivation derivation = incident.derivation();
        ObjectNode json = Json.object();
        json.put("incident", state.id().toString());
        json.put("position", incident.position());
        json.put("rulesPosition", incident.rules());
        json.put("latest", incident.latest());
        json.put("theatre", theatre(incident).map(TheatreId::value).orElse(null));
        json.put("mergedInto", dossier.mergedInto().map(Object::toString).orElse(null));
        json.put("duplicateOf", dossier.duplicateOf().map(Object::toString).orElse(null));
        ArrayNode absorbed = json.putArray("merged");
        incident.absorbed().forEach(other -> absorbed.add(other.toString()));
        json.set("derived", DerivedJson.write(incident, derivation));
        json.set("grade", JudgementsJson.grade(incident, derivation));
        json.set("counts", JudgementsJson.counts(incident));
        json.set("responsibility", ResponsibilityJson.write(incident));
        json.set("pending", JudgementsJson.pending(incident));
        json.set("statements", statements(incident));
        json.set("reports", ReportsJson.write(incident, derivation));
        json.set("places", places(incident));
        json.set("timeline", TimelineJson.write(incident));
        return json.put("note", NOTE);
    }

    /** The theatre in which it lies by its latest move, else that of its first report. */
    static Optional<TheatreId> theatre(Incident incident) {
        return incident.state()
                .dossier()
                .theatre()
                .or(() -> incident.state().accounts().stream().findFirst().map(Account::theatre));
    }

    /** What belligerents said, by the day on which they said it. */
    private static ArrayNode statements(Incident incident) {
        ArrayNode json = Json.array();
        incident.state().dossier().statements().stream()
                .sorted(java.util.Comparator.comparing(s -> s.said().on()))
                .forEach(statement -> json.add(statement(incident, statement)));
        return json;
    }

    private static ObjectNode statement(Incident incident, Dossier.Recorded statement) {
        ObjectNode json = Json.object();
        json.put("statement", statement.statement().toString());
        json.put("actor", statement.said().actor());
        json.put("resolved", incident.actors().get(statement.said().actor()));
        json.put("stance", statement.said().stance().code());
        json.put("on", statement.said().on().toString());
        ClaimJson.range(json, "killed", statement.said().killed());
        ClaimJson.range(json, "injured", statement.said().injured());
        statement
                .said()
                .source()
                .ifPresent(s -> json.set("source", Stored.clear(ClaimJson.source(s))));
        json.put("recordedBy", statement.by().value());
        return Stored.at(json, incident, statement.position());
    }

    /** What the stated settlements stand for, each once; those that stand for nothing too. */
    private static ArrayNode places(Incident incident) {
        ArrayNode json = Json.array();
        Set<String> seen = new LinkedHashSet<>();
        incident.places()
                .forEach(
                        (stated, place) -> {
                            if (seen.add(stated.key())) {
                                ObjectNode row = json.addObject();
                                row.put("stated", stated.name());
                                row.put("place", place.place()).put("name", place.name());
                                row.put("city", place.city()).put("cityName", place.cityName());
                                row.put("district", place.district().orElse(null));
                                row.put("province", place.province().orElse(null));
                                row.put("country", place.country());
                            }
                        });
        return json;
    }
}
