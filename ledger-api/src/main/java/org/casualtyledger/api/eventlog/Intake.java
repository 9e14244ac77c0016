package org.casualtyledger.api.eventlog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Pending> single = new ArrayDeque<>();
    private final ArrayDeque<Pending> bulk = new ArrayDeque<>();
    private long waitingBytes;
    private boolean closed;

    /** Takes the append in, or says why not. */
    void offer(Pending pending) {
        lock.lock();
        try {
            if (closed) {
                throw new LogUnavailable(LogUnavailable.Reason.CLOSED, "the log is closed");
            }
            if (single.size() + bulk.size() >= MAX_WAITING
                    || waitingBytes + pending.bytes() > MAX_WAITING_BYTES) {
                throw new LogUnavailable(LogUnavailable.Reason.OVERLOADED, "too many appends wait");
            }
            (pending.append().bulk() ? bulk : single).add(pending);
            waitingBytes += pending.bytes();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next batch; empty only once the intake is closed and drained. */
    List<Pending> take() throws InterruptedException {
        lock.lock();
        try {
            while (single.isEmpty() && bulk.isEmpty() && !closed) {
                changed.await();
            }
            List<Pending> batch = new ArrayList<>();
            int bulkEvents = drain(bulk, batch, MAX_BATCH_EVENTS / 2, MAX_BATCH_BYTES / 2);
            drain(single, batch, MAX_BATCH_EVENTS - bulkEvents, MAX_BATCH_BYTES / 2);
            return batch;
        } finally {
            lock.unlock();
        }
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
