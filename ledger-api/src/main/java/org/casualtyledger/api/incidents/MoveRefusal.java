package org.casualtyledger.api.incidents;

import java.util.List;
import org.casualtyledger.api.commands.Refusal;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.TheatreId;

/** Why a move is refused, beyond what holds for every command on an incident. */
sealed interface MoveRefusal extends Refusal {
    /** Some of the reports cannot be meant. */
    record WrongReports(List<Wrong> reports) implements MoveRefusal {
        public WrongReports {
            reports = List.copyOf(reports);
        }
    }

    /**
     * @param index which one it is of the request's list
     */
    record Wrong(int index, ReportId report, Why why) {}

    /** What is wrong with a report. */
    enum Why {
        UNKNOWN,
        NOT_AN_INCIDENT_REPORT,
        NOT_OF_THIS_INCIDENT
    }

    /** Some of the reports, by their index, are here already. */
    record LinkedAlready(List<Integer> reports) implements MoveRefusal {
        public LinkedAlready {
            reports = List.copyOf(reports);
        }
    }

    /** An incident is itself already. */
    record Itself(String field) implements MoveRefusal {}

    /** What is asked for is so already. */
    record NoChange(String already) implements MoveRefusal {}

    /** The other incident that the request names does not exist. */
    record UnknownOther(String field) implements MoveRefusal {}

    record OtherTheatre(IncidentId other, TheatreId its, TheatreId here) implements MoveRefusal {}

    /** An incident would have more reports than one may have. */
    record IncidentFull(IncidentId incident, int reports) implements MoveRefusal {}

    /** Nothing would be left to split from. */
    record AllReports() implements MoveRefusal {}

    /** Reports are split off into a new incident, or into one that was merged into this one. */
    record NotMergedHere(IncidentId into) implements MoveRefusal {}

    /** It counts no more, so it cannot take what others have to say. */
    record IsDuplicate(IncidentId incident, IncidentId survivor) implements MoveRefusal {}

    /** No event of this incident that moves anything stands there. */
    record NotAMove(long position) implements MoveRefusal {}

    /** It is taken back by saying the opposite. */
    record DismissalStands(long position) implements MoveRefusal {}

    /** What the move did was changed by a later one. */
    record MovedOn(long position, String what) implements MoveRefusal {}

    @Override
    default Problem problem() {
        return MoveProblems.of(this);
    }
}
