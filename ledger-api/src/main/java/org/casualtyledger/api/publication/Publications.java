package org.casualtyledger.api.publication;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.casualtyledger.api.commands.Ruling;
import org.casualtyledger.api.commands.Rulings;
import org.casualtyledger.api.eventlog.Condition;
import org.casualtyledger.api.eventlog.Criterion;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.Idempotency;
import org.casualtyledger.api.eventlog.StoredEvent;
import org.casualtyledger.api.eventlog.Tag;
import org.casualtyledger.api.leaf.EventTags;
import org.casualtyledger.api.publication.PublicationCommand.AnswerChallenge;
import org.casualtyledger.api.publication.PublicationCommand.PublishTally;
import org.casualtyledger.api.publication.PublicationCommand.RaiseChallenge;
import org.casualtyledger.api.publication.PublicationDecider.Decision;
import org.casualtyledger.api.publication.PublicationState.Publishing;
import org.casualtyledger.api.publication.PublicationState.Raised;
import org.casualtyledger.api.publication.PublicationState.Subject;
import org.casualtyledger.events.ChallengeAnswered;
import org.casualtyledger.events.ChallengeRaised;
import org.casualtyledger.events.Challenged;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.PublicationEvent;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.TallyPublished;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.note.Checkpoint;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Carries out the commands of publication: reads what they are about, decides, appends. */
final class Publications {
    private final EventLog log;
    private final Rulings rulings;
    private final JdbcClient jdbc;

    Publications(EventLog log, Rulings rulings, DataSource logDataSource) {
        this.log = log;
        this.rulings = rulings;
        this.jdbc = JdbcClient.create(logDataSource);
    }

    Rulings.Standing carryOut(
            PublicationCommand command, OrganisationId by, Optional<Idempotency> idempotency) {
        return rulings.carryOut(by, idempotency, () -> decide(command));
    }

    /** The event that stands at a position. */
    PublicationEvent at(long position) {
        if (recorded(log.read(position, 1).getFirst()).event() instanceof PublicationEvent event) {
            return event;
        }
        throw new IllegalStateException("nothing of publication at " + position);
    }

    Ruling decide(PublicationCommand command) {
        return switch (command) {
            case PublishTally c ->
                    ruling(
                            c,
                            PublicationDecider.publish(c, publishing(c)),
                            List.of(Condition.absent(EventTags.publication(c.publication()))));
            case RaiseChallenge c ->
                    ruling(c, PublicationDecider.raise(c, subject(c.about())), List.of());
            case AnswerChallenge c -> ruling(c, PublicationDecider.answer(c, raised(c)), List.of());
        };
    }

    private static Ruling ruling(
            PublicationCommand command, Decision decision, List<Condition> conditions) {
        return switch (decision) {
            case Decision.Refused(PublicationRefusal refusal) ->
                    new Ruling.Refused(refusal.problem());
            case Decision.SaidAlready(long position) -> new Ruling.SaidAlready(position);
            case Decision.Accepted accepted ->
                    new Ruling.Accepted(
                            accepted.theatre(), accepted.event(), command.texts(), conditions);
        };
    }

    private Publishing publishing(PublishTally c) {
        List<StoredEvent> stands = first(EventTags.publication(c.publication()));
        return new Publishing(
                stands.isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(stands.getFirst().position()),
                signed(c.receipt().checkpoint()));
    }

    /** Rows of checkpoints are only ever added, so what is found stays true. */
    private boolean signed(Checkpoint checkpoint) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM log.checkpoint WHERE size = ? AND root = ?)")
                .param(checkpoint.size())
                .param(checkpoint.root())
                .query(Boolean.class)
                .single();
    }

    private Subject subject(Challenged about) {
        Optional<Subject.Known> known = known(about);
        return new Subject(known, known.map(k -> challenges(k.about())).orElse(0));
    }

    private int challenges(Challenged about) {
        return log.readMatching(
                        List.of(Criterion.tagged(EventTags.challenged(about))),
                        0,
                        Limits.CHALLENGES)
                .events()
                .size();
    }

    private Optional<Subject.Known> known(Challenged about) {
        Tag tag =
                switch (about) {
                    case Challenged.OfPublication a -> EventTags.publication(a.publication());
                    case Challenged.OfReport a -> EventTags.report(a.report());
                };
        return first(tag).stream()
                .map(Publications::recorded)
                .flatMap(recorded -> known(recorded).stream())
                .findFirst();
    }

    /** A report's own id, where the event was found under an alias. */
    private static Optional<Subject.Known> known(RecordedEvent recorded) {
        Optional<Challenged> about =
                switch (recorded.event()) {
                    case TallyPublished e ->
                            Optional.of(new Challenged.OfPublication(e.publication()));
                    case ReportSubmitted e -> Optional.of(new Challenged.OfReport(e.report()));
                    default -> Optional.empty();
                };
        return about.map(a -> new Subject.Known(a, recorded.by(), recorded.theatre()));
    }

    private Raised raised(AnswerChallenge c) {
        List<RecordedEvent> events =
                log
                        .readMatching(
                                List.of(Criterion.tagged(EventTags.challenge(c.challenge()))),
                                0,
                                1 + Limits.ANSWERS)
                        .events()
                        .stream()
                        .map(Publications::recorded)
                        .toList();
        Optional<Subject.Known> challenged =
                events.stream()
                        .map(RecordedEvent::event)
                        .flatMap(
                                e ->
                                        e instanceof ChallengeRaised raised
                                                ? known(raised.about()).stream()
                                                : Stream.empty())
                        .findFirst();
        long answers = events.stream().filter(e -> e.event() instanceof ChallengeAnswered).count();
        return new Raised(challenged, Math.toIntExact(answers));
    }

    private List<StoredEvent> first(Tag tag) {
        return log.readMatching(List.of(Criterion.tagged(tag)), 0, 1).events();
    }

    private static RecordedEvent recorded(StoredEvent stored) {
        return EventCodec.decode(stored.leaf());
    }
}
