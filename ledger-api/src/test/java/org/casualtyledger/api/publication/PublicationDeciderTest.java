package org.casualtyledger.api.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.casualtyledger.api.publication.PublicationCommand.AnswerChallenge;
import org.casualtyledger.api.publication.PublicationCommand.PublishTally;
import org.casualtyledger.api.publication.PublicationCommand.RaiseChallenge;
import org.casualtyledger.api.publication.PublicationDecider.Decision;
import org.casualtyledger.api.publication.PublicationState.Publishing;
import org.casualtyledger.api.publication.PublicationState.Raised;
import org.casualtyledger.api.publication.PublicationState.Subject;
import org.casualtyledger.events.ChallengeAnswered;
import org.casualtyledger.events.ChallengeCode;
import org.casualtyledger.events.ChallengeId;
import org.casualtyledger.events.ChallengeOutcome;
import org.casualtyledger.events.ChallengeRaised;
import org.casualtyledger.events.Challenged;
import org.casualtyledger.events.LedgerEvents;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.PublishedReceipt;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.TallyPublished;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Limits;
import org.junit.jupiter.api.Test;

/** The rules of publication, without anything around them. */
class PublicationDeciderTest {
    private static final OrganisationId MONITOR = new OrganisationId("sample-monitor");
    private static final OrganisationId WATCH = new OrganisationId("sample-watch");
    private static final TheatreId SYRIA = new TheatreId("SYR");
    private static final ChallengeId CHALLENGE = new ChallengeId(new UUID(4, 1));
    private static final Challenged REPORT = new Challenged.OfReport(ReportId.of(MONITOR, "SYN-1"));
    private static final TallyPublished PUBLISHED =
            new LedgerEvents(new Random(1))
                    .oneOfEach().stream()
                            .filter(TallyPublished.class::isInstance)
                            .map(TallyPublished.class::cast)
                            .findFirst()
                            .orElseThrow();
    private static final PublishedReceipt RECEIPT = PUBLISHED.receipt();

    @Test
    void a_number_with_a_receipt_of_this_log_is_published_for_the_whole_ledger() {
        assertThat(
                        PublicationDecider.publish(
                                publish(), new Publishing(OptionalLong.empty(), true)))
                .isEqualTo(
                        new Decision.Accepted(
                                TheatreId.NONE,
                                new TallyPublished(
                                        PUBLISHED.publication(), "Count", RECEIPT, List.of())));
    }

    @Test
    void what_was_published_already_is_said_already() {
        assertThat(PublicationDecider.publish(publish(), new Publishing(OptionalLong.of(7), false)))
                .isEqualTo(new Decision.SaidAlready(7));
    }

    @Test
    void a_receipt_on_a_tree_that_this_log_never_signed_is_refused() {
        assertThat(
                        PublicationDecider.publish(
                                publish(), new Publishing(OptionalLong.empty(), false)))
                .isEqualTo(new Decision.Refused(new PublicationRefusal.UnknownCheckpoint()));
    }

    @Test
    void a_report_is_challenged_in_its_theatre_and_by_its_own_id() {
        Challenged alias = new Challenged.OfReport(ReportId.of(MONITOR, "an-alias"));
        assertThat(PublicationDecider.raise(challenge(alias), known(0)))
                .isEqualTo(
                        new Decision.Accepted(
                                SYRIA,
                                new ChallengeRaised(
                                        CHALLENGE, REPORT, ChallengeCode.METHOD, List.of())));
    }

    @Test
    void what_nobody_said_is_not_challenged() {
        assertThat(PublicationDecider.raise(challenge(REPORT), new Subject(Optional.empty(), 0)))
                .isEqualTo(new Decision.Refused(new PublicationRefusal.UnknownSubject(REPORT)));
    }

    @Test
    void challenges_of_one_report_have_a_limit() {
        assertThat(PublicationDecider.raise(challenge(REPORT), known(Limits.CHALLENGES - 1)))
                .isInstanceOf(Decision.Accepted.class);
        assertThat(PublicationDecider.raise(challenge(REPORT), known(Limits.CHALLENGES)))
                .isEqualTo(new Decision.Refused(new PublicationRefusal.TooManyChallenges()));
    }

    @Test
    void the_challenged_organisation_answers_and_nobody_else() {
        assertThat(PublicationDecider.answer(answer(MONITOR), raised(0)))
                .isEqualTo(
                        new Decision.Accepted(
                                SYRIA,
                                new ChallengeAnswered(
                                        CHALLENGE,
                                        ChallengeOutcome.UPHELD,
                                        Optional.empty(),
                                        List.of())));
        assertThat(PublicationDecider.answer(answer(WATCH), raised(0)))
                .isEqualTo(new Decision.Refused(new PublicationRefusal.AnothersToAnswer(MONITOR)));
    }

    @Test
    void a_challenge_that_nobody_raised_has_no_answer_and_another_has_so_many() {
        assertThat(PublicationDecider.answer(answer(MONITOR), new Raised(Optional.empty(), 0)))
                .isEqualTo(new Decision.Refused(new PublicationRefusal.UnknownChallenge()));
        assertThat(PublicationDecider.answer(answer(MONITOR), raised(Limits.ANSWERS)))
                .isEqualTo(new Decision.Refused(new PublicationRefusal.TooManyAnswers()));
    }

    private static PublishTally publish() {
        return new PublishTally(PUBLISHED.publication(), "Count", RECEIPT, List.of());
    }

    private static RaiseChallenge challenge(Challenged about) {
        return new RaiseChallenge(CHALLENGE, about, ChallengeCode.METHOD, List.of());
    }

    private static Subject known(int challenges) {
        return new Subject(Optional.of(new Subject.Known(REPORT, MONITOR, SYRIA)), challenges);
    }

    private static Raised raised(int answers) {
        return new Raised(Optional.of(new Subject.Known(REPORT, MONITOR, SYRIA)), answers);
    }

    private static AnswerChallenge answer(OrganisationId by) {
        return new AnswerChallenge(
                CHALLENGE, ChallengeOutcome.UPHELD, by, Optional.empty(), List.of());
    }
}
