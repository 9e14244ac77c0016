package org.casualtyledger.api.eventlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.axonframework.messaging.core.Context;

/**
 * What an append needs and Axon has no place for, as one resource of the ProcessingContext. A
 * command handler puts it there before it returns: {@code context.putResource(AppendExtras.KEY,
 * extras)}.
 *
 * @param absent tags that no event may have yet: a creation that is decided without sourcing
 *     anything
 * @param conditions further ones, beside what follows from what was sourced
 * @param outcome completed by the engine when the log has answered, or exceptionally when the
 *     events were given up before the log was asked; never, where the handler appended nothing.
 *     Never wait for it inside the handler, since the append comes after that has returned. When
 *     the command's own result is there, so is this
 */
public record AppendExtras(
        Set<Tag> absent,
        List<Condition> conditions,
        Optional<Idempotency> idempotency,
        List<Companion<?>> companions,
        boolean bulk,
        CompletableFuture<AppendResult> outcome) {

    /** Where the engine looks. */
    public static final Context.ResourceKey<AppendExtras> KEY =
            Context.ResourceKey.withLabel("ledger.appendExtras");

    public AppendExtras {
        absent = Set.copyOf(absent);
        conditions = List.copyOf(conditions);
        companions = List.copyOf(companions);
    }

    /** No extras, with an outcome to be completed. */
    public static AppendExtras none() {
        return new AppendExtras(
                Set.of(), List.of(), Optional.empty(), List.of(), false, new CompletableFuture<>());
    }

    /** The same, where no event may have any of these tags yet. */
    public AppendExtras absent(Set<Tag> tags) {
        return new AppendExtras(tags, conditions, idempotency, companions, bulk, outcome);
    }

    /** The same, also on this condition. */
    public AppendExtras on(Condition condition) {
        List<Condition> more = new ArrayList<>(conditions);
        more.add(condition);
        return new AppendExtras(absent, more, idempotency, companions, bulk, outcome);
    }

    /** The same, once for this key. */
    public AppendExtras once(Idempotency key) {
        return new AppendExtras(absent, conditions, Optional.of(key), companions, bulk, outcome);
    }

    /** The same, with one more row written beside the events. */
    public AppendExtras with(Companion<?> companion) {
        List<Companion<?>> more = new ArrayList<>(companions);
        more.add(companion);
        return new AppendExtras(absent, conditions, idempotency, more, bulk, outcome);
    }

    /** The same, as part of an import. */
    public AppendExtras asBulk() {
        return new AppendExtras(absent, conditions, idempotency, companions, true, outcome);
    }
}
