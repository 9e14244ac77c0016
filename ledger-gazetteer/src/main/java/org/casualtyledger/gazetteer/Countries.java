package org.casualtyledger.gazetteer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The table of the gazetteer's countries, {@code countries.txt}. */
final class Countries {
    private static final Map<String, List<String>> BY_SPELLING = load();

    private Countries() {}

    /**
     * The country that is stated, and after it those that have to be searched with it, since
     * datasets code what lies there under either; empty if the gazetteer knows no such country.
     */
    static List<String> searchedFor(String stated) {
        return BY_SPELLING.getOrDefault(key(stated), List.of());
    }

    /** The ISO 3166-1 alpha-2 code of the country that is stated. */
    static Optional<String> code(String stated) {
        return searchedFor(stated).stream().findFirst();
    }

    private static String key(String spelling) {
        return String.join(" ", Letters.words(spelling));
    }

    private static Map<String, List<String>> load() {
        Map<String, List<String>> table = new HashMap<>();
        read("countries.txt")
                .lines()
                .filter(line -> !line.startsWith("#") && line.contains("="))
                .forEach(
                        line -> {
                            int equals = line.indexOf('=');
                            List<String> codes =
                                    Arrays.asList(line.substring(0, equals).split(",", -1));
                            List<String> spellings = new ArrayList<>();
                            spellings.add(codes.getFirst());
                            spellings.addAll(
                                    Arrays.asList(line.substring(equals + 1).split("\\|", -1)));
                            for (String spelling : spellings) {
                                if (table.put(key(spelling), List.copyOf(codes)) != null) {
                                    throw new IllegalStateException("twice: " + spelling);
                                }
                            }
                        });
        return Map.copyOf(table);
    }

    private static String read(String resource) {
        try (InputStream in =
                Objects.requireNonNull(Countries.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
