package org.casualtyledger.api.verification;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.api.commands.Assessor;
import org.casualtyledger.api.commands.Decision;
import org.casualtyledger.api.commands.History;
import org.casualtyledger.api.commands.Recorded;
import org.casualtyledger.api.commands.Refusal;
import org.casualtyledger.api.eventlog.Tag;
import org.casualtyledger.api.verification.JudgementCommand.ApproveJudgement;
import org.casualtyledger.api.verification.JudgementCommand.AssessCounts;
import org.casualtyledger.api.verification.JudgementCommand.GradeIncident;
import org.casualtyledger.api.verification.JudgementState.Absent;
import org.casualtyledger.api.verification.JudgementState.Approved;
import org.casualtyledger.api.verification.JudgementState.Author;
import org.casualtyledger.api.verification.JudgementState.Pending;
import org.casualtyledger.api.verification.JudgementState.Standing;
import org.casualtyledger.api.verification.JudgementState.Superseded;
import org.casualtyledger.events.CountsAssessed;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentGraded;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.Judgement;
import org.casualtyledger.events.ReviewApproved;

/** The rules of judging: pure, static and total. */
final class JudgementDecider {
    private JudgementDecider() {}

    /** Under which tags stands what bears on a command, as far as it is known yet. */
    static Set<Tag> bearing(JudgementCommand command, History known) {
        Set<Tag> tags = new LinkedHashSet<>(History.tagsOfPremise(command, known));
        tags.addAll(History.tagsOfSayings(command.incident(), known));
        return tags;
    }

    static Decision decide(JudgementCommand command, History history) {
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

    private static Optional<Refusal> refusal(JudgementCommand command, History history) {
        return switch (command) {
            case GradeIncident c when c.grade().isEmpty() ->
                    nothingToTakeBack(c, IncidentGraded.class, history);
            case AssessCounts c when c.counts().isEmpty() ->
                    nothingToTakeBack(c, CountsAssessed.class, history);
            case GradeIncident _, AssessCounts _ -> Optional.empty();
            case ApproveJudgement c -> approval(c, state(c, history));
        };
    }

    private static IncidentEvent event(JudgementCommand command) {
        Assessor assessor = command.origin().assessor();
        return switch (command) {
            case GradeIncident c ->
                    new IncidentGraded(
                            c.incident(),
                            c.grade(),
                            c.methodology(),
                            c.review(),
                            assessor.person(),
                            c.digests());
            case AssessCounts c ->
                    new CountsAssessed(
                            c.incident(), c.counts(), c.review(), assessor.person(), c.digests());
            case ApproveJudgement c ->
                    new ReviewApproved(c.incident(), c.judgement(), assessor.person(), c.digests());
        };
    }

    private static Optional<Refusal> nothingToTakeBack(
            JudgementCommand c, Class<? extends Judgement> kind, History history) {
        boolean stands =
                history.latest(kind, c.origin().assessor().organisation(), c.incident())
                        .filter(JudgementDecider::hasValue)
                        .isPresent();
        return stands ? Optional.empty() : Optional.of(new JudgementRefusal.NothingToTakeBack());
    }

    private static boolean hasValue(Recorded recorded) {
        return switch (recorded.event()) {
            case IncidentGraded e -> e.grade().isPresent();
            case CountsAssessed e -> e.counts().isPresent();
            default -> false;
        };
    }

    private static Optional<Refusal> approval(ApproveJudgement c, JudgementState judgement) {
        Assessor reader = c.origin().assessor();
        return switch (judgement) {
            case Absent _ -> Optional.of(new JudgementRefusal.NotAJudgement(c.judgement()));
            case Standing _ -> Optional.of(new JudgementRefusal.NotPending(c.judgement()));
            case Approved a ->
                    Optional.of(new JudgementRefusal.ApprovedAlready(c.judgement(), a.at()));
            case Superseded s ->
                    Optional.of(new JudgementRefusal.Superseded(c.judgement(), s.by()));
            case Pending p when p.author().maybe(reader.organisation(), reader.person()) ->
                    Optional.of(new JudgementRefusal.OwnJudgement(c.judgement()));
            case Pending _ -> Optional.empty();
        };
    }

    /** The judgement at the position, if it is one of the incident or of one merged into it. */
    private static JudgementState state(ApproveJudgement c, History history) {
        Set<IncidentId> merged = history.incidentWithMerged(c.incident());
        JudgementState state = new Absent();
        for (Recorded recorded : history.events()) {
            state = evolve(state, c.judgement(), merged, recorded);
        }
        return state;
    }

    /**
     * Folds one event into the state of the judgement at a position. Never rejects history.
     *
     * @param merged the incidents whose judgements are those of the one that is asked about
     */
    static JudgementState evolve(
            JudgementState state, long position, Set<IncidentId> merged, Recorded recorded) {
        return switch (recorded.event()) {
            case Judgement e
                    when recorded.position() == position && merged.contains(e.incident()) ->
                    e.review()
                            ? new Pending(Author.of(recorded, e))
                            : new Standing(Author.of(recorded, e));
            case Judgement e when merged.contains(e.incident()) ->
                    state.whose()
                            .filter(author -> author.organisation().equals(recorded.by()))
                            .filter(author -> author.kind() == Author.kindOf(e))
                            .<JudgementState>map(
                                    author -> new Superseded(author, recorded.position()))
                            .orElse(state);
            case ReviewApproved e
                    when e.judgement() == position && state instanceof Pending(Author author) ->
                    new Approved(author, recorded.position());
            default -> state;
        };
    }
}
