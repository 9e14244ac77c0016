package org.casualtyledger.api;

import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;

/** What one slice adds to Axon's configuration. */
@FunctionalInterface
public interface AxonSlice {
    void register(EventSourcingConfigurer axon);
}
