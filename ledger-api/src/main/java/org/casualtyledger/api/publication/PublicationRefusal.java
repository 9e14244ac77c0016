package org.casualtyledger.api.publication;

import java.util.List;
import org.casualtyledger.api.commands.Refusal;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.Challenged;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.claim.Limits;

/** Why something is not published, challenged or answered. */
sealed interface PublicationRefusal extends Refusal {
    /** The receipt's checkpoint is none that this log signed. */
    record UnknownCheckpoint() implements PublicationRefusal {}

    record UnknownSubject(Challenged about) implements PublicationRefusal {}

    record TooManyChallenges() implements PublicationRefusal {}

    record UnknownChallenge() implements PublicationRefusal {}

    /** It is another organisation's number or report. */
    record AnothersToAnswer(OrganisationId by) implements PublicationRefusal {}

    record TooManyAnswers() implements PublicationRefusal {}

    @Override
    default Problem problem() {
        return switch (this) {
            case UnknownCheckpoint _ ->
                    Problem.invalid(
                            List.of(
                                    new Problem.Error(
                                            "/receipt",
                                            "unknown-checkpoint",
                                            "this log signed no tree of this size and root")));
            case UnknownSubject(Challenged about) ->
                    Problem.invalid(
                            List.of(
                                    switch (about) {
                                        case Challenged.OfPublication _ ->
                                                new Problem.Error(
                                                        "/about/publication",
                                                        "unknown-publication",
                                                        "nobody published a number of this id");
                                        case Challenged.OfReport _ ->
                                                new Problem.Error(
                                                        "/about/report",
                                                        "unknown-report",
                                                        "nobody submitted a report of this id");
                                    }));
            case TooManyChallenges _ ->
                    new Problem(
                            409,
                            "too-many-challenges",
                            "It was challenged often enough",
                            "At most " + Limits.CHALLENGES + " challenges are about one of them.");
            case UnknownChallenge _ -> Problem.notFound("Nobody raised a challenge of this id.");
            case AnothersToAnswer(OrganisationId by) ->
                    new Problem(
                            403,
                            "anothers-to-answer",
                            "The organisation that is challenged answers",
                            "That is " + by + ".");
            case TooManyAnswers _ ->
                    new Problem(
                            409,
                            "too-many-answers",
                            "It was answered often enough",
                            "A challenge has at most " + Limits.ANSWERS + " answers.");
        };
    }
}
