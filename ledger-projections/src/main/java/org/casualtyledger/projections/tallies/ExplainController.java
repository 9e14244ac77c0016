package org.casualtyledger.projections.tallies;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.projections.edge.Answers;
import org.casualtyledger.projections.edge.AsOf;
import org.casualtyledger.projections.edge.Etag;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.edge.Leaves;
import org.casualtyledger.projections.edge.ReadPositions;
import org.casualtyledger.projections.edge.Rules;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/tallies/explain}. Needs the scope {@code read}, unless tallies are public. */
@RestController
final class ExplainController {
    private final Explaining explaining;
    private final ReadPositions positions;
    private final Leaves leaves;

    ExplainController(Explaining explaining, ReadPositions positions, Leaves leaves) {
        this.explaining = explaining;
        this.positions = positions;
        this.leaves = leaves;
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/tallies/explain")
    ResponseEntity<byte[]> explain(HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        Optional<AsOf> from = parameters.parsed("from", AsOf::parse);
        if (from.isEmpty()) {
            parameters.fault("from", "missing", "says since when: a position, or an instant");
        }
        AsOf to = parameters.parsed("to", AsOf::parse).orElse(new AsOf.Latest());
        OptionalLong atLeast = parameters.number("atLeast", 0, Long.MAX_VALUE);
        TallyFilter filter = TallyFilter.readBetween(parameters);
        Rules rules = Rules.read(parameters);
        Optional<KnownMethodologies.Asked> methodology =
                parameters.parsed("methodology", KnownMethodologies.Asked::parse);
        parameters.done();
        OptionalLong through = positions.resolve(new ReadPositions.Wanted(to, atLeast), "to");
        long latest = positions.latest();
        Explaining.Asked asked =
                new Explaining.Asked(
                        filter,
                        positions.resolve(from.orElseThrow(), "from").orElse(latest),
                        through.orElse(latest),
                        latest,
                        rules,
                        methodology);
        refuseBackwards(asked);
        Methodology now = explaining.methodologyAt(asked, asked.through());
        String etag =
                Etag.of(
                        asked.through(),
                        filter
                                + " explained since "
                                + asked.after()
                                + " "
                                + asked.rulesAt(asked.through())
                                + " "
                                + methodology
                                + " "
                                + now.hash());
        return Answers.json(request, etag, () -> answer(asked, now));
    }

    private ObjectNode answer(Explaining.Asked asked, Methodology now) {
        Explained explained = explaining.explain(asked);
        ObjectNode json =
                ExplainedJson.write(explained, leaves.at(ExplainedJson.positions(explained)));
        json.put("from", asked.after());
        json.put("to", asked.through());
        json.put("rules", asked.rules() == Rules.NOW ? "now" : "then");
        json.put("rulesPosition", asked.rulesAt(asked.through()));
        TallyJson.methodology(json, now);
        json.put("note", TallyJson.NOTE);
        return json;
    }

    private static void refuseBackwards(Explaining.Asked asked) {
        if (asked.through() < asked.after()) {
            throw Problem.badParameters(
                            List.of(
                                    Problem.Error.ofParameter(
                                            "to",
                                            "before-from",
                                            "is position "
                                                    + asked.through()
                                                    + ", before from, which is "
                                                    + asked.after())))
                    .asException();
        }
    }
}
