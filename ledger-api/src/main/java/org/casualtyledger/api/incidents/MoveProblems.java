package org.casualtyledger.api.incidents;

import java.util.List;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.claim.Limits;

/** How a refused move reads. */
final class MoveProblems {
    private MoveProblems() {}

    static Problem of(MoveRefusal refusal) {
        return switch (refusal) {
            case MoveRefusal.WrongReports r ->
                    Problem.invalid(r.reports().stream().map(MoveProblems::wrong).toList());
            case MoveRefusal.LinkedAlready r ->
                    new Problem(
                            409,
                            "no-change",
                            "It is so already",
                            r.reports().size() + " of the reports account for this incident.",
                            r.reports().stream()
                                    .map(
                                            index ->
                                                    new Problem.Error(
                                                            "/reports/" + index,
                                                            "linked-already",
                                                            "accounts for this incident"))
                                    .toList());
            case MoveRefusal.Itself r ->
                    noChange("The incident and \"" + r.field() + "\" are one.");
            case MoveRefusal.NoChange r -> noChange(r.already());
            case MoveRefusal.UnknownOther r ->
                    invalid("/" + r.field(), "unknown-incident", "no incident has this id");
            case MoveRefusal.OtherTheatre r ->
                    conflict(
                            "other-theatre",
                            "The incidents lie in different theatres",
                            r.other()
                                    + " lies in "
                                    + r.its()
                                    + ", this one in "
                                    + r.here()
                                    + ". Rehome one of them first.");
            case MoveRefusal.IncidentFull r ->
                    conflict(
                            "incident-full",
                            "An incident would have too many reports",
                            r.incident()
                                    + " would have "
                                    + r.reports()
                                    + "; at most "
                                    + Limits.REPORTS_OF_AN_INCIDENT);
            case MoveRefusal.AllReports _ ->
                    conflict(
                            "all-reports",
                            "These are all of the incident's reports",
                            "Nothing would be left of it. It is one incident as it is.");
            case MoveRefusal.NotMergedHere r ->
                    invalid(
                            "/into",
                            "not-merged-here",
                            r.into()
                                    + " is not part of this incident; leave it out for a new incident, or link the reports");
            case MoveRefusal.IsDuplicate r ->
                    conflict(
                            "is-duplicate",
                            "The incident is a confirmed duplicate",
                            r.incident()
                                    + " is a duplicate of "
                                    + r.survivor()
                                    + " and counts nothing. Name that one, or dismiss the duplicate first.");
            case MoveRefusal.NotAMove r ->
                    invalid(
                            "/event",
                            "not-a-move",
                            "no event of this incident that moves anything stands at position "
                                    + r.position());
            case MoveRefusal.DismissalStands r ->
                    conflict(
                            "not-reversible",
                            "A dismissal is taken back by a confirmation",
                            "Confirm the duplicate that was dismissed at position "
                                    + r.position()
                                    + ".");
            case MoveRefusal.MovedOn r ->
                    conflict(
                            "moved-on",
                            "What the move did has been changed since",
                            r.what()
                                    + " Reverse what came after position "
                                    + r.position()
                                    + " first.");
        };
    }

    private static Problem.Error wrong(MoveRefusal.Wrong wrong) {
        String pointer = "/reports/" + wrong.index();
        return switch (wrong.why()) {
            case UNKNOWN -> new Problem.Error(pointer, "unknown-report", "no report has this id");
            case NOT_AN_INCIDENT_REPORT ->
                    new Problem.Error(
                            pointer,
                            "not-an-incident-report",
                            "only a report of the kind incident accounts for an incident");
            case NOT_OF_THIS_INCIDENT ->
                    new Problem.Error(
                            pointer, "not-of-this-incident", "does not account for this incident");
        };
    }

    private static Problem noChange(String detail) {
        return conflict("no-change", "It is so already", detail);
    }

    private static Problem conflict(String slug, String title, String detail) {
        return new Problem(409, slug, title, detail);
    }

    private static Problem invalid(String pointer, String code, String detail) {
        return Problem.invalid(List.of(new Problem.Error(pointer, code, detail)));
    }
}
