package org.casualtyledger.projections.publications;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.events.Challenged;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.DisclosedTexts;
import org.casualtyledger.projections.edge.Leaves;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Challenges as JSON: each text for whom it may be shown to. */
final class ChallengeJson {
    private final Optional<Caller> reader;

    ChallengeJson(Optional<Caller> reader) {
        this.reader = reader;
    }

    /**
     * @param challenged whose number or report it is
     */
    ArrayNode write(List<Challenges.Challenge> challenges, OrganisationId challenged) {
        ArrayNode json = Json.array();
        challenges.forEach(challenge -> json.add(challenge(challenge, challenged)));
        return json;
    }

    private ObjectNode challenge(Challenges.Challenge challenge, OrganisationId challenged) {
        OrganisationId by = challenge.leaf().recorded().by();
        Set<OrganisationId> concerned = by.equals(challenged) ? Set.of(by) : Set.of(by, challenged);
        ObjectNode json = Json.object();
        json.put("challenge", challenge.event().challenge().toString());
        switch (challenge.event().about()) {
            case Challenged.OfPublication about ->
                    json.put("publication", about.publication().toString());
            case Challenged.OfReport about -> json.put("report", about.report().toString());
        }
        json.put("code", challenge.event().code().code());
        at(json, challenge.leaf());
        text(json, "grounds", challenge.grounds(), concerned);
        json.put(
                "outcome",
                challenge.answers().isEmpty()
                        ? null
                        : challenge.answers().getLast().event().outcome().code());
        ArrayNode answers = json.putArray("answers");
        for (Challenges.Answer answer : challenge.answers()) {
            ObjectNode one = answers.addObject();
            one.put("outcome", answer.event().outcome().code());
            at(one, answer.leaf());
            answer.event().enteredBy().ifPresent(who -> one.put("enteredBy", who.value()));
            text(one, "text", answer.text(), concerned);
        }
        return json;
    }

    static void at(ObjectNode json, Leaves.Leaf leaf) {
        json.put("by", leaf.recorded().by().value());
        json.put("position", leaf.position());
        json.put("at", EventCodec.instant(leaf.recorded().at()));
    }

    /** What the reader may not see is null, and whom it is for is said. */
    private void text(
            ObjectNode json,
            String name,
            Optional<DisclosedTexts.Text> text,
            Set<OrganisationId> concerned) {
        json.put(
                name,
                text.filter(t -> t.isFor(reader, concerned))
                        .map(DisclosedTexts.Text::value)
                        .orElse(null));
        json.put("audience", text.map(DisclosedTexts.Text::audience).orElse(null));
    }
}
