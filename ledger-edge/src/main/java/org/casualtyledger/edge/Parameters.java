package org.casualtyledger.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads query parameters strictly: unknown, repeated and empty ones are faults, all of them named
 * at once.
 */
public final class Parameters {
    private final Map<String, String[]> given;
    private final Map<String, Boolean> read = new LinkedHashMap<>();
    private final List<Problem.Error> errors = new ArrayList<>();

    public Parameters(HttpServletRequest request) {
        this(given(request));
    }

    /**
     * From the query string alone. The servlet's own parameters would include a body that a client
     * calls a form, as curl does by default, and so eat a report or a file.
     */
    private static Map<String, String[]> given(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? new LinkedHashMap<>() : given(query);
    }

    private static Map<String, String[]> given(String query) {
        Map<String, String[]> given = new LinkedHashMap<>();
        if (query.isEmpty()) {
            return given;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            given.merge(name, new String[] {value}, Parameters::joined);
        }
        return given;
    }

    /** Of a query string that was kept, as {@link #canonical} writes it. */
    public static Parameters of(String query) {
        return new Parameters(given(query));
    }

    private static String[] joined(String[] before, String[] more) {
        String[] all = Arrays.copyOf(before, before.length + more.length);
        System.arraycopy(more, 0, all, before.length, more.length);
        return all;
    }

    /** As {@code application/x-www-form-urlencoded} in UTF-8, strictly. */
    private static String decoded(String text) {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (decoded.indexOf('\uFFFD') < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // the one problem below says it
        }
        throw Problem.badParameters(
                        List.of(
                                new Problem.Error(
                                        "?",
                                        "bad-encoding",
                                        "a %XX is no hexadecimal, or what it stands for is no UTF-8")))
                .asException();
    }

    Parameters(Map<String, String[]> given) {
        this.given = given;
    }

    /** A parameter as text; U+0000 and over 300 characters are faults. */
    public Optional<String> text(String name) {
        read.put(name, true);
        String[] values = given.get(name);
        if (values == null) {
            return Optional.empty();
        }
        if (values.length > 1) {
            fault(name, "repeated", "was given " + values.length + " times");
        } else if (values[0].isBlank()) {
            fault(name, "empty", "has no value");
        } else if (values[0].length() > 300 || values[0].indexOf('\0') >= 0) {
            fault(name, "bad-text", "must have at most 300 characters and no U+0000");
        } else {
            return Optional.of(values[0]);
        }
        return Optional.empty();
    }

    /**
     * A parameter that {@code parse} understands; whatever it throws as IllegalArgumentException is
     * the fault's detail.
     */
    public <T> Optional<T> parsed(String name, Function<String, T> parse) {
        return text(name)
                .flatMap(
                        value -> {
                            try {
                                return Optional.of(parse.apply(value));
                            } catch (IllegalArgumentException | java.time.DateTimeException e) {
                                fault(name, "not-valid", String.valueOf(e.getMessage()));
                                return Optional.empty();
                            }
                        });
    }

    public OptionalLong number(String name, long min, long max) {
        Optional<Long> value =
                parsed(
                        name,
                        text -> {
                            if (!text.matches("-?[0-9]{1,18}")
                                    || Long.parseLong(text) < min
                                    || Long.parseLong(text) > max) {
                                throw new IllegalArgumentException(
                                        "must be an integer between " + min + " and " + max);
                            }
                            return Long.parseLong(text);
                        });
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }

    public boolean flag(String name) {
        return parsed(
                        name,
                        text ->
                                switch (text) {
                                    case "true" -> true;
                                    case "false" -> false;
                                    default ->
                                            throw new IllegalArgumentException(
                                                    "must be true or false");
                                })
                .orElse(false);
    }

    /**
     * What was given, in the order of the names and each value encoded in one way ({@code
     * application/x-www-form-urlencoded}, UTF-8): two queries that ask the same in the same words
     * have one such form.
     *
     * @param without names that are left out
     */
    public String canonical(Set<String> without) {
        return new TreeMap<>(given)
                .entrySet().stream()
                        .filter(parameter -> !without.contains(parameter.getKey()))
                        .flatMap(
                                parameter ->
                                        Arrays.stream(parameter.getValue())
                                                .map(v -> encoded(parameter.getKey(), v)))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    public void fault(String name, String code, String detail) {
        errors.add(Problem.Error.ofParameter(name, code, detail));
    }

    /**
     * Ends reading.
     *
     * @throws ProblemException 400 naming every fault, unknown parameters among them
     */
    public void done() {
        for (String name : given.keySet()) {
            if (!read.containsKey(name)) {
                fault(
                        name.length() > 60 ? name.substring(0, 60) : name,
                        "unknown-parameter",
                        "known here: " + String.join(", ", read.keySet()));
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.badParameters(errors).asException();
        }
    }
}
