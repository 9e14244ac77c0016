package org.casualtyledger.api.observe;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.commandhandling.gateway.CommandResult;
import org.axonframework.messaging.core.Metadata;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.casualtyledger.edge.observe.Traces;
import org.jspecify.annotations.Nullable;

/**
 * A span for each command, from its dispatch to its result. Of a command it shows the name alone:
 * what is in it is for the log.
 */
public final class TracedCommands implements CommandGateway {
    private final CommandGateway gateway;
    private final Traces traces;

    private TracedCommands(CommandGateway gateway, Traces traces) {
        this.gateway = gateway;
        this.traces = traces;
    }

    /** Traces Axon's commands, where anything is traced. */
    public static void register(EventSourcingConfigurer axon, Traces traces) {
        if (traces.on()) {
            axon.componentRegistry(
                    registry ->
                            registry.registerDecorator(
                                    CommandGateway.class,
                                    0,
                                    (_, _, gateway) -> new TracedCommands(gateway, traces)));
        }
    }

    @Override
    public CommandResult send(
            Object command, Metadata metadata, @Nullable ProcessingContext context) {
        Span span =
                traces.tracer()
                        .spanBuilder("command " + command.getClass().getSimpleName())
                        .startSpan();
        // The handler runs and the append is handed over before this returns; only the answer is
        // later.
        try (Scope _ = span.makeCurrent()) {
            CommandResult result = gateway.send(command, metadata, context);
            var unused =
                    result.getResultMessage()
                            .whenComplete(
                                    (_, failure) -> {
                                        if (failure != null) {
                                            span.setStatus(StatusCode.ERROR);
                                        }
                                        span.end();
                                    });
            return result;
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR);
            span.end();
            throw e;
        }
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeWrapperOf(gateway);
    }
}
