package org.casualtyledger.api.attribution;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.casualtyledger.api.attribution.AttributionCommand.AssessResponsibility;
import org.casualtyledger.api.attribution.AttributionCommand.RecordStatement;
import org.casualtyledger.api.attribution.AttributionCommand.RetractStatement;
import org.casualtyledger.api.attribution.StatementState.Absent;
import org.casualtyledger.api.attribution.StatementState.Retracted;
import org.casualtyledger.api.attribution.StatementState.Standing;
import org.casualtyledger.api.commands.Decision;
import org.casualtyledger.api.commands.History;
import org.casualtyledger.api.commands.Recorded;
import org.casualtyledger.api.commands.Refusal;
import org.casualtyledger.api.eventlog.Tag;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ResponsibilityAssessed;
import org.casualtyledger.events.StatementRecorded;

/** The rules of attribution: pure, static and total. */
final class AttributionDecider {
    private AttributionDecider() {}

    /** Under which tags stands what bears on a command, as far as it is known yet. */
    static Set<Tag> bearing(AttributionCommand command, History known) {
        Set<Tag> tags = new LinkedHashSet<>(History.tagsOfPremise(command, known));
        tags.addAll(History.tagsOfSayings(command.incident(), known));
        return tags;
    }

    static Decision decide(AttributionCommand command, History history) {
        Optional<Refusal> refusal = history.premise(command).or(() -> refusal(command, history));
        return refusal.<Decision>map(Decision.Refused::new)
                .orElseGet(
                        () ->
                                Decision.accepted(
                                        history.incident(command.incident())
                                                .theatre()
                                                .orElseThrow(),
                                        event(command)));
    }

    private static Optional<Refusal> refusal(AttributionCommand command, History history) {
        OrganisationId by = command.origin().assessor().organisation();
        return switch (command) {
            case AssessResponsibility c ->
                    c.actors().isPresent() || assessed(c, by, history)
                            ? Optional.empty()
                            : Optional.of(new AttributionRefusal.NothingToTakeBack());
            case RecordStatement c ->
                    switch (state(c.incident(), c.statement(), history)) {
                        case Absent _ -> Optional.empty();
                        case Standing s -> anothers(s.by(), by);
                        case Retracted r -> anothers(r.by(), by);
                    };
            case RetractStatement c ->
                    switch (state(c.incident(), c.statement(), history)) {
                        case Absent _ -> Optional.of(new AttributionRefusal.UnknownStatement());
                        case Standing s -> anothers(s.by(), by);
                        case Retracted r ->
                                anothers(r.by(), by)
                                        .or(
                                                () ->
                                                        Optional.of(
                                                                new AttributionRefusal
                                                                        .RetractedAlready(r.at())));
                    };
        };
    }

    private static boolean assessed(AssessResponsibility c, OrganisationId by, History history) {
        return history.latest(ResponsibilityAssessed.class, by, c.incident())
                .map(Recorded::event)
                .filter(e -> e instanceof ResponsibilityAssessed r && r.actors().isPresent())
                .isPresent();
    }

    private static Optional<Refusal> anothers(OrganisationId owner, OrganisationId by) {
        return owner.equals(by)
                ? Optional.empty()
                : Optional.of(new AttributionRefusal.AnothersStatement(owner));
    }

    private static IncidentEvent event(AttributionCommand command) {
        return switch (command) {
            case AssessResponsibility c ->
                    new ResponsibilityAssessed(
                            c.incident(),
                            c.actors(),
                            c.review(),
                            c.origin().assessor().person(),
                            c.digests());
            case RecordStatement c ->
                    new StatementRecorded(
                            c.incident(), c.statement(), Optional.of(c.said()), c.digests());
            case RetractStatement c ->
                    new StatementRecorded(
                            c.incident(), c.statement(), Optional.empty(), c.digests());
        };
    }

    private static StatementState state(IncidentId incident, UUID statement, History history) {
        Set<IncidentId> merged = history.incidentWithMerged(incident);
        StatementState state = new Absent();
        for (Recorded recorded : history.events()) {
            if (recorded.event() instanceof StatementRecorded e
                    && e.statement().equals(statement)
                    && merged.contains(e.incident())) {
                state = evolve(recorded, e);
            }
        }
        return state;
    }

    /** What one record leaves, whatever was before. Never rejects history. */
    static StatementState evolve(Recorded recorded, StatementRecorded event) {
        return event.said().isPresent()
                ? new Standing(recorded.by())
                : new Retracted(recorded.by(), recorded.position());
    }
}
