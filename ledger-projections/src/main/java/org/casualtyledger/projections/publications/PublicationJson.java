package org.casualtyledger.projections.publications;

import java.util.Base64;
import java.util.Optional;
import org.casualtyledger.events.PublishedReceipt;
import org.casualtyledger.events.PublishedTotal;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.TallyTotals;
import tools.jackson.databind.node.ObjectNode;

/** A publication as JSON: what was published, what it would be now, and the difference. */
final class PublicationJson {
    static final String NOTE =
            "min and max are bounds on what was documented, not a confidence interval; now is the same"
                    + " query under the same methodology, with names as they are resolved now";

    private PublicationJson() {}

    /** What one line of a list has. */
    static ObjectNode head(Publications.Published published) {
        ObjectNode json = Json.object();
        json.put("publication", published.event().publication().toString());
        json.put("name", published.event().name());
        ChallengeJson.at(json, published.leaf());
        json.put("query", published.event().receipt().query());
        json.put("methodology", published.event().receipt().methodology());
        return json;
    }

    static ObjectNode receipt(PublishedReceipt receipt) {
        ObjectNode json = Json.object();
        json.put("position", receipt.position());
        json.putObject("checkpoint")
                .put("origin", receipt.checkpoint().origin())
                .put("size", receipt.checkpoint().size())
                .put("root", Base64.getEncoder().encodeToString(receipt.checkpoint().root()));
        json.put("methodology", receipt.methodology());
        json.put("methodologyHash", receipt.methodologyHash());
        json.put("semantics", receipt.semantics());
        json.put("gazetteer", receipt.gazetteer().orElse(null));
        json.put("tallyDigest", receipt.tallyDigest());
        json.put("postingsDigest", receipt.postingsDigest());
        json.put("answerHash", receipt.answerHash());
        json.put("signature", receipt.signature());
        return json;
    }

    /**
     * What it was and what it is.
     *
     * @param position of now
     */
    static void compared(
            ObjectNode json, PublishedReceipt receipt, TallyTotals.Answer now, long position) {
        json.putObject("then")
                .put("position", receipt.position())
                .set("total", TotalJson.write(receipt.total()));
        String common = and(receipt.query(), "methodology=" + receipt.methodology());
        json.put("tally", "/v1/tallies?" + and(common, "asOf=" + receipt.position()));
        switch (now) {
            case TallyTotals.Answer.NotCounted(String why) -> {
                json.putNull("now").putNull("difference");
                json.put("notCounted", why);
            }
            case TallyTotals.Answer.Counted counted -> {
                PublishedTotal total = TotalJson.of(counted.total());
                json.putObject("now")
                        .put("position", position)
                        .set("total", TotalJson.write(total));
                json.set("difference", TotalJson.difference(receipt.total(), total));
                String moments = "from=" + receipt.position() + "&to=" + position;
                json.put(
                        "explain",
                        "/v1/tallies/explain?"
                                + and(
                                        counted.explain(),
                                        "methodology=" + receipt.methodology() + "&" + moments));
            }
        }
    }

    private static String and(String parameters, String more) {
        return Optional.of(parameters).filter(p -> !p.isEmpty()).map(p -> p + "&").orElse("")
                + more;
    }
}
