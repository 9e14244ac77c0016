package org.casualtyledger.api.commands;

import java.util.List;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Limits;

/** Why a command on an incident is refused, whatever it asks for. */
public sealed interface IncidentRefusal extends Refusal {
    /** No report ever named the incident, and none was split off into it. */
    record UnknownIncident() implements IncidentRefusal {}

    /** It was merged into another one, and so is nothing by itself. */
    record IncidentMerged(IncidentId incident, IncidentId survivor) implements IncidentRefusal {}

    /** The key does not allow to judge there. */
    record TheatreNotAllowed(TheatreId theatre) implements IncidentRefusal {}

    /** Something of the incident, or of its reports, stands after what the caller saw. */
    record ChangedSince(long position) implements IncidentRefusal {}

    /** Others changed the same things each time that this was tried. */
    record Contended(long position) implements IncidentRefusal {}

    /** The idempotency key stands for another request. */
    record KeyReused(long position) implements IncidentRefusal {}

    /** The event would be larger than a leaf may be. */
    record TooLarge(int bytes) implements IncidentRefusal {}

    @Override
    default Problem problem() {
        return switch (this) {
            case UnknownIncident _ -> Problem.notFound("No incident has this id.");
            case IncidentMerged r ->
                    new Problem(
                            409,
                            "incident-merged",
                            "The incident was merged into another one",
                            r.incident() + " is part of " + r.survivor() + " now.");
            case TheatreNotAllowed r ->
                    new Problem(
                            403,
                            "theatre-not-allowed",
                            "The key does not allow to judge in this theatre",
                            "It does not hold for " + r.theatre() + ".");
            case ChangedSince r ->
                    new Problem(
                            412,
                            "changed-since",
                            "The incident has changed since you read it",
                            "An event of it, or of one of its reports, stands at position "
                                    + r.position()
                                    + ". Read it again.");
            case Contended r ->
                    new Problem(
                            409,
                            "contended",
                            "Others are changing the same incident",
                            "Nothing was stored; the latest of their events stands at position "
                                    + r.position()
                                    + ". Send it again.");
            case KeyReused r ->
                    new Problem(
                            422,
                            "idempotency-key-reused",
                            "The Idempotency-Key stands for another request",
                            "That request's event stands at position " + r.position() + ".",
                            List.of(
                                    Problem.Error.ofHeader(
                                            "Idempotency-Key",
                                            "reused",
                                            "was sent with another body")));
            case TooLarge r ->
                    Problem.invalid(
                            List.of(
                                    new Problem.Error(
                                            "",
                                            "leaf-too-large",
                                            "the event has "
                                                    + r.bytes()
                                                    + " bytes; at most "
                                                    + Limits.LEAF_BYTES)));
        };
    }
}
