package org.casualtyledger.counting;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.Claimant;
import org.casualtyledger.events.claim.Place;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.claim.Source;
import org.casualtyledger.events.claim.StatedActor;
import org.casualtyledger.events.claim.When;

/**
 * What counting reads of a claim, and nothing else: means, points and original figures do not
 * count, and of sources only how many are independent. Small, so that a whole incident fits in
 * memory and a read side can store it beside each version of a report.
 *
 * @param where the places as stated, without their points
 * @param killed civilians killed, in total
 * @param injured civilians injured, in total
 * @param undetermined people killed whose civilian status is not determined
 * @param sources how many sources it names that repeat no other, the same publisher and day once
 * @param derivedFrom the report that it only repeats
 */
public record Facts(
        ReportKind kind,
        Optional<Claimant> claimant,
        When when,
        List<Place> where,
        Range killed,
        Range injured,
        Range undetermined,
        List<StatedActor> actors,
        int sources,
        Optional<ReportId> derivedFrom) {
    public Facts {
        where = List.copyOf(where);
        actors = List.copyOf(actors);
    }

    public static Facts of(Claim claim) {
        List<Place> where = new ArrayList<>(claim.where().size());
        for (Place place : claim.where()) {
            where.add(
                    new Place(
                            place.name(),
                            place.admin(),
                            place.country(),
                            Optional.empty(),
                            place.precision()));
        }
        return new Facts(
                claim.kind(),
                claim.claimant(),
                claim.when(),
                where,
                claim.harm().killed().civilians().total(),
                claim.harm().injured().civilians().total(),
                claim.harm().killed().undetermined(),
                claim.actors(),
                independent(claim.sources()),
                claim.derivedFrom());
    }

    private static int independent(List<Source> sources) {
        Set<Object> distinct = new HashSet<>();
        for (Source source : sources) {
            if (source.derivedFrom().isEmpty()) {
                distinct.add(List.of(source.publisher(), source.date()));
            }
        }
        return distinct.size();
    }
}
