package org.casualtyledger.edge;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * For whom a caller acts. Everybody acts for its own organisation. An administrator may also act
 * for an organisation that holds no key of its own, such as a public dataset that somebody imports;
 * the events then say who entered them.
 */
public final class Acting {
    private final JdbcClient jdbc;

    Acting(DataSource accessDataSource) {
        this.jdbc = JdbcClient.create(accessDataSource);
    }

    /**
     * The organisation whose events these will be.
     *
     * @param enteredBy who acts for it, where that is somebody else
     */
    public record Actor(String organisation, Optional<String> enteredBy) {}

    /**
     * Resolves for whom a request acts.
     *
     * @param organisation as asked for; empty for the caller's own
     * @throws ProblemException 403 where the caller may not act for it, 422 where it is not
     *     registered
     */
    public Actor actor(Caller caller, Optional<String> organisation) {
        if (organisation.isEmpty() || organisation.get().equals(caller.organisation())) {
            return new Actor(caller.organisation(), Optional.empty());
        }
        if (!caller.may(Scope.ADMIN)) {
            throw new Problem(
                            403,
                            "another-organisation",
                            "A key acts for its own organisation",
                            "This one is " + caller.organisation() + "'s.")
                    .asException();
        }
        Optional<Boolean> holdsKey =
                jdbc.sql(
                                """
                        SELECT EXISTS (SELECT FROM access.api_key k WHERE k.organisation = o.organisation AND k.revoked_at IS NULL)
                          FROM access.organisation o
                         WHERE o.organisation = :organisation
                        """)
                        .param("organisation", organisation.get())
                        .query(Boolean.class)
                        .optional();
        if (holdsKey.isEmpty()) {
            throw new Problem(
                            422,
                            "unknown-organisation",
                            "The organisation is not registered",
                            "Register it first: POST /v1/organisations.",
                            List.of(
                                    Problem.Error.ofParameter(
                                            "organisation",
                                            "unknown",
                                            "no organisation of this id")))
                    .asException();
        }
        if (holdsKey.get()) {
            throw new Problem(
                            403,
                            "holds-a-key",
                            "The organisation speaks for itself",
                            organisation.get() + " holds a key of its own, so nobody acts for it.")
                    .asException();
        }
        return new Actor(organisation.get(), Optional.of(caller.organisation()));
    }
}
