package org.casualtyledger.api.eventlog;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** An append that waits for its answer. */
final class Pending {

    private final Append append;
    private final long bytes;
    private final Executor completions;
    private final LogObserver.Observation observation;
    private final CompletableFuture<AppendResult> answer = new CompletableFuture<>();

    Pending(Append append, Executor completions) {
        this(append, completions, LogObserver.Observation.NONE);
    }

    Pending(Append append, Executor completions, LogObserver.Observation observation) {
        this.append = append;
        this.observation = observation;
        this.completions = completions;
        this.bytes = append.events().stream().mapToLong(NewEvent::leafBytes).sum();
    }

    Append append() {
        return append;
    }

    LogObserver.Observation observation() {
        return observation;
    }

    int events() {
        return append.events().size();
    }

    long bytes() {
        return bytes;
    }

    CompletableFuture<AppendResult> answer() {
        return answer;
    }

    /**
     * Answers on another thread: what the caller chained to the future must not hold up the writer.
     */
    void succeed(AppendResult result) {
        completions.execute(
                () -> observation.answered(result, null, () -> answer.complete(result)));
    }

    void fail(Throwable why) {
        completions.execute(
                () -> observation.answered(null, why, () -> answer.completeExceptionally(why)));
    }
}
