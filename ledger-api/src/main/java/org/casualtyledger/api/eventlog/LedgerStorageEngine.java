package org.casualtyledger.api.eventlog;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ContinuousMessageStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexPosition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

/**
 * Our log as Axon's storage. A tracking token and a consistency marker of n both say "everything
 * below position n"; so the token of an event is its position + 1, which is where reading goes on.
 *
 * <p>Appending holds no thread: the commit is a future that the sequencer completes. Sourcing and
 * streaming read on the caller's thread.
 */
public final class LedgerStorageEngine implements EventStorageEngine {

    private final EventLog log;
    private final LeafCodec codec;

    /** An engine over a log that somebody else closes. */
    public LedgerStorageEngine(EventLog log, LeafCodec codec) {
        this.log = log;
        this.codec = codec;
    }

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition,
            @Nullable ProcessingContext context,
            List<TaggedEventMessage<?>> messages) {
        AppendExtras extras = context == null ? null : context.getResource(AppendExtras.KEY);
        return answer(
                () ->
                        new LedgerAppend(
                                log,
                                condition,
                                messages.stream().map(codec::encode).toList(),
                                extras == null ? AppendExtras.none() : extras));
    }

    @Override
    public MessageStream<EventMessage> source(
            SourcingCondition condition, @Nullable ProcessingContext context) {
        long start = Math.max(0, GlobalIndexPosition.toIndex(condition.start()));
        try {
            SourcedEntries entries =
                    new SourcedEntries(log, codec, criteria(condition.criteria()), start);
            return MessageStream.fromStream(
                    entries.stream(), MessageStream.Entry::message, entry -> entry);
        } catch (LogUnavailable e) {
            return MessageStream.failed(e).cast();
        }
    }

    @Override
    public MessageStream<EventMessage> stream(
            StreamingCondition condition, @Nullable ProcessingContext context) {
        long start = Math.max(0, condition.position().position().orElse(0));
        List<Criterion> criteria = criteria(condition.criteria());
        return new ContinuousMessageStream<StoredEvent>(
                last ->
                        log.readMatching(
                                        criteria,
                                        last == null ? start : last.position() + 1,
                                        EventLog.MAX_PAGE)
                                .events(),
                stored -> entry(codec, stored),
                (_, callback) -> {
                    EventLog.Watch watch = log.watch(callback);
                    return () -> {
                        watch.close();
                        return true;
                    };
                });
    }

    static MessageStream.Entry<EventMessage> entry(LeafCodec codec, StoredEvent stored) {
        Context context = TrackingToken.addToContext(Context.empty(), token(stored.position() + 1));
        return new SimpleEntry<>(codec.decode(stored), context);
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(token(0));
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return answer(() -> token(log.head().size()));
    }

    /** Axon wants the events at or after the instant, our port those after one. */
    @Override
    public CompletableFuture<TrackingToken> tokenAt(
            Instant at, @Nullable ProcessingContext context) {
        return answer(() -> token(log.positionAt(at.minusNanos(1))));
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("log", log.getClass().getSimpleName());
        descriptor.describeProperty("codec", codec.getClass().getSimpleName());
    }

    /** Criteria without tags and types come from Axon as none at all, and mean everything. */
    static List<Criterion> criteria(EventCriteria criteria) {
        return criteria.hasCriteria()
                ? criteria.flatten().stream().map(LedgerStorageEngine::criterion).toList()
                : List.of(new Criterion(Set.of(), Set.of()));
    }

    private static Criterion criterion(EventCriterion criterion) {
        return new Criterion(
                criterion.types().stream().map(type -> type.fullName()).collect(Collectors.toSet()),
                criterion.tags().stream()
                        .map(tag -> new Tag(tag.key(), tag.value()))
                        .collect(Collectors.toSet()));
    }

    private static TrackingToken token(long next) {
        return new GlobalSequenceTrackingToken(next);
    }

    private static <T> CompletableFuture<T> answer(Supplier<? extends T> supplier) {
        try {
            return CompletableFuture.completedFuture(supplier.get());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
