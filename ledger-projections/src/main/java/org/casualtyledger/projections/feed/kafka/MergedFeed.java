package org.casualtyledger.projections.feed.kafka;

import static org.casualtyledger.projections.feed.kafka.PartitionFeed.ANSWER_BYTES;
import static org.casualtyledger.projections.feed.kafka.PartitionFeed.MORE;
import static org.casualtyledger.projections.feed.kafka.PartitionFeed.WAIT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.casualtyledger.events.UnreadableEvent;
import org.casualtyledger.events.topic.TopicEntry;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.FeedBroken;
import org.casualtyledger.projections.feed.FeedEvent;
import org.casualtyledger.projections.feed.FeedHead;
import org.casualtyledger.projections.feed.FeedPage;
import org.casualtyledger.projections.feed.FeedUnavailable;

/**
 * All of the log, put together again from all partitions: every position, in their order.
 *
 * <p>An event is shown once it was found in each partition into which it belongs, with the same
 * bytes, and in none besides. Where a record is missing, or not where it belongs, everything before
 * it is shown, then {@link FeedBroken} names its position: positions have no gaps.
 *
 * <p>Holds what it fetched ahead of each partition, and no more of one than a fixed number of
 * bytes.
 */
final class MergedFeed implements Feed, AutoCloseable {
    /** Leaf data of one partition that waits for the others. */
    private static final long LANE_BYTES = 2 << 20;

    /** What one fetch brings at most of one partition. */
    private static final int FETCH_BYTES = 1 << 20;

    private final List<Integer> partitions;
    private final Function<FeedEvent, Set<Integer>> belongs;
    private final Scout scout;
    private final Readings readings;

    /**
     * @param belongs into which partitions an event belongs; throws IllegalArgumentException for
     *     bytes that are no event
     * @param same whether an event that is there again is what it was
     */
    MergedFeed(
            KafkaTopic topic,
            Scout scout,
            Function<FeedEvent, Set<Integer>> belongs,
            Predicate<FeedEvent> same) {
        this.partitions = IntStream.range(0, topic.partitions()).boxed().toList();
        this.belongs = belongs;
        this.scout = scout;
        this.readings =
                new Readings(
                        from ->
                                Reading.at(
                                        topic,
                                        scout,
                                        partitions,
                                        from,
                                        FETCH_BYTES,
                                        LANE_BYTES,
                                        same));
    }

    @Override
    public FeedHead head() {
        return scout.head();
    }

    @Override
    public FeedPage read(long from, int limit) {
        return readings.read(from, reading -> new Merge(reading, from).page(limit));
    }

    @Override
    public void close() {
        readings.close();
    }

    /** One page in the making. */
    private final class Merge {
        private final Reading reading;
        private final long from;
        private final List<FeedEvent> events = new ArrayList<>();
        private long bytes;

        /** Partitions from which something has to come before the next position can. */
        private final Set<Integer> awaited = new TreeSet<>();

        /** Why a partition that has not reached the next position has no more. */
        private Optional<FeedBroken> stuck = Optional.empty();

        Merge(Reading reading, long from) {
            this.reading = reading;
            this.from = from;
        }

        private long position() {
            return from + events.size();
        }

        FeedPage page(int limit) {
            long deadline = System.nanoTime() + KafkaTopic.ANSWER.toNanos();
            try {
                while (events.size() < limit && bytes < ANSWER_BYTES) {
                    Optional<FeedEvent> next = next();
                    if (next.isPresent()) {
                        events.add(next.get());
                        bytes += next.get().leaf().length;
                    } else if (!poll(deadline)) {
                        break;
                    }
                }
            } catch (FeedBroken e) {
                if (events.isEmpty()) {
                    throw e;
                }
                // What came before is shown first; the next page begins right at the fault.
            }
            return FeedPage.dense(from, events);
        }

        /** Whether to look again for the next position. */
        private boolean poll(long deadline) {
            if (!events.isEmpty()) {
                return awaited.stream().anyMatch(reading::lags) && reading.poll(MORE);
            }
            if (reading.poll(WAIT)) {
                return true;
            }
            if (reading.isAtEnd(awaited)) {
                if (stuck.isPresent()) {
                    throw broken();
                }
                return false;
            }
            if (System.nanoTime() > deadline) {
                throw new FeedUnavailable(
                        "no broker sends what the partitions " + awaited + " have");
            }
            return true;
        }

        /** The event at the next position, once all of it is there. */
        private Optional<FeedEvent> next() {
            awaited.clear();
            stuck = Optional.empty();
            for (int partition : partitions) {
                TopicEntry.Event event = reading.lane(partition).peek();
                if (event != null && event.position() == position()) {
                    FeedEvent found = new FeedEvent(event.position(), event.leaf());
                    return everywhere(found) ? Optional.of(found) : Optional.empty();
                }
            }
            partitions.forEach(this::mayCome);
            if (awaited.isEmpty()) {
                throw stuck.isPresent()
                        ? broken()
                        : broken("is in no partition, though all of them tell of more");
            }
            return Optional.empty();
        }

        /** Whether an event is in all partitions into which it belongs; takes it out, if so. */
        private boolean everywhere(FeedEvent event) {
            Set<Integer> homes = homes(event);
            for (int partition : partitions) {
                TopicEntry.Event copy = reading.lane(partition).peek();
                if (copy == null || copy.position() != event.position()) {
                    if (homes.contains(partition) && !mayCome(partition)) {
                        throw stuck.isPresent()
                                ? broken()
                                : broken("is missing in partition " + partition);
                    }
                } else if (!homes.contains(partition)) {
                    throw broken("is in partition " + partition + " and does not belong there");
                } else if (!Arrays.equals(copy.leaf(), event.leaf())) {
                    throw broken("is not the same in all partitions");
                }
            }
            if (awaited.isEmpty()) {
                homes.forEach(partition -> reading.lane(partition).remove());
                return true;
            }
            return false;
        }

        private Set<Integer> homes(FeedEvent event) {
            try {
                return belongs.apply(event);
            } catch (IllegalArgumentException | UnreadableEvent e) {
                throw broken("holds no event"); // of what it does hold, nothing is told
            }
        }

        /** Whether the next position may still come from a partition; notes why not. */
        private boolean mayCome(int partition) {
            Lane lane = reading.lane(partition);
            if (lane.next() > position()) {
                return false;
            }
            if (lane.broken().isPresent()) {
                stuck = lane.broken();
                return false;
            }
            awaited.add(partition);
            return true;
        }

        /** What stopped a partition, at this position or one that was there again. */
        private FeedBroken broken() {
            FeedBroken why = stuck.orElseThrow();
            long at = why.position().orElse(position());
            return at < position() ? why : broken(String.valueOf(why.getMessage()));
        }

        private FeedBroken broken(String how) {
            return new FeedBroken(position(), "position " + position() + ": " + how);
        }
    }
}
