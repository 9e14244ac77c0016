package org.casualtyledger.counting;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.casualtyledger.events.CountsAssessed;
import org.casualtyledger.events.DuplicateConfirmed;
import org.casualtyledger.events.DuplicateDismissed;
import org.casualtyledger.events.Grade;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentGraded;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.ResponsibilityAssessed;
import org.casualtyledger.events.ReviewApproved;
import org.casualtyledger.events.Stance;
import org.casualtyledger.events.StatementRecorded;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.StatedActor;

/** Events of incidents for tests, in few words. */
public final class Events {
    private Events() {}

    public static RecordedEvent linked(String by, IncidentId to, IncidentId from, ReportId... r) {
        return recorded(
                by,
                new ReportsLinked(
                        to,
                        Stream.of(r).map(report -> new ReportsLinked.Move(report, from)).toList(),
                        List.of()));
    }

    public static RecordedEvent merged(String by, IncidentId survivor, IncidentId merged) {
        return recorded(by, new IncidentsMerged(survivor, merged, List.of(), List.of()));
    }

    public static RecordedEvent split(String by, IncidentId from, IncidentId into, ReportId... r) {
        return recorded(by, new IncidentSplit(from, into, List.of(r), List.of()));
    }

    public static RecordedEvent rehomed(String by, IncidentId incident, String theatre) {
        return in(
                theatre,
                recorded(by, new IncidentRehomed(incident, Given.THEATRE, List.of(), List.of())));
    }

    /** The same, recorded in another theatre than Syria. */
    public static RecordedEvent in(String theatre, RecordedEvent e) {
        return new RecordedEvent(e.at(), e.by(), e.id(), new TheatreId(theatre), e.event());
    }

    public static RecordedEvent duplicate(String by, IncidentId duplicate, IncidentId survivor) {
        return recorded(by, new DuplicateConfirmed(duplicate, survivor, List.of()));
    }

    public static RecordedEvent dismissed(String by, IncidentId one, IncidentId other) {
        return recorded(by, new DuplicateDismissed(one, other, List.of()));
    }

    public static RecordedEvent graded(String by, IncidentId incident, Grade grade) {
        return recorded(by, grade(incident, Optional.of(grade), false));
    }

    public static RecordedEvent gradedForReview(String by, IncidentId incident, Grade grade) {
        return recorded(by, grade(incident, Optional.of(grade), true));
    }

    public static RecordedEvent gradeTakenBack(String by, IncidentId incident) {
        return recorded(by, grade(incident, Optional.empty(), false));
    }

    private static IncidentGraded grade(
            IncidentId incident, Optional<Grade> grade, boolean review) {
        return new IncidentGraded(
                incident, grade, Optional.of("sample"), review, Optional.empty(), List.of());
    }

    public static RecordedEvent approved(String by, IncidentId incident, long judgement) {
        return recorded(by, new ReviewApproved(incident, judgement, Optional.empty(), List.of()));
    }

    public static RecordedEvent assessed(String by, IncidentId incident, Range killed) {
        return recorded(
                by,
                new CountsAssessed(
                        incident,
                        Optional.of(
                                new CountsAssessed.Counts(
                                        killed, Range.NOT_STATED, Range.NOT_STATED)),
                        false,
                        Optional.empty(),
                        List.of()));
    }

    public static RecordedEvent responsible(String by, IncidentId incident, String... alleged) {
        return recorded(
                by,
                new ResponsibilityAssessed(
                        incident,
                        Optional.of(
                                Stream.of(alleged)
                                        .map(
                                                name ->
                                                        new StatedActor(
                                                                name,
                                                                ActorRole.ALLEGED,
                                                                Optional.empty(),
                                                                Optional.empty()))
                                        .toList()),
                        false,
                        Optional.empty(),
                        List.of()));
    }

    public static RecordedEvent said(
            String by, IncidentId incident, String actor, Stance stance, Range killed) {
        return recorded(
                by,
                new StatementRecorded(
                        incident,
                        new UUID(9, actor.hashCode()),
                        Optional.of(
                                new StatementRecorded.Said(
                                        actor,
                                        stance,
                                        LocalDate.of(2017, 7, 1),
                                        killed,
                                        Range.NOT_STATED,
                                        Optional.empty())),
                        List.of()));
    }

    private static RecordedEvent recorded(String by, IncidentEvent event) {
        return Given.recorded(by, event);
    }
}
