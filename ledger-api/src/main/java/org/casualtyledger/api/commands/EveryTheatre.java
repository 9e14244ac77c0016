package org.casualtyledger.api.commands;

import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.TheatreId;

/** Who may say what holds in every theatre. */
public final class EveryTheatre {
    private EveryTheatre() {}

    /**
     * Lets a key pass that judges everywhere.
     *
     * @throws org.casualtyledger.edge.ProblemException 403 {@code theatre-not-allowed} for one that
     *     is limited to theatres
     */
    public static void require(Caller caller) {
        require(caller, TheatreId.NONE);
    }

    /** The same, of a single theatre. */
    public static void require(Caller caller, TheatreId theatre) {
        if (!caller.mayAssess(theatre.value())) {
            throw new Problem(
                            403,
                            "theatre-not-allowed",
                            "The key does not judge there",
                            theatre.equals(TheatreId.NONE)
                                    ? "This concerns every theatre, and the key is limited to some."
                                    : "The key is not for theatre " + theatre + ".")
                    .asException();
        }
    }
}
