package org.casualtyledger.api.reporting;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.casualtyledger.api.eventlog.AppendResult;
import org.casualtyledger.api.eventlog.Receipt;
import org.casualtyledger.api.reporting.ReportCommand.SubmitReport;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.claim.Limits;

/**
 * Carries out commands. A submission is decided on {@code Absent} without reading anything; only
 * where the log refuses it is the report read and the command decided again, so that the usual case
 * costs one append and no look-up.
 */
final class ReportSubmissions {
    private final ReportCommands commands;
    private final ReportReader reader;

    ReportSubmissions(ReportCommands commands, ReportReader reader) {
        this.commands = commands;
        this.reader = reader;
    }

    /** What became of a command. */
    sealed interface Outcome {
        /** It is an event now, or was already by the same idempotency key. */
        record Done(Receipt receipt, boolean replayed) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    CompletableFuture<Outcome> carryOut(ReportCommand command) {
        Optional<Refusal> premise =
                command instanceof SubmitReport c ? premise(c) : Optional.empty();
        if (premise.isPresent()) {
            return CompletableFuture.completedFuture(new Outcome.Refused(premise.get()));
        }
        return commands.send(command).thenApply(result -> outcome(command, result));
    }

    /**
     * An incident that is named must exist, in the same theatre, which needs no condition, since
     * incidents never vanish; and must have room, which may be missed by as many as submit at the
     * same moment, and every fold applies those too.
     */
    private Optional<Refusal> premise(SubmitReport c) {
        if (c.incident().isEmpty() || isNew(c.incident().get(), c)) {
            return Optional.empty();
        }
        Optional<ReportReader.Incident> incident = reader.incident(c.incident().get());
        if (incident.isEmpty()) {
            return Optional.of(new Refusal.NoSuchIncident());
        }
        if (incident.get().reports() >= Limits.REPORTS_OF_AN_INCIDENT) {
            return Optional.of(new Refusal.IncidentFull());
        }
        String theatre = incident.get().theatre();
        return theatre.equals(c.theatre().value())
                ? Optional.empty()
                : Optional.of(new Refusal.OtherTheatre(theatre, c.theatre().value()));
    }

    /** A first report's incident takes the id of the event that the submission would become. */
    private static boolean isNew(IncidentId incident, SubmitReport c) {
        return incident.value().equals(c.origin().event());
    }

    private Outcome outcome(ReportCommand command, ReportCommands.Result result) {
        return switch (result) {
            case ReportCommands.Result.Decided(Refusal refusal) -> new Outcome.Refused(refusal);
            case ReportCommands.Result.Answered(AppendResult.Appended appended) ->
                    new Outcome.Done(appended.receipts().getFirst(), false);
            case ReportCommands.Result.Answered(AppendResult.Replayed replayed) ->
                    new Outcome.Done(replayed.receipts().getFirst(), true);
            case ReportCommands.Result.Answered(AppendResult.KeyReused reused) ->
                    new Outcome.Refused(new Refusal.KeyReused(reused.position()));
            case ReportCommands.Result.Answered(AppendResult.Refused refused) ->
                    decideAgain(command, refused);
        };
    }

    private Outcome decideAgain(ReportCommand command, AppendResult.Refused refused) {
        ReportId report = command.report();
        ReportState state =
                reader.states(List.of(report)).getOrDefault(report, new ReportState.Absent());
        return switch (ReportDecider.decide(command, state, reader.fingerprint(state))) {
            case Decision.Refused(Refusal refusal) -> new Outcome.Refused(refusal);
            case Decision.Accepted _ when command instanceof SubmitReport ->
                    new Outcome.Refused(new Refusal.AliasTaken(refused.position()));
            // Another event of the report came between reading it and appending.
            case Decision.Accepted _ ->
                    new Outcome.Refused(new Refusal.ChangedSince(refused.position()));
        };
    }
}
