package org.casualtyledger.edge;

import java.util.List;

/**
 * A refusal as RFC 9457 describes it. {@code type} is {@code urn:casualty-ledger:problem:<slug>}
 * and never changes its meaning.
 *
 * @param status the HTTP status code
 * @param slug the stable name of this kind of problem
 * @param errors every single fault, where there are any
 */
public record Problem(int status, String slug, String title, String detail, List<Error> errors) {
    public static final String TYPE_PREFIX = "urn:casualty-ledger:problem:";

    public Problem {
        errors = List.copyOf(errors);
    }

    public Problem(int status, String slug, String title, String detail) {
        this(status, slug, title, detail, List.of());
    }

    /**
     * One fault.
     *
     * @param pointer where: a JSON pointer (RFC 6901) into the body, or the name of a query
     *     parameter or header after {@code ?} or {@code #}
     */
    public record Error(String pointer, String code, String detail) {
        /** A fault of a query parameter. */
        public static Error ofParameter(String name, String code, String detail) {
            return new Error("?" + name, code, detail);
        }

        /** A fault of a header field. */
        public static Error ofHeader(String name, String code, String detail) {
            return new Error("#" + name, code, detail);
        }
    }

    public static Problem invalid(List<Error> errors) {
        String detail =
                errors.size() == 1 ? "1 fault was found." : errors.size() + " faults were found.";
        return new Problem(
                422, "invalid", "The request cannot be accepted as it is", detail, errors);
    }

    public static Problem badParameters(List<Error> errors) {
        return new Problem(
                400,
                "bad-parameters",
                "A query parameter or header cannot be understood",
                "Nothing was done.",
                errors);
    }

    public static Problem notFound(String detail) {
        return new Problem(404, "not-found", "There is no such thing here", detail);
    }

    public static Problem unavailable(String detail) {
        return new Problem(503, "unavailable", "The ledger cannot answer this right now", detail);
    }

    public String type() {
        return TYPE_PREFIX + slug;
    }

    public ProblemException asException() {
        return new ProblemException(this);
    }
}
