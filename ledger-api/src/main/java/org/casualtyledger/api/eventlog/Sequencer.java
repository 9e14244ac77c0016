package org.casualtyledger.api.eventlog;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The one thread in which all appends of this process meet: it hands whatever waits to the writer,
 * a batch at a time.
 */
final class Sequencer implements AutoCloseable {

    /**
     * How long closing waits for the batches that were taken in: longer than a writer struggles for
     * one.
     */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(60);

    private final Intake intake = new Intake();
    private final Consumer<List<Pending>> writer;
    private final Executor completions;
    private final Thread thread;

    /**
     * @param writer answers every append of a batch; called from one thread alone
     */
    Sequencer(Consumer<List<Pending>> writer, Executor completions) {
        this.writer = writer;
        this.completions = completions;
        this.thread = Thread.ofPlatform().name("ledger-sequencer").daemon().start(this::run);
    }

    CompletableFuture<AppendResult> append(Append append) {
        Pending pending = new Pending(append, completions);
        try {
            intake.offer(pending);
        } catch (LogUnavailable refused) {
            return CompletableFuture.failedFuture(refused);
        }
        return pending.answer();
    }

    private void run() {
        try {
            for (List<Pending> batch = intake.take(); !batch.isEmpty(); batch = intake.take()) {
                write(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Pending> batch) {
        try {
            writer.accept(batch);
        } catch (RuntimeException | Error bug) {
            // A bug of ours must not end the only writer, nor leave anybody waiting for ever. What
            // was answered stays answered.
            batch.forEach(pending -> pending.fail(bug));
        }
    }

    @Override
    public void close() {
        intake.close();
        try {
            if (!thread.join(CLOSE_WITHIN)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
