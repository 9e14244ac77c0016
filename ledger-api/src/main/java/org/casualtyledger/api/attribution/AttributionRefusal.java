package org.casualtyledger.api.attribution;

import java.util.List;
import org.casualtyledger.api.commands.Refusal;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.OrganisationId;

/** Why an assessment of responsibility, or a statement, is refused. */
sealed interface AttributionRefusal extends Refusal {
    /** The organisation holds nobody responsible here, or has taken it back. */
    record NothingToTakeBack() implements AttributionRefusal {}

    /** Another organisation records a statement under this id. */
    record AnothersStatement(OrganisationId by) implements AttributionRefusal {}

    /** No statement of this incident has this id. */
    record UnknownStatement() implements AttributionRefusal {}

    record RetractedAlready(long position) implements AttributionRefusal {}

    @Override
    default Problem problem() {
        return switch (this) {
            case NothingToTakeBack _ ->
                    new Problem(
                            409,
                            "no-change",
                            "It is so already",
                            "Your organisation has assessed nothing here that could be taken back.");
            case AnothersStatement r ->
                    new Problem(
                            409,
                            "anothers-statement",
                            "Another organisation records this statement",
                            "It is " + r.by() + "'s. Leave the id out to record one of your own.");
            case UnknownStatement _ ->
                    Problem.invalid(
                            List.of(
                                    new Problem.Error(
                                            "/statement",
                                            "unknown-statement",
                                            "no statement of this incident has this id")));
            case RetractedAlready r ->
                    new Problem(
                            409,
                            "no-change",
                            "It is so already",
                            "The statement was taken back at position " + r.position() + ".");
        };
    }
}
