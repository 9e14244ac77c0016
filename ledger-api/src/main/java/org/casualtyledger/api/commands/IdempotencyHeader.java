package org.casualtyledger.api.commands;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.api.eventlog.Idempotency;
import org.casualtyledger.edge.Problem;

/** The header {@code Idempotency-Key}. */
public final class IdempotencyHeader {
    private IdempotencyHeader() {}

    /**
     * The key of a request, if it has one.
     *
     * @param organisation whose keys these are
     * @param what is asked for, so that one key cannot stand for two commands with equal bodies
     * @throws org.casualtyledger.edge.ProblemException 400 for a key that is none
     */
    public static Optional<Idempotency> read(
            HttpServletRequest request, String organisation, String what, byte[] body) {
        String key = request.getHeader("Idempotency-Key");
        if (key == null) {
            return Optional.empty();
        }
        if (!key.matches("[\\x21-\\x7e]{1,200}")) {
            throw Problem.badParameters(
                            List.of(
                                    Problem.Error.ofHeader(
                                            "Idempotency-Key",
                                            "not-valid",
                                            "must be 1 to 200 printable ASCII characters without spaces")))
                    .asException();
        }
        return Optional.of(new Idempotency(organisation, key, JsonBody.digest(what, body)));
    }
}
