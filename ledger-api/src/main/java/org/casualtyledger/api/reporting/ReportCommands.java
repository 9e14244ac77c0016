package org.casualtyledger.api.reporting;

import java.util.concurrent.CompletableFuture;
import org.casualtyledger.api.eventlog.AppendResult;
import org.casualtyledger.api.eventlog.Receipt;
import org.casualtyledger.events.ReportEvent;

/**
 * Sends a command to where it is decided and appended. The future completes when the answer is
 * durable.
 */
interface ReportCommands {
    CompletableFuture<Result> send(ReportCommand command);

    /** The decider refused, the event is durable, or the log answered otherwise. */
    sealed interface Result {
        record Decided(Refusal refusal) implements Result {}

        /** The event as it was decided, with the flags that deciding added. */
        record Appended(Receipt receipt, ReportEvent event) implements Result {}

        record Answered(AppendResult result) implements Result {}
    }
}
