package org.casualtyledger.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletionException;
import org.casualtyledger.api.eventlog.LogUnavailable;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.ProblemException;
import org.casualtyledger.edge.ProblemWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** An outage of the log is a 503 that says whether anything was stored. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class LogOutages {
    private static final Logger LOG = LoggerFactory.getLogger(LogOutages.class);

    @ExceptionHandler({LogUnavailable.class, CompletionException.class})
    ResponseEntity<byte[]> unavailable(RuntimeException e, HttpServletRequest request) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException refused) {
                return ProblemWriter.response(refused.problem(), request.getRequestURI());
            }
            if (cause instanceof LogUnavailable outage) {
                LOG.warn("the log could not answer: {}", outage.reason(), outage);
                return ProblemWriter.response(problem(outage), request.getRequestURI());
            }
        }
        throw e;
    }

    private static Problem problem(LogUnavailable outage) {
        return switch (outage.reason()) {
            case HELD ->
                    new Problem(
                            503,
                            "log-held",
                            "The log is held, and takes nothing until its operator has recovered it",
                            "Nothing was stored: " + outage.getMessage() + ".");
            case OVERLOADED ->
                    Problem.unavailable("Too much waits already. Nothing was stored; try again.");
            case CLOCK ->
                    Problem.unavailable(
                            "The clocks of this service and of its database disagree. Nothing was stored.");
            case STORE ->
                    Problem.unavailable(
                            "The log's store cannot be reached. Nothing was stored; try again.");
            case CLOSED ->
                    Problem.unavailable(
                            "This service is shutting down. Nothing was stored; try again.");
            case OUTCOME_UNKNOWN ->
                    Problem.unavailable(
                            "The store was lost while it committed. The event may be stored or not: send the same"
                                    + " request again, it will not be stored twice.");
        };
    }
}
