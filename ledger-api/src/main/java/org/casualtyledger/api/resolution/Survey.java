package org.casualtyledger.api.resolution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.ActorRegistered;
import org.casualtyledger.events.ActorResolved;
import org.casualtyledger.events.GazetteerAdopted;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.PlaceResolved;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.StatedName;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.Place;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.events.claim.Point;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.claim.StatedActor;

/**
 * What the log states and what is resolved of it: a fold over all events, in order. Holds one entry
 * for each report, with names that reports share held once.
 */
final class Survey {
    private final Map<ReportId, Account> accounts = new LinkedHashMap<>();
    private final Map<StatedName, StatedName> names = new HashMap<>();
    private final Map<String, String> actorNames = new HashMap<>();
    private final Map<StatedName, PlaceResolved> places = new HashMap<>();
    private final Map<String, ActorResolved> actors = new HashMap<>();
    private final Map<ActorId, ActorRegistered> registered = new LinkedHashMap<>();
    private Optional<GazetteerAdopted> adopted = Optional.empty();

    /** A settlement in a claim. */
    private record Named(StatedName name, Optional<Point> point, PlacePrecision precision) {}

    /** What an incident report states now. */
    private record Account(
            TheatreId theatre, boolean standing, List<Named> settlements, List<String> actors) {}

    /** A point that was stated with a name, and how precisely. */
    record Stated(Point point, PlacePrecision precision) {}

    /**
     * A settlement as reports name it.
     *
     * @param points each that was stated with this name, once
     * @param reports how many name it
     */
    record Settlement(StatedName name, Set<Stated> points, int reports) {}

    void apply(RecordedEvent recorded) {
        switch (recorded.event()) {
            case ReportSubmitted e when e.claim().kind() == ReportKind.INCIDENT ->
                    accounts.put(e.report(), account(recorded.theatre(), e.claim()));
            case ReportCorrected e when accounts.containsKey(e.report()) ->
                    accounts.put(e.report(), account(recorded.theatre(), e.claim()));
            case ReportWithdrawn e ->
                    accounts.computeIfPresent(
                            e.report(),
                            (_, a) -> new Account(a.theatre(), false, a.settlements(), a.actors()));
            case IncidentRehomed e ->
                    e.reports()
                            .forEach(
                                    carried ->
                                            accounts.computeIfPresent(
                                                    carried.report(),
                                                    (_, a) ->
                                                            new Account(
                                                                    recorded.theatre(),
                                                                    a.standing(),
                                                                    a.settlements(),
                                                                    a.actors())));
            case PlaceResolved e -> places.put(e.stated(), e);
            case ActorResolved e -> actors.put(e.stated(), e);
            case ActorRegistered e -> registered.put(e.actor(), e);
            case GazetteerAdopted e -> adopted = Optional.of(e);
            default -> {} // says nothing of what is stated or resolved
        }
    }

    private Account account(TheatreId theatre, Claim claim) {
        List<Named> settlements = new ArrayList<>();
        for (Place place : claim.where()) {
            if (place.precision() == PlacePrecision.EXACT
                    || place.precision() == PlacePrecision.NEAR) {
                StatedName name = new StatedName(place.country(), place.admin(), place.name());
                settlements.add(
                        new Named(
                                names.computeIfAbsent(name, n -> n),
                                place.point(),
                                place.precision()));
            }
        }
        List<String> alleged =
                claim.actors().stream()
                        .map(StatedActor::name)
                        .distinct()
                        .map(name -> actorNames.computeIfAbsent(name, n -> n))
                        .toList();
        return new Account(theatre, true, List.copyOf(settlements), alleged);
    }

    /** The distinct settlements of standing reports, in one theatre or in all. */
    List<Settlement> settlements(Optional<TheatreId> theatre) {
        Map<StatedName, Set<Stated>> points = new LinkedHashMap<>();
        Map<StatedName, Integer> reports = new HashMap<>();
        for (Account account : standing(theatre)) {
            for (Named named : account.settlements()) {
                Set<Stated> stated =
                        points.computeIfAbsent(named.name(), _ -> new LinkedHashSet<>());
                named.point().ifPresent(p -> stated.add(new Stated(p, named.precision())));
            }
            account.settlements().stream()
                    .map(Named::name)
                    .distinct()
                    .forEach(name -> reports.merge(name, 1, Integer::sum));
        }
        return points.entrySet().stream()
                .map(
                        e ->
                                new Settlement(
                                        e.getKey(),
                                        e.getValue(),
                                        reports.getOrDefault(e.getKey(), 0)))
                .toList();
    }

    /** How many standing reports name each actor. */
    Map<String, Integer> actorNames(Optional<TheatreId> theatre) {
        Map<String, Integer> reports = new LinkedHashMap<>();
        for (Account account : standing(theatre)) {
            account.actors().forEach(name -> reports.merge(name, 1, Integer::sum));
        }
        return reports;
    }

    /**
     * The share of standing reports, of those that name a settlement, whose settlements are all
     * among these. 1 where none names one.
     */
    double shareOfReports(Optional<TheatreId> theatre, Set<StatedName> resolved) {
        long naming = 0;
        long all = 0;
        for (Account account : standing(theatre)) {
            if (!account.settlements().isEmpty()) {
                naming++;
                if (account.settlements().stream().allMatch(n -> resolved.contains(n.name()))) {
                    all++;
                }
            }
        }
        return naming == 0 ? 1 : (double) all / naming;
    }

    private List<Account> standing(Optional<TheatreId> theatre) {
        return accounts.values().stream()
                .filter(Account::standing)
                .filter(a -> theatre.map(a.theatre()::equals).orElse(true))
                .toList();
    }

    Optional<PlaceResolved> resolution(StatedName name) {
        return Optional.ofNullable(places.get(name));
    }

    Optional<ActorResolved> resolution(String actor) {
        return Optional.ofNullable(actors.get(actor));
    }

    List<ActorRegistered> registered() {
        return List.copyOf(registered.values());
    }

    Optional<GazetteerAdopted> adopted() {
        return adopted;
    }
}
