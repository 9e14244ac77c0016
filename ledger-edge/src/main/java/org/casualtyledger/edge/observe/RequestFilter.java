package org.casualtyledger.edge.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.MDC;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives each request its id, its time and its span, whatever becomes of it. An answer that comes
 * later, on another thread, passes here again.
 *
 * <p>Neither labels nor spans have what a caller chose freely: a path's ids, a query, an unknown
 * method.
 */
final class RequestFilter implements Filter {
    private static final String OBSERVED = Observed.class.getName();

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** From what a cache answers to what a tally over everything may take. */
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry meters;
    private final Traces traces;

    RequestFilter(MeterRegistry meters, Traces traces) {
        this.meters = meters;
        this.traces = traces;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest asked)
                || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
            return;
        }
        Observed observed = observed(asked);
        answer.setHeader(RequestId.HEADER, observed.id);
        boolean failed = true;
        try (var _ = MDC.putCloseable(RequestId.FIELD, observed.id);
                Scope _ = observed.context.makeCurrent()) {
            chain.doFilter(request, response);
            failed = false;
        } finally {
            if (asked.isAsyncStarted()) {
                observed.waitFor(asked, answer);
            } else if (asked.getDispatcherType() != DispatcherType.ERROR) {
                observed.end(asked, failed ? 500 : answer.getStatus());
            }
        }
    }

    private Observed observed(HttpServletRequest request) {
        if (request.getAttribute(OBSERVED) instanceof Observed known) {
            return known;
        }
        Observed begun =
                new Observed(
                        RequestId.of(request.getHeader(RequestId.HEADER)),
                        System.nanoTime(),
                        span(request));
        request.setAttribute(OBSERVED, begun);
        return begun;
    }

    private Context span(HttpServletRequest request) {
        if (!traces.on()) {
            return Context.root();
        }
        Context caller =
                Traces.parent(request.getHeader("traceparent"), request.getHeader("tracestate"));
        Span span =
                traces.tracer()
                        .spanBuilder(method(request))
                        .setParent(caller)
                        .setSpanKind(SpanKind.SERVER)
                        .startSpan();
        return caller.with(span);
    }

    private static String method(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER";
    }

    private static String route(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
                        instanceof String pattern
                ? pattern
                : "none";
    }

    /** One request, until it is answered. */
    private final class Observed {
        private final String id;
        private final long begunNanos;
        private final Context context;
        private final AtomicBoolean ended = new AtomicBoolean();
        private boolean listening;

        Observed(String id, long begunNanos, Context context) {
            this.id = id;
            this.begunNanos = begunNanos;
            this.context = context;
        }

        /** Usually the answer's own dispatch ends it; a caller that went away has none. */
        void waitFor(HttpServletRequest request, HttpServletResponse response) {
            if (!listening) {
                listening = true;
                request.getAsyncContext()
                        .addListener(new WhenOver(() -> end(request, response.getStatus())));
            }
        }

        void end(HttpServletRequest request, int status) {
            if (!ended.compareAndSet(false, true)) {
                return;
            }
            String method = method(request);
            String route = route(request);
            Timer.builder("ledger.http.requests")
                    .description("Requests by the template of their address")
                    .tag("method", method)
                    .tag("route", route)
                    .tag("status", Integer.toString(status))
                    .serviceLevelObjectives(BOUNDS)
                    .register(meters)
                    .record(Duration.ofNanos(System.nanoTime() - begunNanos));
            Span span = Span.fromContext(context);
            span.updateName(method + " " + route);
            span.setAttribute("http.request.method", method);
            span.setAttribute("http.route", route);
            span.setAttribute("http.response.status_code", status);
            span.setAttribute("ledger.request.id", id);
            if (status >= 500) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }

    private record WhenOver(Runnable then) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            then.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
