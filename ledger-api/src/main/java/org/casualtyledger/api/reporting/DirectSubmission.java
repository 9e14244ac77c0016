package org.casualtyledger.api.reporting;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.casualtyledger.edge.Acting;

/**
 * {@code POST /v1/reports} without HTTP: the same reading, sealing, command, sequencer and commit.
 *
 * <p>For {@code ledger bench}, which measures what a command costs apart from what HTTP costs. It
 * is this slice's one class that another module may call, so that its commands and handlers stay
 * package-private. No key is checked, so nothing that a request can reach may hold one.
 */
public final class DirectSubmission {
    private final ReportSubmissions submissions;
    private final Sealing sealing;

    DirectSubmission(ReportSubmissions submissions, Sealing sealing) {
        this.submissions = submissions;
        this.sealing = sealing;
    }

    /**
     * A command that was not sent yet: read, validated, its ids and salts drawn, its texts sealed.
     */
    public static final class Prepared {
        private final ReportCommand.SubmitReport command;

        private Prepared(ReportCommand.SubmitReport command) {
            this.command = command;
        }
    }

    /**
     * Reads a request's body as the controller does.
     *
     * @throws org.casualtyledger.edge.ProblemException naming every fault of the body
     */
    public Prepared prepare(String organisation, byte[] body) {
        ReportRequests.Submission submission =
                ReportRequests.submission(body, sealing.today(), false);
        Acting.Actor actor = new Acting.Actor(organisation, Optional.empty());
        return new Prepared(
                sealing.submission(submission, sealing.origin(actor, Optional.empty(), false)));
    }

    /**
     * Sends the command.
     *
     * @return the event's position, once it is durable; fails where the submission is refused
     */
    public CompletableFuture<Long> submit(Prepared prepared) {
        return submissions
                .carryOut(prepared.command)
                .thenApply(
                        outcome ->
                                switch (outcome) {
                                    case ReportSubmissions.Outcome.Done done ->
                                            done.receipt().position();
                                    case ReportSubmissions.Outcome.Replayed replayed ->
                                            replayed.receipt().position();
                                    case ReportSubmissions.Outcome.Refused(Refusal refusal) ->
                                            throw ReportProblems.of(refusal).asException();
                                });
    }
}
