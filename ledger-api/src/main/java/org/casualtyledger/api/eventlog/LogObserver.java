package org.casualtyledger.api.eventlog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is told what the log does with appends, to count or trace it.
 *
 * <p><b>Concurrency.</b> {@link #offered} is called by whoever appends; what begins with a batch by
 * the writer's one thread, in the order {@link #writing}, {@link #committing}, {@link #written}.
 * Everybody waits for it meanwhile, so it must neither block nor throw.
 */
public interface LogObserver {
    /** Nobody wants to know. */
    LogObserver NONE =
            new LogObserver() {
                @Override
                public Observation offered(Append append) {
                    return Observation.NONE;
                }

                @Override
                public void writing(List<Observation> batch, int events) {}

                @Override
                public void committing(List<Observation> batch, List<AppendResult> results) {}

                @Override
                public void written() {}
            };

    /** An append is about to wait. */
    Observation offered(Append append);

    /** These no longer wait: a batch begins. */
    void writing(List<Observation> batch, int events);

    /**
     * Just before COMMIT, so before anybody can read them: what becomes of each append if that
     * succeeds. Where it does not, the same batch, or a part of it, may come once more.
     */
    void committing(List<Observation> batch, List<AppendResult> results);

    /** The batch is done, however it went. */
    void written();

    /** One append, until it is answered. */
    interface Observation {
        Observation NONE =
                new Observation() {
                    @Override
                    public void turnedAway(LogUnavailable why) {}

                    @Override
                    public void answered(
                            @Nullable AppendResult result,
                            @Nullable Throwable failure,
                            Runnable completion) {
                        completion.run();
                    }
                };

        /** It was not even taken in. */
        void turnedAway(LogUnavailable why);

        /**
         * Its answer is there. Called on the thread that completes it.
         *
         * @param result or else {@code failure}
         * @param completion runs what is chained to the answer, and must be run
         */
        void answered(
                @Nullable AppendResult result, @Nullable Throwable failure, Runnable completion);
    }
}
