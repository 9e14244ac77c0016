package org.casualtyledger.api.reporting;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.casualtyledger.api.eventlog.AppendResult;
import org.casualtyledger.api.eventlog.Receipt;
import org.casualtyledger.api.reporting.ReportCommand.SubmitReport;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;

/**
 * Carries out commands. A submission is decided on {@code Absent} without reading its report; only
 * where it is refused is the report read and the command decided again, so that the usual case
 * costs one append and no look-up.
 */
final class ReportSubmissions {
    /** Moves that may come between reading and appending before a command gives up. */
    private static final int TRIES = 5;

    private final ReportCommands commands;
    private final ReportReader reader;

    ReportSubmissions(ReportCommands commands, ReportReader reader) {
        this.commands = commands;
        this.reader = reader;
    }

    /** What became of a command. */
    sealed interface Outcome {
        /** It is an event now. */
        record Done(Receipt receipt, ReportEvent event) implements Outcome {}

        /** It was an event already, by the same idempotency key. */
        record Replayed(Receipt receipt) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    CompletableFuture<Outcome> carryOut(ReportCommand command) {
        return carryOut(command, TRIES);
    }

    private CompletableFuture<Outcome> carryOut(ReportCommand command, int tries) {
        return commands.send(command).thenCompose(result -> outcome(command, result, tries));
    }

    private CompletableFuture<Outcome> outcome(
            ReportCommand command, ReportCommands.Result result, int tries) {
        return switch (result) {
            case ReportCommands.Result.Decided(Refusal refusal) ->
                    done(
                            earlier(command)
                                    .orElseGet(
                                            () ->
                                                    new Outcome.Refused(
                                                            confirmed(command, refusal))));
            case ReportCommands.Result.Appended(Receipt receipt, ReportEvent event) ->
                    done(new Outcome.Done(receipt, event));
            case ReportCommands.Result.Answered(AppendResult.Appended _) ->
                    throw new IllegalStateException("an appended event that nobody decided");
            case ReportCommands.Result.Answered(AppendResult.Replayed replayed) ->
                    done(new Outcome.Replayed(replayed.receipts().getFirst()));
            case ReportCommands.Result.Answered(AppendResult.KeyReused reused) ->
                    done(new Outcome.Refused(new Refusal.KeyReused(reused.position())));
            case ReportCommands.Result.Answered(AppendResult.Refused refused) ->
                    decideAgain(command, refused, tries);
        };
    }

    /**
     * A request that was carried out is refused when it is sent again, since the report is as it
     * asked already: its key tells.
     */
    private Optional<Outcome> earlier(ReportCommand command) {
        return command.origin()
                .idempotency()
                .flatMap(reader::earlier)
                .map(
                        answer ->
                                switch (answer) {
                                    case AppendResult.Replayed replayed ->
                                            new Outcome.Replayed(replayed.receipts().getFirst());
                                    case AppendResult.KeyReused reused ->
                                            new Outcome.Refused(
                                                    new Refusal.KeyReused(reused.position()));
                                    case AppendResult.Appended _, AppendResult.Refused _ ->
                                            throw new IllegalStateException(
                                                    "no answer to a request that is known");
                                });
    }

    private static CompletableFuture<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }

    /**
     * A submission was refused as if its report did not exist. If it does, that is the answer: the
     * same claim gets its receipt, whatever became of the incident that it named.
     */
    private Refusal confirmed(ReportCommand command, Refusal refusal) {
        return command instanceof SubmitReport
                        && decide(command) instanceof Decision.Refused(Refusal known)
                ? known
                : refusal;
    }

    private CompletableFuture<Outcome> decideAgain(
            ReportCommand command, AppendResult.Refused refused, int tries) {
        return switch (decide(command)) {
            case Decision.Refused(Refusal refusal) -> done(new Outcome.Refused(refusal));
            case Decision.Accepted _
                    when command instanceof SubmitReport && reader.isOfReport(refused.position()) ->
                    done(new Outcome.Refused(new Refusal.AliasTaken(refused.position())));
            // Somebody moved the report, or the incident that it names, between reading and
            // appending; that changes neither whose version this is nor that it may be said.
            case Decision.Accepted _ when tries > 1 -> carryOut(command, tries - 1);
            case Decision.Accepted _ ->
                    done(new Outcome.Refused(new Refusal.ChangedSince(refused.position())));
        };
    }

    /** What would become of a command now, and what there is to sign of it where that was asked. */
    record Rehearsal(Decision decision, Optional<Signing> signing) {}

    /** Decides on what the log says now, and appends nothing. */
    Rehearsal rehearse(ReportCommand command) {
        ReportId report = command.report();
        ReportState state =
                reader.states(List.of(report)).getOrDefault(report, new ReportState.Absent());
        Surroundings around = reader.around(command, state);
        return new Rehearsal(
                ReportDecider.decide(command, state, reader.fingerprint(state), around),
                around.signing());
    }

    private Decision decide(ReportCommand command) {
        return rehearse(command).decision();
    }
}
