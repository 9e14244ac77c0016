package org.casualtyledger.api.reporting;

import java.util.concurrent.CompletableFuture;
import org.casualtyledger.api.eventlog.AppendResult;

/**
 * Sends a command to where it is decided and appended. The future completes when the answer is
 * durable.
 */
interface ReportCommands {
    CompletableFuture<Result> send(ReportCommand command);

    /** The decider refused, or the log answered. */
    sealed interface Result {
        record Decided(Refusal refusal) implements Result {}

        record Answered(AppendResult result) implements Result {}
    }
}
