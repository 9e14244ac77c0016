package org.casualtyledger.api.eventlog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.casualtyledger.api.eventlog.AppendResult.Appended;
import org.casualtyledger.api.eventlog.AppendResult.KeyReused;
import org.casualtyledger.api.eventlog.AppendResult.Refused;
import org.casualtyledger.api.eventlog.AppendResult.Replayed;
import org.jspecify.annotations.Nullable;

/**
 * One unit of work's events on their way into the log. Until {@link #commit} nothing is asked of
 * the log.
 */
final class LedgerAppend implements AppendTransaction<AppendResult> {

    private final EventLog log;
    private final AppendCondition condition;
    private final List<NewEvent> events;
    private final AppendExtras extras;

    LedgerAppend(
            EventLog log, AppendCondition condition, List<NewEvent> events, AppendExtras extras) {
        this.log = log;
        this.condition = condition;
        this.events = events;
        this.extras = extras;
    }

    /**
     * The outcome is completed before the future that Axon waits for, so whoever has the command's
     * result has the outcome.
     */
    @Override
    public CompletableFuture<AppendResult> commit(@Nullable ProcessingContext context) {
        Append append =
                new Append(
                        events,
                        conditions(),
                        extras.idempotency(),
                        extras.companions(),
                        extras.bulk());
        return log.append(append).whenComplete(this::tell).thenCompose(LedgerAppend::committed);
    }

    private void tell(@Nullable AppendResult result, @Nullable Throwable failure) {
        if (failure != null) {
            extras.outcome().completeExceptionally(failure);
        } else {
            extras.outcome().complete(result);
        }
    }

    private static CompletableFuture<AppendResult> committed(AppendResult result) {
        return switch (result) {
            case Refused refused -> CompletableFuture.failedFuture(new AppendRefused(refused));
            case Appended _, Replayed _, KeyReused _ -> CompletableFuture.completedFuture(result);
        };
    }

    private List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>(extras.conditions());
        if (condition.consistencyMarker() != ConsistencyMarker.INFINITY) {
            // A marker of n says that everything below n was seen; ORIGIN that nothing was.
            long seenBelow =
                    Math.max(
                            0,
                            GlobalIndexConsistencyMarker.position(condition.consistencyMarker()));
            conditions.add(
                    new Condition(
                            LedgerStorageEngine.criteria(condition.criteria()), seenBelow - 1));
        }
        if (!extras.absent().isEmpty()) {
            conditions.add(
                    new Condition(
                            extras.absent().stream().map(Criterion::tagged).toList(),
                            Condition.NONE));
        }
        return conditions;
    }

    @Override
    public CompletableFuture<ConsistencyMarker> afterCommit(
            AppendResult result, @Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(
                result instanceof Appended(List<Receipt> receipts)
                        ? new GlobalIndexConsistencyMarker(receipts.getLast().position() + 1)
                        : ConsistencyMarker.ORIGIN);
    }

    /** Harmless after a commit: the outcome is completed by then. */
    @Override
    public void rollback(@Nullable ProcessingContext context) {
        extras.outcome()
                .completeExceptionally(
                        new CancellationException(
                                "the command failed before its events were appended"));
    }
}
