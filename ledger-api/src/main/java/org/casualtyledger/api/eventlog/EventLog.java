package org.casualtyledger.api.eventlog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The log of all events, the system of record.
 *
 * <p><b>Durability.</b> An append's future completes only after its events, their tags, their
 * idempotency key and their companion rows are committed together. A backend says what committed
 * means: {@link PostgresEventLog} has flushed to the disk, {@link InMemoryEventLog} keeps until the
 * process ends.
 *
 * <p><b>Order.</b> Positions are dense from 0 and are never given twice. Whoever has seen position
 * n can see everything below n. {@link StoredEvent#at()} never goes backwards along positions. An
 * append's events stand together, in their order.
 *
 * <p><b>Concurrency.</b> Every method may be called from any thread. {@link #append} never blocks;
 * all other methods read what is committed and may block, so call them from a virtual thread. What
 * an append's future says has happened, a read that starts afterwards sees. Several logs over one
 * store, in one process or many, keep all of these promises together.
 */
public interface EventLog extends AutoCloseable {

    /** Events in one page: at most 64 MiB of leaves even where each is as long as may be. */
    int MAX_PAGE = 1_000;

    /**
     * Appends events where all conditions hold. Refusals are values; an outage completes the future
     * with {@link LogUnavailable}. The future completes on a thread of its own, so what is chained
     * to it may block.
     */
    CompletableFuture<AppendResult> append(Append append);

    /**
     * Why an append would not even be judged if it came now; empty where it would be. Asks the
     * store, changes nothing, locks nothing.
     */
    Optional<LogUnavailable> unready();

    /** The end of the log. */
    Head head();

    /**
     * The events at {@code from} and after, ascending, at most {@code limit} (1 to {@value
     * #MAX_PAGE}).
     */
    List<StoredEvent> read(long from, int limit);

    /**
     * The events at {@code from} and after that any of the criteria selects, ascending, with the
     * size of the log at that moment.
     */
    Matches readMatching(Collection<Criterion> anyOf, long from, int limit);

    /** A page of an organisation's own events. */
    List<StoredEvent> list(Listing listing);

    /**
     * The events with these ids, by position; unknown ids are left out. At most {@value #MAX_PAGE}
     * ids.
     */
    List<StoredEvent> find(Collection<UUID> ids);

    /**
     * How many events were recorded at or before the instant; the position of the first one after
     * it.
     */
    long positionAt(Instant instant);

    /**
     * What sending this request now would be answered without looking at conditions: empty where
     * the key is new.
     */
    Optional<AppendResult> earlier(Idempotency idempotency);

    /**
     * Calls back after the log has grown, soon and at least once, on some thread; several appends
     * may share one call. The callback must not block.
     */
    Watch watch(Runnable grown);

    /** Takes no more appends, finishes those it has taken, and frees what it holds. */
    @Override
    void close();

    /**
     * Some events, and the size of the log at the moment when they were read: below it, and from
     * where the reading began, no other event matched, unless as many came as were asked for.
     */
    record Matches(List<StoredEvent> events, long size) {
        public Matches {
            events = List.copyOf(events);
        }
    }

    /** A registered callback; closing it ends the calls. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Checks the size of a page. */
    static int requirePage(int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("a page of " + limit + "; 1 to " + MAX_PAGE);
        }
        return limit;
    }
}
