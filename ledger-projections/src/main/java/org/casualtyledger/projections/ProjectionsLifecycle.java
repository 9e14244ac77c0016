package org.casualtyledger.projections;

import org.casualtyledger.projections.processing.ProjectionProcessor;
import org.springframework.context.SmartLifecycle;

/** Starts the processor with the application, and stops it before anything that it needs. */
final class ProjectionsLifecycle implements SmartLifecycle {
    private final ProjectionProcessor processor;
    private volatile boolean running;

    ProjectionsLifecycle(ProjectionProcessor processor) {
        this.processor = processor;
    }

    @Override
    public void start() {
        processor.start();
        running = true;
    }

    @Override
    public void stop() {
        processor.stop();
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
