package org.casualtyledger.api.eventlog;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** Those who want to hear that the log has grown. */
final class Watchers {

    private final List<Registered> registered = new CopyOnWriteArrayList<>();
    private final Executor executor;

    Watchers(Executor executor) {
        this.executor = executor;
    }

    EventLog.Watch add(Runnable grown) {
        Registered watch = new Registered(grown);
        registered.add(watch);
        return watch;
    }

    boolean isEmpty() {
        return registered.isEmpty();
    }

    void grown() {
        for (Registered watch : registered) {
            executor.execute(watch.grown);
        }
    }

    /** Its own identity, so that the same callback may be registered twice. */
    private final class Registered implements EventLog.Watch {
        private final Runnable grown;

        Registered(Runnable grown) {
            this.grown = grown;
        }

        @Override
        public void close() {
            registered.remove(this);
        }
    }
}
