package org.casualtyledger.projections.tallies;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.counting.Period;
import org.casualtyledger.projections.edge.Unlocated;

/**
 * A row as people and programs read it.
 *
 * @param fields by name, in order: String, List of String, or nothing where it is not recorded
 * @param residual whether it is what is left over: no settlement, or no single month
 */
record TallyRow(Map<String, Optional<Object>> fields, boolean residual) {

    static TallyRow of(List<By> by, List<Optional<Object>> values) {
        Map<String, Optional<Object>> fields = new LinkedHashMap<>();
        boolean residual = false;
        int at = 0;
        for (By dimension : by) {
            List<Optional<Object>> own =
                    values.subList(at, at + dimension.columns(Role.ALLEGED).size());
            at += own.size();
            residual |= put(dimension, own, fields);
        }
        return new TallyRow(fields, residual);
    }

    /** The names of the fields, for the header of a table. */
    static List<String> names(List<By> by) {
        List<String> names = new ArrayList<>();
        for (By dimension : by) {
            for (String name : names(dimension)) {
                if (!names.contains(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static List<String> names(By by) {
        return switch (by) {
            case PLACE -> List.of("place", "admin", "country");
            case PROVINCE -> List.of("province", "country");
            case ACTOR -> List.of("actor", "actors");
            case ORGANISATION -> List.of("organisation", "organisations");
            case COUNTRY, MONTH, GRADE, THEATRE, PRECISION -> List.of(by.code());
            case CITY -> List.of("city", "cityId", "district", "province", "country", "precision");
            case DISTRICT -> List.of("district", "province", "country");
            case EACH_ACTOR -> List.of("actor", "actorId");
        };
    }

    /** Adds a dimension's fields; says whether it is a residual. */
    private static boolean put(
            By by, List<Optional<Object>> values, Map<String, Optional<Object>> fields) {
        Optional<Object> first = values.getFirst();
        switch (by) {
            case PLACE -> {
                Optional<String> country = first.map(String.class::cast);
                List<String> admin = names(values.get(1));
                Optional<Object> settlement = values.get(2);
                fields.put(
                        "place",
                        Optional.of(settlement.orElseGet(() -> Unlocated.in(country, admin))));
                fields.put("admin", Optional.of(admin));
                fields.put("country", first);
                return settlement.isEmpty();
            }
            case PROVINCE -> {
                Optional<String> country = first.map(String.class::cast);
                Optional<Object> province = values.get(1);
                fields.put(
                        "province",
                        Optional.of(province.orElseGet(() -> Unlocated.in(country, List.of()))));
                fields.put("country", first);
                return province.isEmpty();
            }
            case COUNTRY -> {
                fields.put("country", first);
                return first.isEmpty();
            }
            case ACTOR -> joined("actor", "actors", names(first), fields);
            case ORGANISATION -> joined("organisation", "organisations", names(first), fields);
            case MONTH -> {
                String from = month(first);
                String to = month(values.get(1));
                boolean spans = !from.equals(to);
                fields.put("month", Optional.of(spans ? "spans " + from + "…" + to : from));
                return spans;
            }
            case GRADE, THEATRE, PRECISION -> fields.put(by.code(), first);
            case CITY, DISTRICT -> {
                put(names(by), values, fields);
                return values.get(by == By.CITY ? 1 : 3).isEmpty();
            }
            case EACH_ACTOR -> put(names(by), values, fields);
        }
        return false;
    }

    private static void put(
            List<String> names,
            List<Optional<Object>> values,
            Map<String, Optional<Object>> fields) {
        for (int i = 0; i < names.size(); i++) {
            fields.put(names.get(i), values.get(i));
        }
    }

    private static void joined(
            String one, String all, List<String> names, Map<String, Optional<Object>> fields) {
        fields.put(one, names.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", names)));
        fields.put(all, Optional.of(names));
    }

    @SuppressWarnings("unchecked") // the column is text[]
    private static List<String> names(Optional<Object> value) {
        return value.map(names -> (List<String>) names).orElse(List.of());
    }

    private static String month(Optional<Object> number) {
        return Period.text(Cells.month((Integer) number.orElseThrow()));
    }
}
