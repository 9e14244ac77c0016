package org.casualtyledger.standalone.embedded;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was done, to be undone in reverse, once, by whoever comes first: the command's end or the
 * shutdown hook.
 */
final class Steps {

    interface Step<T> {
        T take() throws Exception;
    }

    interface Undo<T> {
        void of(T value) throws Exception;
    }

    private static final System.Logger LOG = System.getLogger(Steps.class.getName());

    private final Deque<AutoCloseable> undo = new ArrayDeque<>();
    private final Thread hook = new Thread(this::undo, "ledger-shutdown");
    private boolean over;

    private Steps() {}

    static Steps undoneAtExit() {
        Steps steps = new Steps();
        Runtime.getRuntime().addShutdownHook(steps.hook);
        return steps;
    }

    /** A signal may come at any moment: a step that has begun is finished, and then undone. */
    synchronized <T> T take(Step<T> step, Undo<T> back) throws Exception {
        if (over) {
            throw new InterruptedException("told to end while starting");
        }
        T value = step.take();
        undo.push(() -> back.of(value));
        return value;
    }

    synchronized void undo() {
        over = true;
        while (!undo.isEmpty()) {
            try {
                undo.pop().close();
            } catch (Exception e) {
                // The rest must still be undone, and the next start recovers what could not be.
                LOG.log(System.Logger.Level.WARNING, "while stopping", e);
            }
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the hook itself runs this
        }
    }
}
