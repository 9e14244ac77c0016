package org.casualtyledger.projections;

import org.casualtyledger.projections.processing.PartitionedProjections;
import org.springframework.context.SmartLifecycle;

/** Starts the processors with the application, and stops it before anything that it needs. */
final class ProjectionsLifecycle implements SmartLifecycle {
    private final PartitionedProjections projections;
    private volatile boolean running;

    ProjectionsLifecycle(PartitionedProjections projections) {
        this.projections = projections;
    }

    @Override
    public void start() {
        projections.start();
        running = true;
    }

    @Override
    public void stop() {
        projections.stop();
        running = false;
    }

    /**
     * Of the lifecycle; a processor that stopped at an event leaves the service up, with its
     * failure shown.
     */
    @Override
    public boolean isRunning() {
        return running;
    }
}
