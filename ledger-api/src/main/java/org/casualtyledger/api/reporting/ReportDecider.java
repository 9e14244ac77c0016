package org.casualtyledger.api.reporting;

import java.util.List;
import java.util.Optional;
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
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.TheatreId;

/** The rules of reporting: pure, static and total. */
final class ReportDecider {
    private ReportDecider() {}

    /**
     * Decides a command on the state of its report.
     *
     * @param current the fingerprint of the standing claim, where there is one and it is still
     *     known
     */
    static Decision decide(
            ReportCommand command, ReportState state, Optional<Fingerprint> current) {
        return switch (command) {
            case SubmitReport c -> submit(c, state, current);
            case CorrectReport c -> correct(c, state, current);
            case WithdrawReport c -> withdraw(c, state);
        };
    }

    private static Decision submit(
            SubmitReport c, ReportState state, Optional<Fingerprint> current) {
        return switch (state) {
            case Absent _ ->
                    new Accepted(
                            c.theatre(),
                            new ReportSubmitted(
                                    c.report(),
                                    c.incident(),
                                    c.externalId(),
                                    c.aliases(),
                                    c.sealed().claim(),
                                    c.knownAt(),
                                    c.origin().enteredBy(),
                                    c.sealed().flags()));
            case Standing s when same(c.sealed(), current) -> new Refused(new Refusal.Unchanged(s));
            case Standing s -> new Refused(new Refusal.AlreadySubmitted(s));
            case Withdrawn w -> new Refused(new Refusal.NotStanding(w.latest()));
        };
    }

    private static Decision correct(
            CorrectReport c, ReportState state, Optional<Fingerprint> current) {
        return switch (state) {
            case Absent _ -> new Refused(new Refusal.NoSuchReport());
            case Withdrawn w when !w.before().organisation().equals(c.origin().by()) ->
                    new Refused(new Refusal.NoSuchReport());
            case Withdrawn w -> new Refused(new Refusal.NotStanding(w.latest()));
            case Standing s when !s.organisation().equals(c.origin().by()) ->
                    new Refused(new Refusal.NoSuchReport());
            case Standing s when s.latest() != c.expected() ->
                    new Refused(new Refusal.ChangedSince(s.latest()));
            case Standing s when s.kind() != c.sealed().claim().kind() ->
                    new Refused(new Refusal.OtherKind(s.kind().code()));
            case Standing s when same(c.sealed(), current) -> new Refused(new Refusal.Unchanged(s));
            case Standing s ->
                    new Accepted(
                            s.theatre(),
                            new ReportCorrected(
                                    s.report(),
                                    c.sealed().claim(),
                                    c.knownAt(),
                                    c.origin().enteredBy(),
                                    flagTheatre(c, s.theatre()),
                                    StoredText.digests(c.reason())));
        };
    }

    private static Decision withdraw(WithdrawReport c, ReportState state) {
        return switch (state) {
            case Absent _ -> new Refused(new Refusal.NoSuchReport());
            case Withdrawn w when !w.before().organisation().equals(c.origin().by()) ->
                    new Refused(new Refusal.NoSuchReport());
            case Withdrawn w -> new Refused(new Refusal.NotStanding(w.latest()));
            case Standing s when !s.organisation().equals(c.origin().by()) ->
                    new Refused(new Refusal.NoSuchReport());
            case Standing s ->
                    new Accepted(
                            s.theatre(),
                            new ReportWithdrawn(
                                    s.report(),
                                    c.reason(),
                                    c.origin().enteredBy(),
                                    StoredText.digests(c.note())));
        };
    }

    /**
     * A corrected place may lie in another theatre; the incident stays where it is until it is
     * rehomed, and the leaf says so.
     */
    private static List<Flag> flagTheatre(CorrectReport c, TheatreId theatre) {
        if (Theatres.of(c.sealed().claim()).equals(theatre)) {
            return c.sealed().flags();
        }
        return java.util.stream.Stream.concat(
                        c.sealed().flags().stream(),
                        java.util.stream.Stream.of(new Flag("theatre-differs", "/claim/where")))
                .toList();
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
            case ReportWithdrawn _ ->
                    switch (state) {
                        case Absent a -> a;
                        case Standing s -> new Withdrawn(s, recorded.position());
                        case Withdrawn w -> new Withdrawn(w.before(), recorded.position());
                    };
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
