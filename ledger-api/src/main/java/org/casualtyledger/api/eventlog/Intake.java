package org.casualtyledger.api.eventlog;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where appends wait for the writer: first come, first served, but bulk appends get at most half of
 * a batch, so that an import never keeps a reporter waiting for more than a batch.
 */
final class Intake {

    /**
     * Events in one transaction. Beyond some hundred a larger batch gains nothing (the commit is
     * paid for), while everybody in it waits for the last.
     */
    static final int MAX_BATCH_EVENTS = 2 * Append.MAX_EVENTS;

    /**
     * Leaf bytes in one transaction: some 100 ms of writing on a slow disk, and the copy of it that
     * the writer holds.
     */
    static final long MAX_BATCH_BYTES = 16L << 20;

    /**
     * Appends that may wait: about half a second of work. More would only wait longer than clients
     * do.
     */
    static final int MAX_WAITING = 8_192;

    /** Leaf bytes that may wait, so that large events cannot take the heap. */
    static final long MAX_WAITING_BYTES = 64L << 20;

    /** Appends in a batch from which on others are worth waiting for. */
    private static final int CROWD = 32;

    /** What waiting for them may cost: less than the commit that they would otherwise cause. */
    private static final Duration PATIENCE = Duration.ofMillis(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Pending> single = new ArrayDeque<>();
    private final ArrayDeque<Pending> bulk = new ArrayDeque<>();
    private long waitingBytes;
    private int lastBatch;

    /** The writer is woken once so many wait, not by each that comes. */
    private int wakeAt = 1;

    private boolean closed;

    /** Takes the append in, or says why not. */
    void offer(Pending pending) {
        lock.lock();
        try {
            if (closed) {
                throw new LogUnavailable(LogUnavailable.Reason.CLOSED, "the log is closed");
            }
            if (waiting() >= MAX_WAITING || waitingBytes + pending.bytes() > MAX_WAITING_BYTES) {
                throw new LogUnavailable(LogUnavailable.Reason.OVERLOADED, "too many appends wait");
            }
            (pending.append().bulk() ? bulk : single).add(pending);
            waitingBytes += pending.bytes();
            if (waiting() >= wakeAt) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next batch; empty only once the intake is closed and drained. */
    List<Pending> take() throws InterruptedException {
        lock.lock();
        try {
            while (waiting() == 0 && !closed) {
                changed.await();
            }
            gather();
            List<Pending> batch = new ArrayList<>();
            int bulkEvents = drain(bulk, batch, MAX_BATCH_EVENTS / 2, MAX_BATCH_BYTES / 2);
            drain(single, batch, MAX_BATCH_EVENTS - bulkEvents, MAX_BATCH_BYTES / 2);
            lastBatch = batch.size();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Where many append at once, those who were just answered are about to come again: without a
     * moment's patience they would fall into two halves that take turns, and every commit would be
     * shared by half as many. Whoever appends alone never waits.
     */
    private void gather() throws InterruptedException {
        if (lastBatch < CROWD) {
            return;
        }
        int expected = Math.min(waiting() + lastBatch, MAX_BATCH_EVENTS);
        long patienceNanos = PATIENCE.toNanos();
        wakeAt = expected;
        while (waiting() < expected && patienceNanos > 0 && !closed) {
            patienceNanos = changed.awaitNanos(patienceNanos);
        }
        wakeAt = 1;
    }

    private int waiting() {
        return single.size() + bulk.size();
    }

    private int drain(
            ArrayDeque<Pending> queue, List<Pending> batch, int maxEvents, long maxBytes) {
        int events = 0;
        long bytes = 0;
        for (Pending next = queue.peek(); next != null; next = queue.peek()) {
            boolean full = events + next.events() > maxEvents || bytes + next.bytes() > maxBytes;
            // An append always fits an empty batch by events; by bytes it may be larger than its
            // half and then goes alone.
            if (full && events > 0) {
                break;
            }
            batch.add(queue.remove());
            events += next.events();
            bytes += next.bytes();
        }
        waitingBytes -= bytes;
        return events;
    }

    /** Whatever waits waits no more. */
    List<Pending> empty() {
        lock.lock();
        try {
            List<Pending> all = new ArrayList<>(single);
            all.addAll(bulk);
            single.clear();
            bulk.clear();
            waitingBytes = 0;
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Why the smallest append would not be taken in now. */
    Optional<LogUnavailable> unready() {
        lock.lock();
        try {
            if (closed) {
                return Optional.of(
                        new LogUnavailable(LogUnavailable.Reason.CLOSED, "the log is closed"));
            }
            return waiting() < MAX_WAITING && waitingBytes < MAX_WAITING_BYTES
                    ? Optional.empty()
                    : Optional.of(
                            new LogUnavailable(
                                    LogUnavailable.Reason.OVERLOADED, "too many appends wait"));
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more; what waits is still given out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
