package org.casualtyledger.gazetteer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the pruned table that {@code prune.mjs} writes: a header, then one line a place. */
final class PlacesFile {
    private static final String HEADER =
            "id\tname\talternates\tlatE6\tlonE6\tfeature\tcountry\tadmin1\tadmin2\tpopulation";
    private static final int COLUMNS = 10;

    private PlacesFile() {}

    /**
     * The places, in the file's order.
     *
     * @throws IllegalArgumentException naming the line that cannot be read
     */
    static List<NamedPlace> read(byte[] tsv) {
        List<String> lines = new String(tsv, StandardCharsets.UTF_8).lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw new IllegalArgumentException("not a table of places: no header");
        }
        List<NamedPlace> places = new ArrayList<>(lines.size());
        for (int i = 1; i < lines.size(); i++) {
            try {
                places.add(place(lines.get(i).split("\t", -1)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return places;
    }

    private static NamedPlace place(String[] row) {
        if (row.length != COLUMNS) {
            throw new IllegalArgumentException(row.length + " columns, not " + COLUMNS);
        }
        GazetteerPlace place =
                new GazetteerPlace(
                        Long.parseLong(row[0]),
                        row[1],
                        row[6],
                        stated(row[7]),
                        stated(row[8]),
                        Integer.parseInt(row[3]),
                        Integer.parseInt(row[4]),
                        row[5],
                        Long.parseLong(row[9]));
        List<String> names = new ArrayList<>();
        names.add(row[1]);
        if (!row[2].isEmpty()) {
            names.addAll(List.of(row[2].split(",", -1)));
        }
        return new NamedPlace(place, List.copyOf(names));
    }

    private static Optional<String> stated(String code) {
        return code.isEmpty() ? Optional.empty() : Optional.of(code);
    }
}
