package org.casualtyledger.projections.feed.kafka;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.topic.TopicEntry;
import org.casualtyledger.projections.feed.FeedBroken;
import org.casualtyledger.projections.feed.FeedEvent;
import org.casualtyledger.projections.feed.FeedPage;
import org.jspecify.annotations.Nullable;

/**
 * One partition while it is read: takes records by their offsets, holds each against the chain that
 * their headers are, and keeps what follows until it is asked for. Knows no client.
 *
 * <p>What comes before a break is still handed out, so that whoever reads stands right before what
 * is missing when he is told.
 *
 * <p>Used by one thread at a time.
 */
final class Lane {
    /** What became of a record. */
    enum Taken {
        /** It follows, and counts from now on. */
        NEXT,
        /** It was here before. */
        AGAIN,
        /** What it says stands before it does not. */
        TOO_FAR
    }

    private static final long UNKNOWN = Long.MIN_VALUE;

    private final int partition;
    private final long from;
    private final ArrayDeque<TopicEntry.Event> ready = new ArrayDeque<>();
    private long readyBytes;

    /** The position of the last event that was taken, −1 before the first. */
    private long last = UNKNOWN;

    /** All that belongs here below this was taken, or stands before where the chain begins. */
    private long complete;

    private Optional<FeedBroken> broken = Optional.empty();

    /**
     * @param from events below it are read over: they only begin the chain
     */
    Lane(int partition, long from) {
        this.partition = partition;
        this.from = from;
    }

    /**
     * Takes a record.
     *
     * @param offset where it stands in its partition
     * @throws FeedBroken for what contradicts what was taken before
     */
    Taken take(long offset, TopicEntry entry) {
        if (last == UNKNOWN) {
            return begin(offset, entry);
        }
        if (entry.previous() > last) {
            return Taken.TOO_FAR;
        }
        return switch (entry) {
            case TopicEntry.Event event -> taken(offset, event);
            case TopicEntry.Progress progress -> taken(progress);
        };
    }

    /** The chain begins at a record before all that is wanted, or at the first one that is. */
    private Taken begin(long offset, TopicEntry entry) {
        if (entry.complete() > from && entry.previous() >= from) {
            return Taken.TOO_FAR;
        }
        last = entry.previous();
        return take(offset, entry);
    }

    private Taken taken(long offset, TopicEntry.Event event) {
        if (event.previous() < last) {
            if (event.position() > last) {
                throw new FeedBroken(
                        event.position(),
                        at(offset)
                                + "position "
                                + event.position()
                                + " is said to follow "
                                + event.previous()
                                + ", which "
                                + last
                                + " followed before");
            }
            return Taken.AGAIN;
        }
        if (event.position() < complete) {
            throw new FeedBroken(
                    event.position(),
                    at(offset)
                            + "position "
                            + event.position()
                            + " comes after all below "
                            + complete
                            + " was said to be there");
        }
        last = event.position();
        if (event.position() >= from) {
            ready.add(event);
            readyBytes += event.leaf().length;
        }
        complete = Math.max(complete, event.complete());
        return Taken.NEXT;
    }

    private Taken taken(TopicEntry.Progress progress) {
        if (progress.previous() < last) {
            return Taken.AGAIN; // it was overtaken
        }
        complete = Math.max(complete, progress.size());
        return Taken.NEXT;
    }

    /** Nothing is taken any more: the record that does not fit is kept as the reason. */
    void breaks(long offset, TopicEntry entry) {
        // What is missing ends there; where it begins, only a reader of all partitions can say.
        breaks(
                new FeedBroken(
                        entry.previous(),
                        at(offset)
                                + (last == UNKNOWN
                                        ? "the first record that is there"
                                        : "after position " + last + " comes a record that")
                                + " says that position "
                                + entry.previous()
                                + " stands before it, which is missing or comes later"));
    }

    void breaks(FeedBroken why) {
        if (broken.isEmpty()) {
            broken = Optional.of(why);
        }
    }

    private String at(long offset) {
        return "partition " + partition + ", offset " + offset + ": ";
    }

    /** Why nothing more is taken; what came before the break may still be {@link #peek ready}. */
    Optional<FeedBroken> broken() {
        return broken;
    }

    /** How many events wait. */
    int size() {
        return ready.size();
    }

    /** Bytes of leaf data that wait. */
    long bytes() {
        return readyBytes;
    }

    /** The next event, if one waits. */
    TopicEntry.@Nullable Event peek() {
        return ready.peek();
    }

    /** Takes the next event out. */
    TopicEntry.Event remove() {
        TopicEntry.Event event = ready.remove();
        readyBytes -= event.leaf().length;
        return event;
    }

    /**
     * No event but those that wait, or were handed out, is below this and not below {@code from}.
     */
    long complete() {
        return Math.max(from, complete);
    }

    /** The position of the next event that waits, or how far there is none. */
    long next() {
        TopicEntry.Event event = ready.peek();
        return event == null ? complete() : event.position();
    }

    /**
     * Hands out what waits.
     *
     * @param asked the position that was asked for
     * @throws FeedBroken if nothing waits before a break
     */
    FeedPage page(long asked, int limit, long bytes) {
        if (ready.isEmpty() && broken.isPresent()) {
            throw broken.get();
        }
        List<FeedEvent> events = new ArrayList<>(Math.min(limit, ready.size()));
        long taken = 0;
        while (events.size() < limit && taken < bytes && !ready.isEmpty()) {
            TopicEntry.Event event = remove();
            taken += event.leaf().length;
            events.add(new FeedEvent(event.position(), event.leaf()));
        }
        return new FeedPage(events, Math.max(asked, next()));
    }
}
