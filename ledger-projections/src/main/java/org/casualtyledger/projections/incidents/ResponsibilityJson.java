package org.casualtyledger.projections.incidents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.casualtyledger.counting.Account;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.events.claim.StatedActor;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who is said to be responsible, as JSON: alleged by which reports, assessed by whom, and, apart,
 * which parties were only present.
 */
final class ResponsibilityJson {
    private ResponsibilityJson() {}

    private record Naming(Account account, StatedActor actor) {}

    static ObjectNode write(Incident incident) {
        ObjectNode json = Json.object();
        json.set("alleged", actors(incident, ActorRole.ALLEGED, "alleged"));
        json.set("assessed", JudgementsJson.responsible(incident));
        json.set("present", actors(incident, ActorRole.PARTY, "present"));
        return json;
    }

    private static ArrayNode actors(Incident incident, ActorRole role, String label) {
        Map<String, List<Naming>> namings = new TreeMap<>();
        for (Account account : incident.state().accounts()) {
            if (account.counts()) {
                account.facts().actors().stream()
                        .filter(actor -> actor.role() == role)
                        .forEach(
                                actor ->
                                        namings.computeIfAbsent(
                                                        actor.name(), _ -> new ArrayList<>())
                                                .add(new Naming(account, actor)));
            }
        }
        ArrayNode json = Json.array();
        namings.forEach(
                (name, by) -> {
                    ObjectNode actor = json.addObject();
                    actor.put("actor", name);
                    actor.put("resolved", incident.actors().get(name));
                    actor.put("role", label);
                    ArrayNode reports = actor.putArray("by");
                    by.forEach(naming -> reports.add(naming(naming)));
                });
        return json;
    }

    private static ObjectNode naming(Naming naming) {
        ObjectNode json = Json.object();
        json.put("report", naming.account().report().toString());
        json.put("organisation", naming.account().organisation().value());
        naming.actor().status().ifPresent(status -> json.put("status", status.code()));
        return json;
    }
}
