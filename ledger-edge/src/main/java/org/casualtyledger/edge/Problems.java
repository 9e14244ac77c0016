package org.casualtyledger.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/**
 * Turns whatever ends a request into one problem. A database that does not answer is a 503; a bug
 * is logged with an id that the answer names, and tells nothing else.
 */
@RestControllerAdvice
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler(ProblemException.class)
    ResponseEntity<byte[]> refused(ProblemException e, HttpServletRequest request) {
        return ProblemWriter.response(e.problem(), request.getRequestURI());
    }

    /** The caller went away while its answer was written; there is nobody to tell. */
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void abandoned(AsyncRequestNotUsableException e) {
        LOG.debug("caller went away: {}", e.getMessage());
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<byte[]> other(Exception e, HttpServletRequest request) {
        if (e instanceof ErrorResponse response && response.getStatusCode().is4xxClientError()) {
            return ProblemWriter.response(
                    ofStatus(response.getStatusCode().value()), request.getRequestURI());
        }
        if (Outages.isOutage(e)) {
            LOG.warn(
                    "a database does not answer: {} {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    e);
            return ProblemWriter.response(outage(request.getMethod()), request.getRequestURI());
        }
        String id = UUID.randomUUID().toString();
        LOG.error(
                "request failed, id {}: {} {}",
                id,
                request.getMethod(),
                request.getRequestURI(),
                e);
        return ProblemWriter.response(
                new Problem(
                        500,
                        "internal",
                        "The ledger failed",
                        "This is a fault of the ledger. Its log knows it as " + id + "."),
                request.getRequestURI());
    }

    private static Problem outage(String method) {
        String reading = "The ledger's database does not answer. Try again.";
        return Problem.unavailable(
                Set.of("GET", "HEAD").contains(method)
                        ? reading
                        : reading + " Whether anything was stored is not known.");
    }

    /** The problem for a status that the web framework chose. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 400 ->
                    new Problem(
                            400,
                            "bad-request",
                            "The request cannot be understood",
                            "It is no well-formed request.");
            case 404 -> Problem.notFound("No resource has this address.");
            case 405 ->
                    new Problem(
                            405,
                            "method-not-allowed",
                            "This address does not take this method",
                            "Nothing is put or deleted here.");
            case 406 ->
                    new Problem(
                            406,
                            "not-acceptable",
                            "No such format",
                            "This address answers in other media types.");
            case 413 ->
                    new Problem(
                            413, "too-large", "The request is too large", "Nothing was stored.");
            case 415 ->
                    new Problem(
                            415,
                            "unsupported-media-type",
                            "This address does not take this media type",
                            "Nothing was stored.");
            default ->
                    new Problem(
                            status,
                            "status-" + status,
                            status(status),
                            "The request was not carried out.",
                            List.of());
        };
    }

    private static String status(int status) {
        return status >= 500 ? "The ledger failed" : HttpStatusCode.valueOf(status) + " refused";
    }
}
