package org.casualtyledger.edge.observe;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Traces, where somebody receives them; else nothing, at no cost: {@link #on()} is a constant, and
 * who asks it first does nothing more.
 *
 * <p>Spans are handed over in batches by a thread of their own. Where the receiver is away they are
 * lost and no request waits for it.
 */
public final class Traces implements AutoCloseable {
    /** Spans carry positions under this name. */
    public static final AttributeKey<Long> POSITION = AttributeKey.longKey("ledger.position");

    private static final String SCOPE = "org.casualtyledger";
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> INSTANCE =
            AttributeKey.stringKey("service.instance.id");

    /** How soon a span is seen where few come. */
    private static final Duration DELAY = Duration.ofSeconds(1);

    private static final Duration EXPORT = Duration.ofSeconds(5);

    private static final Duration CLOSE = Duration.ofSeconds(3);

    private final Optional<SdkTracerProvider> provider;
    private final Tracer tracer;

    private Traces(Optional<SdkTracerProvider> provider, Tracer tracer) {
        this.provider = provider;
        this.tracer = tracer;
    }

    /** Nobody receives any. */
    public static Traces off() {
        return new Traces(Optional.empty(), OpenTelemetry.noop().getTracer(SCOPE));
    }

    /**
     * @param receiver takes OTLP over HTTP, protobuf: {@code http://collector:4318/v1/traces}
     * @param share of the traces that begin here, 0 to 1; a caller that traces decides for its own
     */
    public static Traces to(URI receiver, String service, String instance, double share) {
        SdkTracerProvider provider =
                SdkTracerProvider.builder()
                        .setResource(
                                Resource.getDefault()
                                        .merge(
                                                Resource.create(
                                                        Attributes.of(
                                                                SERVICE, service, INSTANCE,
                                                                instance))))
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
                        .addSpanProcessor(
                                BatchSpanProcessor.builder(
                                                OtlpHttpSpanExporter.builder()
                                                        .setEndpoint(receiver.toString())
                                                        .setTimeout(EXPORT)
                                                        .build())
                                        .setScheduleDelay(DELAY)
                                        .build())
                        .build();
        return new Traces(Optional.of(provider), provider.get(SCOPE));
    }

    /** Whether anybody receives them. */
    public boolean on() {
        return provider.isPresent();
    }

    public Tracer tracer() {
        return tracer;
    }

    /** What W3C's {@code traceparent} says, below no other span. */
    public static Context parent(@Nullable String traceparent, @Nullable String tracestate) {
        if (traceparent == null) {
            return Context.root();
        }
        return W3CTraceContextPropagator.getInstance()
                .extract(
                        Context.root(),
                        new String[] {traceparent, tracestate == null ? "" : tracestate},
                        Header.GETTER);
    }

    private enum Header implements TextMapGetter<String[]> {
        GETTER;

        @Override
        public Iterable<String> keys(String[] headers) {
            return List.of("traceparent", "tracestate");
        }

        @Override
        public @Nullable String get(String @Nullable [] headers, String key) {
            if (headers == null) {
                return null;
            }
            return switch (key) {
                case "traceparent" -> headers[0];
                case "tracestate" -> headers[1];
                default -> null;
            };
        }
    }

    @Override
    public void close() {
        provider.ifPresent(p -> p.shutdown().join(CLOSE.toMillis(), TimeUnit.MILLISECONDS));
    }
}
