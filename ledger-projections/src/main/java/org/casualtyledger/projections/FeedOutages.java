package org.casualtyledger.projections;

import jakarta.servlet.http.HttpServletRequest;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.ProblemWriter;
import org.casualtyledger.projections.feed.FeedUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the log is read from does not answer: a 503. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class FeedOutages {
    private static final Logger LOG = LoggerFactory.getLogger(FeedOutages.class);

    @ExceptionHandler(FeedUnavailable.class)
    ResponseEntity<byte[]> unavailable(FeedUnavailable e, HttpServletRequest request) {
        LOG.warn("{} {}: {}", request.getMethod(), request.getRequestURI(), e.getMessage(), e);
        return ProblemWriter.response(
                Problem.unavailable("What the log is read from does not answer. Try again."),
                request.getRequestURI());
    }
}
