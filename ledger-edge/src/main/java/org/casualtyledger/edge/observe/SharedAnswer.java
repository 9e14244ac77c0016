package org.casualtyledger.edge.observe;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks what may hang, such as a database that is away, and waits no longer than it is told. Who
 * comes while a question is open shares its answer: however many ask and give up, one thread hangs.
 */
public final class SharedAnswer<T> {
    private final String name;
    private final Supplier<T> question;
    private @Nullable FutureTask<T> open;

    public SharedAnswer(String name, Supplier<T> question) {
        this.name = name;
        this.question = question;
    }

    /**
     * The answer.
     *
     * @throws NoAnswer if none came in time, or the question failed
     */
    public T within(Duration patience) {
        FutureTask<T> asked = asked();
        try {
            return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new NoAnswer(name + " did not answer within " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new NoAnswer(name + " cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer(name + " was not waited for", e);
        }
    }

    private synchronized FutureTask<T> asked() {
        FutureTask<T> asked = open;
        if (asked == null || asked.isDone()) {
            asked = new FutureTask<>(question::get);
            open = asked;
            Thread.ofVirtual().name("ask-" + name).start(asked);
        }
        return asked;
    }

    /** No answer came. */
    public static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoAnswer(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
