package org.casualtyledger.api.reporting;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.casualtyledger.api.commands.StoredText;
import org.casualtyledger.api.commands.Theatres;
import org.casualtyledger.api.reporting.Decision.Accepted;
import org.casualtyledger.api.reporting.Decision.Refused;
import org.casualtyledger.api.reporting.ReportCommand.CorrectReport;
import org.casualtyledger.api.reporting.ReportCommand.SubmitReport;
import org.casualtyledger.api.reporting.ReportCommand.WithdrawReport;
import org.casualtyledger.api.reporting.ReportState.Absent;
import org.casualtyledger.api.reporting.ReportState.Standing;
import org.casualtyledger.api.reporting.ReportState.Withdrawn;
import org.casualtyledger.events.Flag;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.MoveEvent;
import org.casualtyledger.events.PublicationEvent;
import org.casualtyledger.events.RegistryEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.ResolutionEvent;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.claim.Limits;

/** The rules of reporting: pure, static and total. */
final class ReportDecider {
    private static final String DERIVED_FROM = "/claim/derivedFrom";

    private ReportDecider() {}

    /**
     * Decides a command on the state of its report.
     *
     * @param current the fingerprint of the standing claim, where there is one and it is still
     *     known
     */
    static Decision decide(
            ReportCommand command,
            ReportState state,
            Optional<Fingerprint> current,
            Surroundings around) {
        return switch (command) {
            case SubmitReport c -> submit(c, state, current, around);
            case CorrectReport c -> correct(c, state, current, around);
            case WithdrawReport c -> withdraw(c, state, around);
        };
    }

    private static Decision submit(
            SubmitReport c, ReportState state, Optional<Fingerprint> current, Surroundings around) {
        // First, so that nobody is told "unchanged" of a signature that is none.
        Optional<Refusal> unsound = unsound(c, around);
        return switch (state) {
            case Absent _ when unsound.isPresent() -> new Refused(unsound.get());
            case Standing s when unsound.isPresent() && same(c.sealed(), current) ->
                    new Refused(unsound.get());
            case Absent _ ->
                    misplaced(c, around.incident())
                            .<Decision>map(Refused::new)
                            .orElseGet(() -> submitted(c, around));
            case Standing s when same(c.sealed(), current) -> new Refused(new Refusal.Unchanged(s));
            case Standing s -> new Refused(new Refusal.AlreadySubmitted(s));
            case Withdrawn w -> new Refused(new Refusal.NotStanding(w.reason(), w.latest()));
        };
    }

    private static Accepted submitted(SubmitReport c, Surroundings around) {
        return new Accepted(
                c.theatre(),
                new ReportSubmitted(
                        c.report(),
                        c.incident(),
                        c.externalId(),
                        c.aliases(),
                        c.sealed().claim(),
                        c.knownAt(),
                        c.origin().enteredBy(),
                        flagDerivation(c.report(), c.sealed(), around),
                        c.origin().signature()));
    }

    /** A signature that is brought must be one, of a key that the organisation has. */
    private static Optional<Refusal> unsound(ReportCommand c, Surroundings around) {
        return around.signing().flatMap(signing -> signing.refusal(c));
    }

    /**
     * An incident that is named must be there still, in the same theatre; what moves it at the same
     * moment is kept out by a condition. It must have room, which may be missed by as many as
     * submit at the same moment, and every fold applies those too.
     */
    private static Optional<Refusal> misplaced(SubmitReport c, NamedIncident incident) {
        return switch (incident) {
            case NamedIncident.New _ -> Optional.empty();
            case NamedIncident.Unknown _ -> Optional.of(new Refusal.NoSuchIncident());
            case NamedIncident.Merged(IncidentId survivor) ->
                    Optional.of(new Refusal.IncidentMerged(survivor));
            case NamedIncident.Live live when live.reports() >= Limits.REPORTS_OF_AN_INCIDENT ->
                    Optional.of(new Refusal.IncidentFull());
            case NamedIncident.Live live when !live.theatre().equals(c.theatre()) ->
                    Optional.of(new Refusal.OtherTheatre(live.theatre(), c.theatre()));
            case NamedIncident.Live _ -> Optional.empty();
        };
    }

    private static Decision correct(
            CorrectReport c,
            ReportState state,
            Optional<Fingerprint> current,
            Surroundings around) {
        return switch (state) {
            case Absent _ -> new Refused(new Refusal.NoSuchReport());
            case Withdrawn w when !w.before().organisation().equals(c.origin().by()) ->
                    new Refused(new Refusal.NoSuchReport());
            case Withdrawn w when !mayStandAgain(c, w) ->
                    new Refused(new Refusal.NotStanding(w.reason(), w.latest()));
            case Withdrawn w when w.latest() != c.expected() ->
                    new Refused(new Refusal.ChangedSince(w.latest()));
            case Withdrawn w when w.before().kind() != c.sealed().claim().kind() ->
                    new Refused(new Refusal.OtherKind(w.before().kind().code()));
            case Withdrawn w -> corrected(c, w.before(), around);
            case Standing s when !s.organisation().equals(c.origin().by()) ->
                    new Refused(new Refusal.NoSuchReport());
            case Standing s when s.latest() != c.expected() ->
                    new Refused(new Refusal.ChangedSince(s.latest()));
            case Standing s when s.kind() != c.sealed().claim().kind() ->
                    new Refused(new Refusal.OtherKind(s.kind().code()));
            case Standing s when same(c.sealed(), current) -> new Refused(new Refusal.Unchanged(s));
            case Standing s -> corrected(c, s, around);
        };
    }

    /**
     * What a release of a dataset left out and a later one has again stands again. Whatever else
     * was withdrawn was withdrawn by somebody who meant it.
     */
    private static boolean mayStandAgain(CorrectReport c, Withdrawn w) {
        return c.origin().bulk() && w.reason() == WithdrawalReason.MISSING_FROM_RELEASE;
    }

    private static Decision corrected(CorrectReport c, Standing s, Surroundings around) {
        return unsound(c, around)
                .<Decision>map(Refused::new)
                .orElseGet(() -> accepted(c, s, around));
    }

    /** In the theatre where the report's incident lies now. */
    private static Accepted accepted(CorrectReport c, Standing s, Surroundings around) {
        return new Accepted(
                s.theatre(),
                new ReportCorrected(
                        s.report(),
                        c.sealed().claim(),
                        c.knownAt(),
                        c.origin().enteredBy(),
                        flagTheatre(c, s.theatre(), flagDerivation(s.report(), c.sealed(), around)),
                        StoredText.digests(c.reason()),
                        c.origin().signature()));
    }

    private static Decision withdraw(WithdrawReport c, ReportState state, Surroundings around) {
        return switch (state) {
            case Absent _ -> new Refused(new Refusal.NoSuchReport());
            case Withdrawn w when !w.before().organisation().equals(c.origin().by()) ->
                    new Refused(new Refusal.NoSuchReport());
            case Withdrawn w -> new Refused(new Refusal.NotStanding(w.reason(), w.latest()));
            case Standing s when !s.organisation().equals(c.origin().by()) ->
                    new Refused(new Refusal.NoSuchReport());
            case Standing s ->
                    unsound(c, around).<Decision>map(Refused::new).orElseGet(() -> withdrawn(c, s));
        };
    }

    private static Accepted withdrawn(WithdrawReport c, Standing s) {
        return new Accepted(
                s.theatre(),
                new ReportWithdrawn(
                        s.report(),
                        c.reason(),
                        c.origin().enteredBy(),
                        StoredText.digests(c.note()),
                        c.origin().signature()));
    }

    /**
     * A corrected place may lie in another theatre; the incident stays where it is until it is
     * rehomed, and the leaf says so.
     */
    private static List<Flag> flagTheatre(CorrectReport c, TheatreId theatre, List<Flag> flags) {
        return Theatres.of(c.sealed().claim()).equals(theatre)
                ? flags
                : plus(flags, new Flag("theatre-differs", "/claim/where"));
    }

    /**
     * The report that a claim repeats may be in another ledger, or come later: that is odd, and no
     * reason to refuse what was said.
     */
    private static List<Flag> flagDerivation(
            ReportId report, ReportCommand.SealedClaim sealed, Surroundings around) {
        Optional<ReportId> from = sealed.claim().derivedFrom();
        if (from.equals(Optional.of(report))) {
            return plus(sealed.flags(), new Flag("derived-from-itself", DERIVED_FROM));
        }
        return from.isEmpty() || around.derivedFromKnown()
                ? sealed.flags()
                : plus(sealed.flags(), new Flag("derived-from-unknown", DERIVED_FROM));
    }

    private static List<Flag> plus(List<Flag> flags, Flag flag) {
        return Stream.concat(flags.stream(), Stream.of(flag)).toList();
    }

    private static boolean same(ReportCommand.SealedClaim sealed, Optional<Fingerprint> current) {
        return current.map(known -> known.isOf(sealed.fingerprint().digest())).orElse(false);
    }

    /**
     * Folds one event. Never rejects history: an event that fits no rule of today still leaves a
     * state.
     */
    static ReportState evolve(ReportState state, ReportState.Recorded recorded) {
        return switch (recorded.event()) {
            case ReportSubmitted e ->
                    new Standing(
                            e.report(),
                            recorded.by(),
                            e.incident(),
                            recorded.theatre(),
                            e.claim().kind(),
                            recorded.position(),
                            recorded.position());
            case ReportCorrected _ ->
                    switch (state) {
                        case Absent a -> a;
                        case Standing s -> corrected(s, recorded.position());
                        // Never decided, but if history says so: the submitter's latest word holds,
                        // as in counting.
                        case Withdrawn w -> corrected(w.before(), recorded.position());
                    };
            case ReportWithdrawn e ->
                    switch (state) {
                        case Absent a -> a;
                        case Standing s -> new Withdrawn(s, e.reason(), recorded.position());
                        case Withdrawn w ->
                                new Withdrawn(w.before(), e.reason(), recorded.position());
                    };
            case MoveEvent e ->
                    switch (state) {
                        case Absent a -> a;
                        case Standing s -> moved(s, e, recorded.theatre());
                        case Withdrawn w ->
                                new Withdrawn(
                                        moved(w.before(), e, recorded.theatre()),
                                        w.reason(),
                                        w.latest());
                    };
            case IncidentEvent _, ResolutionEvent _, RegistryEvent _, PublicationEvent _ -> state;
        };
    }

    /** Where a report is after an event that may have moved it, and in which theatre that lies. */
    private static Standing moved(Standing s, MoveEvent event, TheatreId theatre) {
        return home(s.report(), event)
                .map(
                        home ->
                                new Standing(
                                        s.report(),
                                        s.organisation(),
                                        Optional.of(home),
                                        theatre,
                                        s.kind(),
                                        s.claimAt(),
                                        s.latest()))
                .orElse(s);
    }

    /** Empty for a report that the event does not name. */
    private static Optional<IncidentId> home(ReportId report, MoveEvent event) {
        return switch (event) {
            case ReportsLinked e ->
                    e.moves().stream().anyMatch(move -> move.report().equals(report))
                            ? Optional.of(e.incident())
                            : Optional.empty();
            case IncidentsMerged e ->
                    e.reports().contains(report) ? Optional.of(e.incident()) : Optional.empty();
            case IncidentSplit e ->
                    e.reports().contains(report) ? Optional.of(e.into()) : Optional.empty();
            case IncidentRehomed e ->
                    e.reports().stream().anyMatch(carried -> carried.report().equals(report))
                            ? Optional.of(e.incident())
                            : Optional.empty();
        };
    }

    private static Standing corrected(Standing s, long position) {
        return new Standing(
                s.report(),
                s.organisation(),
                s.incident(),
                s.theatre(),
                s.kind(),
                position,
                position);
    }
}
