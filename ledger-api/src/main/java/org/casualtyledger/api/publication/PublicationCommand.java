package org.casualtyledger.api.publication;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.api.commands.StoredText;
import org.casualtyledger.events.ChallengeCode;
import org.casualtyledger.events.ChallengeId;
import org.casualtyledger.events.ChallengeOutcome;
import org.casualtyledger.events.Challenged;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.PublicationId;
import org.casualtyledger.events.PublishedReceipt;

/** What is asked. */
sealed interface PublicationCommand {
    /** What the event's digests stand for. */
    List<StoredText> texts();

    /**
     * @param receipt of a note whose signature was verified
     */
    record PublishTally(
            PublicationId publication,
            String name,
            PublishedReceipt receipt,
            List<StoredText> texts)
            implements PublicationCommand {
        public PublishTally {
            texts = List.copyOf(texts);
        }
    }

    record RaiseChallenge(
            ChallengeId challenge, Challenged about, ChallengeCode code, List<StoredText> texts)
            implements PublicationCommand {
        public RaiseChallenge {
            texts = List.copyOf(texts);
        }
    }

    /**
     * @param by the organisation that answers
     * @param enteredBy who acts for it, where that is somebody else
     */
    record AnswerChallenge(
            ChallengeId challenge,
            ChallengeOutcome outcome,
            OrganisationId by,
            Optional<OrganisationId> enteredBy,
            List<StoredText> texts)
            implements PublicationCommand {
        public AnswerChallenge {
            texts = List.copyOf(texts);
        }
    }
}
