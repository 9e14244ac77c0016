package org.casualtyledger.edge.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.EnumSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * What an operator sees, wired once for a process.
 *
 * <p>Settings: {@code ledger.traces.otlp} where traces go, an address that takes OTLP over HTTP
 * (none: there are none); {@code ledger.traces.share} of the requests that are traced where the
 * caller does not say (default 1); {@code ledger.logs} is {@code plain} (default) or {@code json},
 * see {@link LogFormat}.
 */
@Configuration(proxyBeanMethods = false)
public class ObserveConfiguration {
    @Bean(destroyMethod = "close")
    Metrics metrics(ObjectProvider<Gauges> gauges) {
        return new Metrics(() -> gauges.orderedStream().toList());
    }

    @Bean(destroyMethod = "")
    MeterRegistry meterRegistry(Metrics metrics) {
        return metrics.registry();
    }

    @Bean(destroyMethod = "close")
    JvmMeters jvmMeters(MeterRegistry meters) {
        return new JvmMeters(meters);
    }

    @Bean
    PoolGauges poolGauges(ObjectProvider<DataSource> databases) {
        return new PoolGauges(databases.stream().toList());
    }

    /** Of the process itself, under the names that everybody's charts know. */
    static final class JvmMeters implements AutoCloseable {
        private final JvmGcMetrics collections = new JvmGcMetrics();

        JvmMeters(MeterRegistry meters) {
            collections.bindTo(meters);
            new JvmMemoryMetrics().bindTo(meters);
            new JvmThreadMetrics().bindTo(meters);
            new ProcessorMetrics().bindTo(meters);
            new UptimeMetrics().bindTo(meters);
            new FileDescriptorMetrics().bindTo(meters);
        }

        @Override
        public void close() {
            collections.close();
        }
    }

    @Bean(destroyMethod = "close")
    Traces traces(Environment environment) {
        String receiver = environment.getProperty("ledger.traces.otlp", "").strip();
        if (receiver.isEmpty()) {
            return Traces.off();
        }
        return Traces.to(
                receiver(receiver),
                "casualty-ledger",
                environment.getProperty("ledger.instance", UUID.randomUUID().toString()),
                share(environment));
    }

    private static URI receiver(String setting) {
        try {
            URI address = URI.create(setting);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme())
                            || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // the one message below says it
        }
        throw new IllegalStateException(
                "ledger.traces.otlp must be an address that takes OTLP over HTTP, such as"
                        + " http://collector:4318/v1/traces, and not "
                        + setting);
    }

    private static double share(Environment environment) {
        String setting = environment.getProperty("ledger.traces.share", "1");
        try {
            double share = Double.parseDouble(setting);
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // the one message below says it
        }
        throw new IllegalStateException(
                "ledger.traces.share must be a number from 0 to 1, and not " + setting);
    }

    @Bean
    EventTraces eventTraces() {
        return new EventTraces();
    }

    /** Before everything else that a request meets. */
    @Bean
    FilterRegistrationBean<RequestFilter> requestFilter(MeterRegistry meters, Traces traces) {
        FilterRegistrationBean<RequestFilter> filter =
                new FilterRegistrationBean<>(new RequestFilter(meters, traces));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setDispatcherTypes(
                EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        filter.setAsyncSupported(true);
        return filter;
    }
}
