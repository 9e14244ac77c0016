package org.casualtyledger.projections.versions;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.counting.Facts;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.claim.Claimant;
import org.casualtyledger.events.claim.ClaimantKind;
import org.casualtyledger.events.claim.Place;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.claim.StatedActor;
import org.casualtyledger.events.claim.TimePrecision;
import org.casualtyledger.events.claim.When;

/**
 * The column {@code report_version.facts}, as {@link ColumnWriter} writes. Half the size of JSON
 * and a fifth of its time, and one is written for every event.
 */
public final class FactsColumn {
    private FactsColumn() {}

    public static String write(Facts facts) {
        ColumnWriter w = new ColumnWriter();
        w.code(facts.kind());
        w.text(facts.claimant().map(Claimant::name));
        if (facts.claimant().isPresent()) {
            w.code(facts.claimant().get().kind());
            w.text(facts.claimant().get().via());
        }
        w.number(facts.when().from().toEpochDay());
        w.number(facts.when().to().toEpochDay());
        w.code(facts.when().precision());
        w.number(facts.where().size());
        for (Place place : facts.where()) {
            w.text(place.name());
            w.number(place.admin().size());
            place.admin().forEach(w::text);
            w.text(place.country());
            w.code(place.precision());
        }
        w.range(facts.killed());
        w.range(facts.injured());
        w.range(facts.undetermined());
        w.actors(facts.actors());
        w.number(facts.sources());
        w.text(facts.derivedFrom().map(ReportId::toString));
        return w.written();
    }

    public static Facts read(String column) {
        ColumnReader r = new ColumnReader(column);
        ReportKind kind = r.code(ReportKind.values());
        Optional<Claimant> claimant =
                r.maybe().map(name -> new Claimant(name, r.code(ClaimantKind.values()), r.maybe()));
        When when = new When(r.day(), r.day(), r.code(TimePrecision.values()));
        List<Place> where =
                r.list(
                        () ->
                                new Place(
                                        r.text(),
                                        r.list(r::text),
                                        r.maybe(),
                                        Optional.empty(),
                                        r.code(PlacePrecision.values())));
        Range killed = r.range();
        Range injured = r.range();
        Range undetermined = r.range();
        List<StatedActor> actors = r.actors();
        int sources = Math.toIntExact(r.number());
        Optional<ReportId> derivedFrom = r.maybe().map(UUID::fromString).map(ReportId::new);
        return new Facts(
                kind,
                claimant,
                when,
                where,
                killed,
                injured,
                undetermined,
                actors,
                sources,
                derivedFrom);
    }
}
