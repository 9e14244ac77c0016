package org.casualtyledger.projections.tallies;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.casualtyledger.counting.Period;
import org.casualtyledger.counting.PlaceKey;
import org.casualtyledger.events.StatedName;
import org.casualtyledger.projections.processing.Folded;

/**
 * What stated names stood for, at every position up to one: resolutions of places and actors, and
 * who was part of whom.
 */
final class Names {
    /** Of nothing at all: for questions that need no names. */
    static final Names NONE = new Names(Map.of(), Map.of(), Map.of(), List.of());

    private final Map<String, List<Held<Optional<City>>>> places;
    private final Map<String, List<Held<Optional<String>>>> actors;
    private final Map<String, List<Held<String>>> actorNames;
    private final List<Held<Membership>> memberships;

    /** Place ⊂ city ⊂ district ⊂ province, as far as it is known. */
    record City(
            long id,
            String name,
            Optional<String> district,
            Optional<String> province,
            String country) {}

    /** That one actor is part of another, from a day to a day, both inclusive. */
    record Membership(String member, String of, Optional<LocalDate> from, Optional<LocalDate> to) {
        /** Whether a part of a period's months lies in it. */
        boolean overlaps(Period period) {
            return from.map(day -> !day.isAfter(period.last().atEndOfMonth())).orElse(true)
                    && to.map(day -> !day.isBefore(period.first().atDay(1))).orElse(true);
        }
    }

    /**
     * @param places by {@link StatedName#key()}
     * @param actors by stated name
     * @param actorNames of registered actors, by id
     */
    Names(
            Map<String, List<Held<Optional<City>>>> places,
            Map<String, List<Held<Optional<String>>>> actors,
            Map<String, List<Held<String>>> actorNames,
            List<Held<Membership>> memberships) {
        this.places = places;
        this.actors = actors;
        this.actorNames = actorNames;
        this.memberships = memberships;
    }

    /** The city of a settlement; empty for a residual, and for one that is not resolved. */
    Optional<City> city(PlaceKey place, long position) {
        return statedKey(place)
                .map(key -> places.getOrDefault(key, List.of()))
                .flatMap(history -> Held.at(history, position))
                .flatMap(city -> city);
    }

    static Optional<String> statedKey(PlaceKey place) {
        return place.settlement()
                .map(name -> new StatedName(place.country(), place.admin(), name).key());
    }

    /** The registered actor that a stated name stands for. */
    Optional<String> actor(String stated, long position) {
        return Held.at(actors.getOrDefault(stated, List.of()), position).flatMap(id -> id);
    }

    /** The name of a registered actor; its id, if it is none. */
    String nameOf(String actor, long position) {
        return Held.at(actorNames.getOrDefault(actor, List.of()), position).orElse(actor);
    }

    /**
     * Whether an actor is another one or part of it in a period's months, over any number of steps.
     */
    boolean isPartOf(String actor, String whole, Period period, long position) {
        return wholes(actor, period, position).contains(whole);
    }

    private Set<String> wholes(String actor, Period period, long position) {
        Set<String> found = new HashSet<>(Set.of(actor));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Held<Membership> held : memberships) {
                Membership m = held.value();
                if (held.at(position) && found.contains(m.member()) && m.overlaps(period)) {
                    grown |= found.add(m.of());
                }
            }
        }
        return found;
    }

    /** The keys of settlements that ever resolved to a city such as this, at any position. */
    Set<String> everIn(Predicate<City> wanted) {
        Set<String> keys = new HashSet<>();
        places.forEach(
                (key, history) -> {
                    if (history.stream()
                            .anyMatch(held -> held.value().filter(wanted).isPresent())) {
                        keys.add(key);
                    }
                });
        return keys;
    }

    /**
     * The stated names, folded, that may ever have stood for an actor or, if asked, for what was
     * ever part of it.
     */
    Set<String> everStanding(String asked, boolean throughMembers) {
        Set<String> ids = new HashSet<>(Set.of(asked));
        Set<String> folded = new HashSet<>(Set.of(Folded.of(asked)));
        actors.forEach(
                (stated, history) -> {
                    if (Folded.of(stated).equals(Folded.of(asked))) {
                        history.forEach(held -> held.value().ifPresent(ids::add));
                    }
                });
        boolean grown = throughMembers;
        while (grown) {
            grown = false;
            for (Held<Membership> held : memberships) {
                if (ids.contains(held.value().of())) {
                    grown |= ids.add(held.value().member());
                }
            }
        }
        actors.forEach(
                (stated, history) -> {
                    if (history.stream()
                            .anyMatch(h -> h.value().filter(ids::contains).isPresent())) {
                        folded.add(Folded.of(stated));
                    }
                });
        return folded;
    }

    /** The positions after one and up to another at which a settlement's resolution changed. */
    Set<Long> placeMoves(PlaceKey place, long after, long through) {
        return statedKey(place)
                .map(key -> moves(places.getOrDefault(key, List.of()), after, through))
                .orElse(Set.of());
    }

    /** The same for what a stated name stands for. */
    Set<Long> actorMoves(String stated, long after, long through) {
        return moves(actors.getOrDefault(stated, List.of()), after, through);
    }

    /** The same for who is part of whom. */
    Set<Long> membershipMoves(long after, long through) {
        return moves(memberships, after, through);
    }

    private static <T> Set<Long> moves(List<Held<T>> history, long after, long through) {
        Set<Long> positions = new TreeSet<>();
        for (Held<T> held : history) {
            for (long position : new long[] {held.from(), held.to()}) {
                if (position > after && position <= through) {
                    positions.add(position);
                }
            }
        }
        return positions;
    }

    /** Gathers histories while they are read. */
    static <T> void add(Map<String, List<Held<T>>> histories, String key, Held<T> held) {
        histories.computeIfAbsent(key, _ -> new ArrayList<>()).add(held);
    }

    static <T> Map<String, List<Held<T>>> histories() {
        return new HashMap<>();
    }
}
