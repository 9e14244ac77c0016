package org.casualtyledger.projections.tallies;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.casualtyledger.counting.Facts;
import org.casualtyledger.events.claim.Civilians;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.ClaimJson;
import org.casualtyledger.events.claim.ClaimReader;
import org.casualtyledger.events.claim.Harm;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.Toll;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Json;

/**
 * The column {@code read.report_version.facts}: a claim that states these facts and nothing else.
 */
final class FactsColumn {
    private FactsColumn() {}

    static String write(Facts facts) {
        Claim claim =
                new Claim(
                        facts.kind(),
                        facts.claimant(),
                        facts.when(),
                        facts.where(),
                        new Harm(
                                new Toll(
                                        Civilians.ofTotal(facts.killed()),
                                        facts.undetermined(),
                                        Range.NOT_STATED,
                                        Map.of()),
                                Toll.civilians(facts.injured())),
                        facts.actors(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        List.of());
        return CanonicalJson.text(ClaimJson.write(claim));
    }

    static Facts read(String column) {
        Faults faults = new Faults();
        try {
            return ClaimReader.stored(Fields.of(Json.parse(column.getBytes(UTF_8)), "", faults))
                    .map(Facts::of)
                    .orElseThrow(() -> new IllegalStateException("no facts: " + faults.list()));
        } catch (Json.Malformed e) {
            throw new IllegalStateException("no facts", e);
        }
    }
}
