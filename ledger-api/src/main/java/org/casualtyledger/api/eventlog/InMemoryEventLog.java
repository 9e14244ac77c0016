package org.casualtyledger.api.eventlog;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;

/**
 * The log in memory: for tests and for trying things out. Keeps every promise of {@link EventLog};
 * durable until the process ends. Companion rows are kept in lists instead of being written.
 */
public final class InMemoryEventLog implements EventLog {

    private final InstantSource clock;
    private final ExecutorService completions = Executors.newVirtualThreadPerTaskExecutor();
    private final Watchers watchers = new Watchers(completions);

    // All below is guarded by this.
    private final List<StoredEvent> events = new ArrayList<>();
    private final Map<UUID, StoredEvent> byId = new HashMap<>();
    private final Map<CompanionTable<?>, List<CompanionTable.Placed<?>>> companions =
            new HashMap<>();
    private final Admitted admitted = new Admitted();
    private Head head = new Head(0, Instant.EPOCH, Frontier.empty());
    private boolean closed;

    /** A log that starts empty. */
    public InMemoryEventLog(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CompletableFuture<AppendResult> append(Append append) {
        Pending pending = new Pending(append, completions);
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(
                        new LogUnavailable(LogUnavailable.Reason.CLOSED, "the log is closed"));
            }
            AppendResult result = decide(append);
            pending.succeed(result);
            if (result instanceof AppendResult.Appended) {
                watchers.grown();
            }
        }
        return pending.answer();
    }

    @Override
    public synchronized Optional<LogUnavailable> unready() {
        return closed
                ? Optional.of(new LogUnavailable(LogUnavailable.Reason.CLOSED, "the log is closed"))
                : Optional.empty();
    }

    private AppendResult decide(Append append) {
        Optional<AppendResult> earlier = append.idempotency().flatMap(admitted::earlier);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        OptionalLong violation = admitted.violation(append.conditions());
        if (violation.isEmpty()) {
            violation = repeatedId(append);
        }
        return violation.isPresent()
                ? new AppendResult.Refused(violation.getAsLong())
                : new AppendResult.Appended(admit(append));
    }

    private OptionalLong repeatedId(Append append) {
        return append.events().stream()
                .map(event -> byId.get(event.id()))
                .filter(Objects::nonNull)
                .mapToLong(StoredEvent::position)
                .findFirst();
    }

    private List<Receipt> admit(Append append) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (at.isBefore(head.at())) {
            at = head.at();
        }
        byte[] renderedAt = NewEvent.render(at);
        List<Receipt> receipts = new ArrayList<>();
        List<byte[]> hashes = new ArrayList<>();
        for (NewEvent event : append.events()) {
            StoredEvent stored = store(event, at, event.leaf(renderedAt));
            receipts.add(stored.receipt());
            hashes.add(stored.leafHash());
        }
        for (Companion<?> companion : append.companions()) {
            keep(companion, receipts.get(companion.event()).position());
        }
        admitted.add(append, receipts);
        head = new Head(events.size(), at, head.frontier().append(hashes));
        return receipts;
    }

    private StoredEvent store(NewEvent event, Instant at, byte[] leaf) {
        StoredEvent stored =
                new StoredEvent(
                        events.size(),
                        event.id(),
                        at,
                        event.type(),
                        event.by(),
                        event.theatre(),
                        leaf,
                        Merkle.leafHash(leaf));
        events.add(stored);
        byId.put(stored.id(), stored);
        return stored;
    }

    private <R> void keep(Companion<R> companion, long position) {
        companions
                .computeIfAbsent(companion.table(), _ -> new ArrayList<>())
                .add(new CompanionTable.Placed<>(position, companion.row()));
    }

    /** The rows that were appended for a table, in order. */
    public synchronized List<CompanionTable.Placed<?>> companions(CompanionTable<?> table) {
        return List.copyOf(companions.getOrDefault(table, List.of()));
    }

    @Override
    public synchronized Head head() {
        return head;
    }

    @Override
    public synchronized List<StoredEvent> read(long from, int limit) {
        EventLog.requirePage(limit);
        int start = Math.clamp(from, 0, events.size());
        return List.copyOf(events.subList(start, Math.min(events.size(), start + limit)));
    }

    @Override
    public synchronized Matches readMatching(Collection<Criterion> anyOf, long from, int limit) {
        EventLog.requirePage(limit);
        List<StoredEvent> found = new ArrayList<>();
        OptionalLong next = admitted.firstMatch(anyOf, from);
        while (next.isPresent() && found.size() < limit) {
            found.add(events.get((int) next.getAsLong()));
            next = admitted.firstMatch(anyOf, next.getAsLong() + 1);
        }
        return new Matches(found, events.size());
    }

    @Override
    public synchronized List<StoredEvent> list(Listing listing) {
        boolean ascending = listing.direction() == Listing.Direction.ASCENDING;
        return (ascending ? events : events.reversed())
                .stream()
                        .filter(
                                e ->
                                        ascending
                                                ? e.position() >= listing.from()
                                                : e.position() <= listing.from())
                        .filter(e -> e.by().equals(Optional.of(listing.organisation())))
                        .filter(e -> listing.types().contains(e.type()))
                        .limit(listing.limit())
                        .toList();
    }

    @Override
    public synchronized List<StoredEvent> find(Collection<UUID> ids) {
        EventLog.requirePage(Math.max(1, ids.size()));
        return ids.stream()
                .distinct()
                .map(byId::get)
                .filter(Objects::nonNull)
                .sorted((a, b) -> Long.compare(a.position(), b.position()))
                .toList();
    }

    @Override
    public synchronized long positionAt(Instant instant) {
        List<Instant> moments = events.stream().map(StoredEvent::at).toList();
        int found = Collections.binarySearch(moments, instant, (a, b) -> a.isAfter(b) ? 1 : -1);
        return -found - 1;
    }

    @Override
    public synchronized Optional<AppendResult> earlier(Idempotency idempotency) {
        return admitted.earlier(idempotency);
    }

    @Override
    public Watch watch(Runnable grown) {
        return watchers.add(grown);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        completions.close();
    }
}
