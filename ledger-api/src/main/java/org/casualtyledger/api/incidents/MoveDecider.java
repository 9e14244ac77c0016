package org.casualtyledger.api.incidents;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.api.commands.Decision;
import org.casualtyledger.api.commands.History;
import org.casualtyledger.api.commands.IncidentCommand;
import org.casualtyledger.api.commands.IncidentRefusal;
import org.casualtyledger.api.commands.IncidentStanding;
import org.casualtyledger.api.commands.Refusal;
import org.casualtyledger.api.commands.ReportStanding;
import org.casualtyledger.api.eventlog.Tag;
import org.casualtyledger.api.incidents.MoveCommand.ConfirmDuplicate;
import org.casualtyledger.api.incidents.MoveCommand.DismissDuplicate;
import org.casualtyledger.api.incidents.MoveCommand.LinkReports;
import org.casualtyledger.api.incidents.MoveCommand.MergeIncidents;
import org.casualtyledger.api.incidents.MoveCommand.RehomeIncident;
import org.casualtyledger.api.incidents.MoveCommand.ReverseMove;
import org.casualtyledger.api.incidents.MoveCommand.SplitIncident;
import org.casualtyledger.api.leaf.EventTags;
import org.casualtyledger.events.DuplicateConfirmed;
import org.casualtyledger.events.DuplicateDismissed;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.claim.ReportKind;

/** The rules of moving reports between incidents: pure, static and total. */
final class MoveDecider {
    private MoveDecider() {}

    /** Under which tags stands what bears on a command, as far as it is known yet. */
    static Set<Tag> bearing(MoveCommand command, History known) {
        Set<Tag> tags = new LinkedHashSet<>(History.tagsOfPremise(command, known));
        switch (command) {
            case LinkReports c ->
                    c.reports()
                            .forEach(
                                    report -> {
                                        tags.addAll(History.tagsOf(report));
                                        known.report(report)
                                                .home()
                                                .ifPresent(h -> tags.addAll(History.tagsOf(h)));
                                    });
            case MergeIncidents c -> tags.addAll(History.tagsOf(c.merged()));
            case SplitIncident c -> c.into().ifPresent(i -> tags.addAll(History.tagsOf(i)));
            case RehomeIncident c -> tags.addAll(versionsOf(c.incident(), known));
            case ConfirmDuplicate c -> tags.addAll(History.tagsOf(c.survivor()));
            case DismissDuplicate c -> tags.addAll(History.tagsOf(c.other()));
            case ReverseMove c -> tags.addAll(MoveReversals.bearing(c, known));
        }
        return tags;
    }

    /** Tags of all that says which version of each of its reports is current. */
    static Set<Tag> versionsOf(IncidentId incident, History known) {
        Set<Tag> tags = new LinkedHashSet<>();
        known.incident(incident).reports().keySet().forEach(r -> tags.add(EventTags.report(r)));
        return tags;
    }

    static Decision decide(MoveCommand command, History history) {
        Optional<Refusal> premise = history.premise(command);
        if (premise.isPresent()) {
            return new Decision.Refused(premise.get());
        }
        IncidentStanding here = history.incident(command.incident());
        return switch (command) {
            case LinkReports c -> link(c, here, history);
            case MergeIncidents c -> merge(c, here, history);
            case SplitIncident c -> split(c, here);
            case RehomeIncident c -> rehome(c, here, history);
            case ConfirmDuplicate c -> confirm(c, here, history);
            case DismissDuplicate c -> dismiss(c, here, history);
            case ReverseMove c -> MoveReversals.decide(c, here, history);
        };
    }

    private static Decision link(LinkReports c, IncidentStanding here, History history) {
        List<MoveRefusal.Wrong> wrong = new ArrayList<>();
        List<Integer> linked = new ArrayList<>();
        List<ReportsLinked.Move> moves = new ArrayList<>();
        for (int i = 0; i < c.reports().size(); i++) {
            ReportStanding report = history.report(c.reports().get(i));
            if (!report.isKnown()) {
                wrong.add(new MoveRefusal.Wrong(i, report.report(), MoveRefusal.Why.UNKNOWN));
            } else if (report.home().isEmpty()
                    || !report.kind().equals(Optional.of(ReportKind.INCIDENT))) {
                wrong.add(
                        new MoveRefusal.Wrong(
                                i, report.report(), MoveRefusal.Why.NOT_AN_INCIDENT_REPORT));
            } else if (report.home().get().equals(c.incident())) {
                linked.add(i);
            } else {
                moves.add(new ReportsLinked.Move(report.report(), report.home().get()));
            }
        }
        if (!wrong.isEmpty()) {
            return refused(new MoveRefusal.WrongReports(wrong));
        }
        if (!linked.isEmpty()) {
            return refused(new MoveRefusal.LinkedAlready(linked));
        }
        for (IncidentId from : origins(moves)) {
            Optional<Refusal> refusal = otherTheatre(here, history.incident(from));
            if (refusal.isPresent()) {
                return refused(refusal.get());
            }
        }
        return room(here, moves.size())
                .map(MoveDecider::refused)
                .orElseGet(
                        () -> accepted(here, new ReportsLinked(c.incident(), moves, c.digests())));
    }

    private static Set<IncidentId> origins(List<ReportsLinked.Move> moves) {
        Set<IncidentId> origins = new LinkedHashSet<>();
        moves.forEach(move -> origins.add(move.from()));
        return origins;
    }

    private static Decision merge(MergeIncidents c, IncidentStanding here, History history) {
        if (c.merged().equals(c.incident())) {
            return refused(new MoveRefusal.Itself("merged"));
        }
        IncidentStanding other = history.incident(c.merged());
        return mergeable(here, other, "merged")
                .map(MoveDecider::refused)
                .orElseGet(() -> accepted(here, merged(c, here, other)));
    }

    static IncidentsMerged merged(
            IncidentCommand c, IncidentStanding here, IncidentStanding other) {
        return new IncidentsMerged(
                here.incident(),
                other.incident(),
                List.copyOf(other.reports().keySet()),
                c.digests());
    }

    /**
     * A confirmed duplicate counts nothing: were it merged, either its reports would begin to count
     * beside those that they repeat, or those of a survivor would end to.
     */
    static Optional<Refusal> mergeable(
            IncidentStanding here, IncidentStanding other, String field) {
        if (other.mergedInto().equals(Optional.of(here.incident()))) {
            return Optional.of(
                    new MoveRefusal.NoChange(other.incident() + " is part of this incident."));
        }
        return neighbour(here, other, field)
                .or(() -> isDuplicate(here))
                .or(() -> isDuplicate(other))
                .or(() -> room(here, other.reports().size()));
    }

    private static Decision split(SplitIncident c, IncidentStanding here) {
        List<MoveRefusal.Wrong> foreign = new ArrayList<>();
        for (int i = 0; i < c.reports().size(); i++) {
            ReportId report = c.reports().get(i);
            if (!here.reports().containsKey(report)) {
                foreign.add(new MoveRefusal.Wrong(i, report, MoveRefusal.Why.NOT_OF_THIS_INCIDENT));
            }
        }
        if (!foreign.isEmpty()) {
            return refused(new MoveRefusal.WrongReports(foreign));
        }
        if (c.into().isPresent() && !here.mergedHere().containsKey(c.into().get())) {
            return refused(new MoveRefusal.NotMergedHere(c.into().get()));
        }
        if (here.reports().size() == c.reports().size()) {
            return refused(new MoveRefusal.AllReports());
        }
        IncidentId into = c.into().orElseGet(() -> new IncidentId(c.origin().event()));
        return accepted(here, new IncidentSplit(c.incident(), into, c.reports(), c.digests()));
    }

    private static Decision rehome(RehomeIncident c, IncidentStanding here, History history) {
        if (here.theatre().equals(Optional.of(c.theatre()))) {
            return refused(new MoveRefusal.NoChange("The incident lies in " + c.theatre() + "."));
        }
        return rehomed(c, c.theatre(), here, history);
    }

    /** Into another theatre, where the assessor must be allowed to judge as well. */
    static Decision rehomed(
            IncidentCommand c, TheatreId theatre, IncidentStanding here, History history) {
        if (!c.origin().assessor().mayAssess().test(theatre)) {
            return refused(new IncidentRefusal.TheatreNotAllowed(theatre));
        }
        List<IncidentRehomed.Carried> carried = new ArrayList<>();
        for (ReportId report : here.reports().keySet()) {
            carried.add(new IncidentRehomed.Carried(report, history.report(report).version()));
        }
        return Decision.accepted(
                theatre, new IncidentRehomed(c.incident(), theatreOf(here), carried, c.digests()));
    }

    private static Decision confirm(ConfirmDuplicate c, IncidentStanding here, History history) {
        if (c.survivor().equals(c.incident())) {
            return refused(new MoveRefusal.Itself("survivor"));
        }
        IncidentStanding survivor = history.incident(c.survivor());
        Optional<Refusal> refusal =
                neighbour(here, survivor, "survivor")
                        .or(() -> alreadyConfirmed(here, c.survivor()))
                        .or(() -> isDuplicate(survivor));
        return refusal.map(MoveDecider::refused)
                .orElseGet(
                        () ->
                                accepted(
                                        here,
                                        new DuplicateConfirmed(
                                                c.incident(), c.survivor(), c.digests())));
    }

    private static Optional<Refusal> alreadyConfirmed(IncidentStanding here, IncidentId survivor) {
        return here.duplicateOf()
                .filter(confirmed -> confirmed.survivor().equals(survivor))
                .<Refusal>map(
                        confirmed ->
                                new MoveRefusal.NoChange(
                                        "It was confirmed at position " + confirmed.at() + "."))
                .or(() -> isDuplicate(here));
    }

    private static Decision dismiss(DismissDuplicate c, IncidentStanding here, History history) {
        if (c.other().equals(c.incident())) {
            return refused(new MoveRefusal.Itself("other"));
        }
        IncidentStanding other = history.incident(c.other());
        Optional<Refusal> refusal =
                neighbour(here, other, "other")
                        .or(
                                () ->
                                        here.dismissed().contains(c.other())
                                                ? Optional.of(
                                                        new MoveRefusal.NoChange(
                                                                "The two are known to be two."))
                                                : Optional.empty());
        return refusal.map(MoveDecider::refused)
                .orElseGet(() -> accepted(here, dismissed(c, c.other())));
    }

    static DuplicateDismissed dismissed(IncidentCommand c, IncidentId other) {
        return new DuplicateDismissed(c.incident(), other, c.digests());
    }

    /** Whether the other incident can be spoken of together with this one. */
    private static Optional<Refusal> neighbour(
            IncidentStanding here, IncidentStanding other, String field) {
        return other.exists()
                ? dissolved(other).or(() -> otherTheatre(here, other))
                : Optional.of(new MoveRefusal.UnknownOther(field));
    }

    static Optional<Refusal> dissolved(IncidentStanding other) {
        return other.mergedInto()
                .map(survivor -> new IncidentRefusal.IncidentMerged(other.incident(), survivor));
    }

    static Optional<Refusal> otherTheatre(IncidentStanding here, IncidentStanding other) {
        return other.theatre().equals(here.theatre())
                ? Optional.empty()
                : Optional.of(
                        new MoveRefusal.OtherTheatre(
                                other.incident(), theatreOf(other), theatreOf(here)));
    }

    private static Optional<Refusal> isDuplicate(IncidentStanding incident) {
        return incident.duplicateOf()
                .map(
                        confirmed ->
                                new MoveRefusal.IsDuplicate(
                                        incident.incident(), confirmed.survivor()));
    }

    static Optional<Refusal> room(IncidentStanding incident, int more) {
        int reports = incident.reports().size() + more;
        return reports <= Limits.REPORTS_OF_AN_INCIDENT
                ? Optional.empty()
                : Optional.of(new MoveRefusal.IncidentFull(incident.incident(), reports));
    }

    /** A report's home always exists, but the rules are total. */
    private static TheatreId theatreOf(IncidentStanding incident) {
        return incident.theatre().orElse(TheatreId.UNKNOWN);
    }

    static Decision accepted(IncidentStanding here, IncidentEvent event) {
        return Decision.accepted(theatreOf(here), event);
    }

    static Decision refused(Refusal refusal) {
        return new Decision.Refused(refusal);
    }
}
