package org.casualtyledger.api.observe;

import io.micrometer.core.instrument.MeterRegistry;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.LogObserver;
import org.casualtyledger.edge.observe.EventTraces;
import org.casualtyledger.edge.observe.Traces;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what is seen of the log. */
@Configuration(proxyBeanMethods = false)
public class LogObservation {
    @Bean
    LogObserver logObserver(MeterRegistry meters, Traces traces, EventTraces events) {
        return new ObservedAppends(meters, traces, events);
    }

    @Bean
    LogGauges logGauges(EventLog log) {
        return new LogGauges(log);
    }
}
