package org.casualtyledger.api.eventlog;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    private final LogObserver observer;
    private final Thread thread;

    /**
     * @param writer answers every append of a batch; called from one thread alone
     */
    Sequencer(Consumer<List<Pending>> writer, Executor completions, LogObserver observer) {
        this.writer = writer;
        this.completions = completions;
        this.observer = observer;
        this.thread = Thread.ofPlatform().name("ledger-sequencer").daemon().start(this::run);
    }

    CompletableFuture<AppendResult> append(Append append) {
        LogObserver.Observation observation = observer.offered(append);
        Pending pending = new Pending(append, completions, observation);
        try {
            intake.offer(pending);
        } catch (LogUnavailable refused) {
            observation.turnedAway(refused);
            return CompletableFuture.failedFuture(refused);
        }
        return pending.answer();
    }

    /** Why nothing would be taken in now. */
    Optional<LogUnavailable> unready() {
        return thread.isAlive()
                ? intake.unready()
                : Optional.of(
                        new LogUnavailable(LogUnavailable.Reason.CLOSED, "the writer has ended"));
    }

    /** Fails whatever waits behind the batch that is being written. */
    void turnAway(LogUnavailable why) {
        intake.empty().forEach(pending -> pending.fail(why));
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
        observer.writing(
                batch.stream().map(Pending::observation).toList(),
                batch.stream().mapToInt(Pending::events).sum());
        try {
            writer.accept(batch);
        } catch (RuntimeException | Error bug) {
            // A bug of ours must not end the only writer, nor leave anybody waiting for ever. What
            // was answered stays answered.
            batch.forEach(pending -> pending.fail(bug));
        } finally {
            observer.written();
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
