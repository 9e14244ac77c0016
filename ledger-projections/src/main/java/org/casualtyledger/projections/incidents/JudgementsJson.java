package org.casualtyledger.projections.incidents;

import java.util.function.Predicate;
import org.casualtyledger.counting.Derivation;
import org.casualtyledger.counting.Dossier.Judged;
import org.casualtyledger.counting.Dossier.Verdict;
import org.casualtyledger.events.CountsAssessed;
import org.casualtyledger.events.Grade;
import org.casualtyledger.events.PersonId;
import org.casualtyledger.events.claim.ClaimJson;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What assessors judged, as JSON: each one's latest word that counts; those that wait are apart.
 */
final class JudgementsJson {
    private JudgementsJson() {}

    /** The grade under the methodology, and every assessor's. */
    static ObjectNode grade(Incident incident, Derivation derivation) {
        ObjectNode json = Json.object();
        json.put("grade", derivation.grade().code());
        json.put("disputed", derivation.disputed().contains("grade"));
        json.set("assessments", each(incident, j -> j.verdict() instanceof Verdict.Graded));
        return json;
    }

    /** Assessors' own ranges. */
    static ArrayNode counts(Incident incident) {
        return each(incident, j -> j.verdict() instanceof Verdict.Counted);
    }

    static ArrayNode responsible(Incident incident) {
        return each(incident, j -> j.verdict() instanceof Verdict.Responsible);
    }

    /** Judgements that a second reader has not approved yet: they count nothing. */
    static ArrayNode pending(Incident incident) {
        ArrayNode json = Json.array();
        incident.state().dossier().judgements().stream()
                .filter(Judged::pending)
                .forEach(judged -> json.add(judged(incident, judged)));
        return json;
    }

    private static ArrayNode each(Incident incident, Predicate<Judged> wanted) {
        ArrayNode json = Json.array();
        incident.state().dossier().judgements().stream()
                .filter(judged -> !judged.pending())
                .filter(wanted)
                .forEach(judged -> json.add(judged(incident, judged)));
        return json;
    }

    private static ObjectNode judged(Incident incident, Judged judged) {
        ObjectNode json = Json.object();
        json.put("by", judged.by().value());
        json.put("person", judged.person().map(PersonId::value).orElse(null));
        if (!judged.on().equals(incident.state().id())) {
            json.put("of", judged.on().toString()); // it was merged since
        }
        switch (judged.verdict()) {
            case Verdict.Graded graded -> {
                json.put("kind", "grade");
                json.put("grade", graded.grade().map(Grade::code).orElse(null));
                json.put("methodology", graded.methodology().orElse(null));
            }
            case Verdict.Counted counted -> {
                json.put("kind", "counts");
                counted.counts()
                        .ifPresentOrElse(
                                counts -> json.set("counts", counts(counts)),
                                () -> json.putNull("counts"));
            }
            case Verdict.Responsible responsible -> {
                json.put("kind", "responsibility");
                responsible
                        .actors()
                        .ifPresentOrElse(
                                actors -> {
                                    ArrayNode written = json.putArray("actors");
                                    actors.forEach(a -> written.add(ClaimJson.actor(a)));
                                },
                                () -> json.putNull("actors"));
            }
        }
        return Stored.at(json, incident, judged.position());
    }

    private static ObjectNode counts(CountsAssessed.Counts counts) {
        ObjectNode json = Json.object();
        ClaimJson.range(json, "killed", counts.killed());
        ClaimJson.range(json, "injured", counts.injured());
        ClaimJson.range(json, "undetermined", counts.undetermined());
        return json;
    }
}
