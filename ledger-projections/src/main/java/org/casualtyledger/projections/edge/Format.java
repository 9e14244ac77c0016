package org.casualtyledger.projections.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** How an answer is written. */
public enum Format {
    JSON(MediaType.APPLICATION_JSON),
    CSV(MediaType.parseMediaType("text/csv;charset=UTF-8"));

    private final MediaType type;

    Format(MediaType type) {
        this.type = type;
    }

    public MediaType type() {
        return type;
    }

    /** The parameter {@code format}, else the best of the Accept header, else JSON. */
    public static Format asked(Parameters parameters, @Nullable String accept) {
        Optional<Format> named =
                parameters.parsed(
                        "format",
                        text ->
                                switch (text) {
                                    case "json" -> JSON;
                                    case "csv" -> CSV;
                                    default ->
                                            throw new IllegalArgumentException(
                                                    "must be json or csv");
                                });
        return named.orElseGet(() -> accepted(accept));
    }

    private static Format accepted(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return JSON;
        }
        try {
            List<MediaType> types = new ArrayList<>(MediaType.parseMediaTypes(accept));
            MimeTypeUtils.sortBySpecificity(types);
            for (MediaType type : types) {
                for (Format format : values()) {
                    if (type.getQualityValue() > 0 && type.isCompatibleWith(format.type)) {
                        return format;
                    }
                }
            }
        } catch (InvalidMediaTypeException e) {
            throw Problem.badParameters(
                            List.of(
                                    Problem.Error.ofHeader(
                                            "Accept", "not-valid", "is no list of media types")))
                    .asException();
        }
        throw new Problem(
                        406,
                        "not-acceptable",
                        "No such format",
                        "Answers come as application/json or text/csv.")
                .asException();
    }
}
