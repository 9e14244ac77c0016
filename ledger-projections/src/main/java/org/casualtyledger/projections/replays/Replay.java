package org.casualtyledger.projections.replays;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.projections.processing.Failure;

/**
 * One replay, as it stood when it was asked for.
 *
 * @param question what is replayed, and how
 * @param position of the last event folded, −1 before the first
 * @param frontier the tree of the leaves that were folded
 * @param agreed size of the latest signed checkpoint whose root is the tree's; 0 where none was
 *     seen yet
 * @param failed the event that stopped it
 * @param owner the process that folds it; empty where none does
 * @param ended how it ended, if it did
 */
record Replay(
        long id,
        Question question,
        String begunBy,
        Instant begunAt,
        long position,
        Frontier frontier,
        long agreed,
        Optional<Failure> failed,
        Optional<String> owner,
        Optional<Ended> ended) {

    /**
     * What is asked for.
     *
     * @param to the last event that is folded; empty to follow the log
     * @param methodology {@code name@version}
     * @param hash of the methodology's document
     * @param chunk most events of one transaction
     */
    record Question(OptionalLong to, String methodology, String hash, int chunk) {}

    /**
     * How it ended.
     *
     * @param published the checkpoint that agreed; empty for one that was discarded
     */
    record Ended(String by, Instant at, Optional<Published> published) {}

    /**
     * @param root 32 bytes
     * @param differed whether the tallies that it replaced were others, which somebody accepted
     */
    record Published(long size, byte[] root, boolean differed) {}

    enum Status {
        RUNNING("running"),
        CAUGHT_UP("caught-up"),
        FAILED("failed"),
        /** The process that folded it is gone. */
        INTERRUPTED("interrupted"),
        PUBLISHED("published"),
        DISCARDED("discarded");

        private final String code;

        Status(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /** The same, folded by a process whose claim is not stored yet. */
    Replay ownedBy(String process) {
        return new Replay(
                id,
                question,
                begunBy,
                begunAt,
                position,
                frontier,
                agreed,
                failed,
                Optional.of(process),
                ended);
    }

    /** Events that it is to fold, as far as is known by now. */
    long target(long head) {
        return question.to().isPresent() ? question.to().getAsLong() + 1 : head;
    }

    /**
     * @param head events that the log has
     */
    Status status(long head) {
        if (ended.isPresent()) {
            return ended.get().published().isPresent() ? Status.PUBLISHED : Status.DISCARDED;
        }
        if (failed.isPresent()) {
            return Status.FAILED;
        }
        boolean done = position + 1 >= target(head);
        if (done && (owner.isPresent() || question.to().isPresent())) {
            return Status.CAUGHT_UP;
        }
        return owner.isPresent() ? Status.RUNNING : Status.INTERRUPTED;
    }

    /**
     * How fast it is in this process.
     *
     * @param perSecond events; empty before the first chunk, and where another process folds it
     */
    record Pace(OptionalDouble perSecond) {
        static final Pace UNKNOWN = new Pace(OptionalDouble.empty());

        /** Seconds until so many events more are folded. */
        OptionalLong secondsFor(long events) {
            return perSecond.isPresent() && perSecond.getAsDouble() > 0
                    ? OptionalLong.of((long) Math.ceil(events / perSecond.getAsDouble()))
                    : OptionalLong.empty();
        }
    }
}
