package org.casualtyledger.projections.tallies;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.casualtyledger.counting.Attribution;
import org.casualtyledger.counting.CellKey;
import org.casualtyledger.counting.PlaceKey;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.projections.processing.Folded;

/** Which cells a filter takes, by what names stood for at a position. */
final class Matching {
    private final TallyFilter filter;
    private final Names names;

    Matching(TallyFilter filter, Names names) {
        this.filter = filter;
        this.names = names;
    }

    /**
     * Whether the filter takes a cell; its months are {@link Months}' to say.
     *
     * @param rules the position whose resolutions and memberships hold
     * @return the parts that the cell belongs to, none for most filters; empty if it is not taken
     */
    Optional<Set<Part>> parts(CellKey cell, long rules) {
        if (!filter.theatre().map(cell.theatre()::equals).orElse(true)
                || !filter.grade().map(cell.grade()::equals).orElse(true)
                || !filter.organisation().map(cell.organisations()::contains).orElse(true)
                || !filter.place().map(name -> isIn(cell.place(), name)).orElse(true)) {
            return Optional.empty();
        }
        Set<Part> parts = EnumSet.noneOf(Part.class);
        if (filter.city().isPresent()) {
            if (!isCity(names.city(cell.place(), rules), filter.city().get())) {
                return Optional.empty();
            }
            parts.add(cell.place().precision().equals("near") ? Part.NEAR : Part.AT);
        }
        if (filter.actor().isPresent()) {
            long matching = matchingActors(cell, filter.actor().get(), rules);
            if (matching == 0) {
                return Optional.empty();
            }
            if (filter.role() == Role.ALLEGED) {
                parts.add(matching == inRole(cell).size() ? Part.SOLE : Part.SHARED);
            }
        }
        return Optional.of(parts);
    }

    private static boolean isIn(PlaceKey place, String name) {
        String folded = Folded.of(name);
        return place.admin().stream().anyMatch(n -> Folded.of(n).equals(folded))
                || place.country().filter(n -> Folded.of(n).equals(folded)).isPresent()
                || place.settlement().filter(n -> Folded.of(n).equals(folded)).isPresent();
    }

    private static boolean isCity(Optional<Names.City> city, String asked) {
        return city.filter(known -> isCity(known, asked)).isPresent();
    }

    static boolean isCity(Names.City city, String asked) {
        return Long.toString(city.id()).equals(asked)
                || Folded.of(city.name()).equals(Folded.of(asked));
    }

    private List<Attribution> inRole(CellKey cell) {
        return filter.role() == Role.PARTY
                ? cell.actors()
                : cell.actors().stream().filter(a -> a.role() == ActorRole.ALLEGED).toList();
    }

    private long matchingActors(CellKey cell, String asked, long rules) {
        return inRole(cell).stream().filter(a -> isActor(a.actor(), asked, cell, rules)).count();
    }

    private boolean isActor(String stated, String asked, CellKey cell, long rules) {
        if (Folded.of(stated).equals(Folded.of(asked))) {
            return true;
        }
        Optional<String> actor = names.actor(stated, rules);
        if (actor.isEmpty()) {
            return false;
        }
        Set<String> wanted = ids(asked, rules);
        return wanted.contains(actor.get())
                || filter.throughMembers()
                        && wanted.stream()
                                .anyMatch(
                                        whole ->
                                                names.isPartOf(
                                                        actor.get(), whole, cell.period(), rules));
    }

    /** An id itself; with a coalition, also what a stated name stands for. */
    private Set<String> ids(String asked, long rules) {
        Set<String> ids = new TreeSet<>(Set.of(asked));
        if (filter.throughMembers()) {
            names.actor(asked, rules).ifPresent(ids::add);
        }
        return ids;
    }

    /**
     * The positions after one and up to another at which a cell may have moved in or out, because a
     * name stood for something else from then on.
     */
    Set<Long> moves(CellKey cell, long after, long through) {
        Set<Long> moves = new TreeSet<>();
        if (filter.city().isPresent()) {
            moves.addAll(names.placeMoves(cell.place(), after, through));
        }
        if (filter.actor().isPresent()) {
            cell.actors().forEach(a -> moves.addAll(names.actorMoves(a.actor(), after, through)));
            if (filter.throughMembers()) {
                moves.addAll(names.membershipMoves(after, through));
                moves.addAll(names.actorMoves(filter.actor().get(), after, through));
            }
        }
        return moves;
    }

    /** Every settlement that the filter may ever take, by its key; empty if it takes any. */
    Optional<Set<String>> places() {
        return filter.city().map(asked -> names.everIn(city -> isCity(city, asked)));
    }

    /** Every stated actor, folded, that the filter may ever take; empty if it takes any. */
    Optional<Set<String>> actors() {
        return filter.actor().map(asked -> names.everStanding(asked, filter.throughMembers()));
    }
}
