package org.casualtyledger.projections.replays;

import org.springframework.context.SmartLifecycle;

/** Ends what a crash left, and stops running replays before anything that they need. */
final class ReplaysLifecycle implements SmartLifecycle {
    private final Replays replays;
    private volatile boolean running;

    ReplaysLifecycle(Replays replays) {
        this.replays = replays;
    }

    @Override
    public void start() {
        replays.tidy();
        running = true;
    }

    @Override
    public void stop() {
        replays.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
