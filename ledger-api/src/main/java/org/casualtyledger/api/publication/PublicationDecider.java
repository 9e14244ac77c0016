package org.casualtyledger.api.publication;

import java.util.List;
import org.casualtyledger.api.commands.StoredText;
import org.casualtyledger.api.publication.PublicationCommand.AnswerChallenge;
import org.casualtyledger.api.publication.PublicationCommand.PublishTally;
import org.casualtyledger.api.publication.PublicationCommand.RaiseChallenge;
import org.casualtyledger.api.publication.PublicationState.Publishing;
import org.casualtyledger.api.publication.PublicationState.Raised;
import org.casualtyledger.api.publication.PublicationState.Subject;
import org.casualtyledger.events.ChallengeAnswered;
import org.casualtyledger.events.ChallengeRaised;
import org.casualtyledger.events.PublicationEvent;
import org.casualtyledger.events.TallyPublished;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Limits;

/** The rules of publication: pure, static and total. */
final class PublicationDecider {
    private PublicationDecider() {}

    /** What a rule says. */
    sealed interface Decision {
        record Accepted(TheatreId theatre, PublicationEvent event) implements Decision {}

        record SaidAlready(long position) implements Decision {}

        record Refused(PublicationRefusal refusal) implements Decision {}
    }

    /** A number is published once under a name; its receipt is of this very log. */
    static Decision publish(PublishTally c, Publishing state) {
        if (state.standsAt().isPresent()) {
            return new Decision.SaidAlready(state.standsAt().getAsLong());
        }
        if (!state.ours()) {
            return new Decision.Refused(new PublicationRefusal.UnknownCheckpoint());
        }
        return new Decision.Accepted(
                TheatreId.NONE,
                new TallyPublished(c.publication(), c.name(), c.receipt(), digests(c)));
    }

    /** Whoever takes part may hold anything against any number or report, a withdrawn one too. */
    static Decision raise(RaiseChallenge c, Subject state) {
        if (state.subject().isEmpty()) {
            return new Decision.Refused(new PublicationRefusal.UnknownSubject(c.about()));
        }
        if (state.challenges() >= Limits.CHALLENGES) {
            return new Decision.Refused(new PublicationRefusal.TooManyChallenges());
        }
        Subject.Known subject = state.subject().get();
        return new Decision.Accepted(
                subject.theatre(),
                new ChallengeRaised(c.challenge(), subject.about(), c.code(), digests(c)));
    }

    /** The organisation that is challenged answers, and nobody else. */
    static Decision answer(AnswerChallenge c, Raised state) {
        if (state.challenged().isEmpty()) {
            return new Decision.Refused(new PublicationRefusal.UnknownChallenge());
        }
        Subject.Known subject = state.challenged().get();
        if (!subject.by().equals(c.by())) {
            return new Decision.Refused(new PublicationRefusal.AnothersToAnswer(subject.by()));
        }
        if (state.answers() >= Limits.ANSWERS) {
            return new Decision.Refused(new PublicationRefusal.TooManyAnswers());
        }
        return new Decision.Accepted(
                subject.theatre(),
                new ChallengeAnswered(c.challenge(), c.outcome(), c.enteredBy(), digests(c)));
    }

    private static List<String> digests(PublicationCommand c) {
        return StoredText.digests(c.texts());
    }
}
