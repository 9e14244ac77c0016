package org.casualtyledger.counting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.Claimant;
import org.casualtyledger.events.claim.Place;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.claim.StatedActor;
import org.casualtyledger.events.claim.When;

/**
 * What counting reads of a claim, and nothing else: sources, means, points and original figures do
 * not count. Small, so that a whole incident fits in memory and a read side can store it beside
 * each version of a report.
 *
 * @param where the places as stated, without their points
 * @param killed civilians killed, in total
 * @param injured civilians injured, in total
 * @param undetermined people killed whose civilian status is not determined
 */
public record Facts(
        ReportKind kind,
        Optional<Claimant> claimant,
        When when,
        List<Place> where,
        Range killed,
        Range injured,
        Range undetermined,
        List<StatedActor> actors) {
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
                claim.actors());
    }
}
