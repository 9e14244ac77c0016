package org.casualtyledger.projections.tallies;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.counting.Attribution;
import org.casualtyledger.counting.CellKey;
import org.casualtyledger.counting.PlaceKey;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.projections.edge.Unlocated;

/** Into which rows a cell goes: one for each grouping, several for {@link By#EACH_ACTOR}. */
final class Grouping {
    private final List<By> by;
    private final Role role;
    private final Names names;
    private final long rules;

    /**
     * @param rules the position whose resolutions hold
     */
    Grouping(List<By> by, Role role, Names names, long rules) {
        this.by = by;
        this.role = role;
        this.names = names;
        this.rules = rules;
    }

    /**
     * @param values of the columns of each dimension, as {@link TallyAnswer.Group} has them
     * @param parts of a row that is one of several of a cell
     */
    record Row(List<Optional<Object>> values, Set<Part> parts) {
        private Row and(Row more) {
            List<Optional<Object>> all = new ArrayList<>(values);
            all.addAll(more.values);
            Set<Part> both = new LinkedHashSet<>(parts);
            both.addAll(more.parts);
            return new Row(all, both);
        }
    }

    List<Row> rows(CellKey cell) {
        List<Row> rows = List.of(new Row(List.of(), Set.of()));
        for (By dimension : by) {
            List<Row> own =
                    dimension == By.EACH_ACTOR ? eachActor(cell) : List.of(row(dimension, cell));
            rows = rows.stream().flatMap(row -> own.stream().map(row::and)).toList();
        }
        return rows;
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // read alone
    private static Row row(Optional<?>... values) {
        List<Optional<Object>> all = new ArrayList<>();
        for (Optional<?> value : values) {
            all.add(value.map(v -> (Object) v));
        }
        return new Row(all, Set.of());
    }

    private Row row(By dimension, CellKey cell) {
        PlaceKey place = cell.place();
        return switch (dimension) {
            case PLACE -> row(place.country(), Optional.of(place.admin()), place.settlement());
            case PROVINCE -> row(place.country(), place.admin().stream().findFirst());
            case COUNTRY -> row(place.country());
            case ACTOR -> row(Optional.of(inRole(cell)));
            case MONTH ->
                    row(
                            Optional.of(Cells.month(cell.period().first())),
                            Optional.of(Cells.month(cell.period().last())));
            case GRADE -> row(Optional.of(cell.grade().code()));
            case ORGANISATION ->
                    row(
                            Optional.of(
                                    cell.organisations().stream()
                                            .map(OrganisationId::value)
                                            .toList()));
            case THEATRE -> row(Optional.of(cell.theatre().value()));
            case PRECISION -> row(Optional.of(place.precision()));
            case CITY -> city(place);
            case DISTRICT -> district(place);
            case EACH_ACTOR -> throw new IllegalStateException("several rows");
        };
    }

    private List<String> inRole(CellKey cell) {
        return cell.actors().stream()
                .filter(a -> role == Role.PARTY || a.role() == ActorRole.ALLEGED)
                .map(Attribution::actor)
                .toList();
    }

    private Row city(PlaceKey place) {
        Optional<Names.City> city = names.city(place, rules);
        if (city.isEmpty()) {
            return row(
                    Optional.of(label(place)),
                    Optional.empty(),
                    place.admin().stream().skip(1).findFirst(),
                    place.admin().stream().findFirst(),
                    place.country(),
                    Optional.empty());
        }
        Names.City known = city.get();
        return row(
                Optional.of(known.name()),
                Optional.of(Long.toString(known.id())),
                known.district(),
                known.province(),
                Optional.of(known.country()),
                Optional.of(place.precision()));
    }

    private Row district(PlaceKey place) {
        Optional<Names.City> city = names.city(place, rules);
        if (city.flatMap(Names.City::district).isEmpty()) {
            return row(
                    Optional.of(label(place)),
                    place.admin().stream().findFirst(),
                    place.country(),
                    Optional.empty());
        }
        Names.City known = city.get();
        return row(
                known.district(),
                known.province(),
                Optional.of(known.country()),
                Optional.of("resolved"));
    }

    /** A settlement that is not resolved is named by the area that is known to hold it. */
    private static String label(PlaceKey place) {
        if (place.settlement().isEmpty()) {
            return Unlocated.in(place.country(), place.admin());
        }
        return place.admin().stream()
                .findFirst()
                .or(place::country)
                .map(area -> "unresolved in " + area)
                .orElse("unresolved");
    }

    /** One row each, under the registered actor where the name stands for one. */
    private List<Row> eachActor(CellKey cell) {
        Set<List<Optional<Object>>> actors = new LinkedHashSet<>();
        for (String stated : inRole(cell)) {
            Optional<String> id = names.actor(stated, rules);
            String name = id.map(known -> names.nameOf(known, rules)).orElse(stated);
            actors.add(row(Optional.of(name), id).values());
        }
        if (actors.isEmpty()) {
            return List.of(row(Optional.empty(), Optional.empty()));
        }
        Set<Part> parts =
                role == Role.PARTY
                        ? Set.of()
                        : Set.of(actors.size() == 1 ? Part.SOLE : Part.SHARED);
        return actors.stream().map(values -> new Row(values, parts)).toList();
    }
}
