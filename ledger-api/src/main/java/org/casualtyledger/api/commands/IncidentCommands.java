package org.casualtyledger.api.commands;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.StateManager;
import org.casualtyledger.api.eventlog.AppendExtras;
import org.casualtyledger.api.eventlog.AppendRefused;
import org.casualtyledger.api.eventlog.AppendResult;
import org.casualtyledger.api.eventlog.Companion;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.NewEvent;
import org.casualtyledger.api.leaf.Attributed;
import org.casualtyledger.api.leaf.EventLeafCodec;
import org.jspecify.annotations.Nullable;

/**
 * Commands on incidents in Axon: sources what bears on one, decides, appends on the condition that
 * no more has come. Where something has, the command is decided again: if to the same events, what
 * came was beside the point; if not, whoever sent it decided on another state of things, and is
 * told so. So of two contradicting moves at the same moment one gets through.
 */
public final class IncidentCommands {
    /**
     * How often a command is decided again where others change the same incident: people judge an
     * incident, and five of them at one moment are many.
     */
    private static final int ATTEMPTS = 5;

    private static final MessageType RESULT = new MessageType("incident-command-result");

    private final CommandGateway gateway;
    private final EventLog log;

    IncidentCommands(CommandGateway gateway, EventLog log) {
        this.gateway = gateway;
        this.log = log;
    }

    /**
     * A command on its way.
     *
     * @param before what it was decided to be when the log refused it, and the event in its way
     * @param decided what it is decided to be now: Axon's answer does not say where the log refuses
     * @param left how often it may be sent yet, this time included
     */
    private record Attempt(
            IncidentCommand command,
            Optional<Conflict> before,
            CompletableFuture<Decision.Accepted> decided,
            int left) {
        Attempt(IncidentCommand command, Optional<Conflict> before, int left) {
            this(command, before, new CompletableFuture<>(), left);
        }
    }

    private record Conflict(Decision.Accepted decided, long position) {}

    /** What a handler answers with: decided, or on its way into the log. */
    private sealed interface Result {
        record Decided(Outcome outcome) implements Result {}

        record Appending(AppendExtras extras, Decision.Accepted accepted) implements Result {}
    }

    /**
     * Adds a slice's commands to Axon's configuration.
     *
     * @param types the classes of its commands
     */
    public static <C extends IncidentCommand> void register(
            EventSourcingConfigurer axon,
            String slice,
            List<Class<? extends C>> types,
            Class<C> anyType,
            IncidentRules<C> rules) {
        axon.registerCommandHandlingModule(
                CommandHandlingModule.named(slice)
                        .commandHandlers(
                                handlers ->
                                        types.forEach(
                                                type ->
                                                        handlers.commandHandler(
                                                                new QualifiedName(type),
                                                                config ->
                                                                        (message, context) ->
                                                                                handle(
                                                                                        attempt(
                                                                                                message),
                                                                                        anyType,
                                                                                        rules,
                                                                                        config
                                                                                                .getComponent(
                                                                                                        StateManager
                                                                                                                .class),
                                                                                        context)))));
    }

    private static <C extends IncidentCommand> MessageStream.Single<CommandResultMessage> handle(
            Attempt attempt,
            Class<C> type,
            IncidentRules<C> rules,
            StateManager states,
            ProcessingContext context) {
        C command = type.cast(attempt.command());
        return MessageStream.fromFuture(
                Sourcing.read(rules, command, History.none(), states, context)
                        .thenApply(history -> rules.decide(command, history))
                        .thenApply(decision -> decided(attempt, decision, context))
                        .thenApply(result -> new GenericCommandResultMessage(RESULT, result)));
    }

    private static Result decided(Attempt attempt, Decision decision, ProcessingContext context) {
        IncidentCommand command = attempt.command();
        return switch (decision) {
            case Decision.Refused(Refusal refusal) -> refused(refusal);
            case Decision.Accepted accepted when command.origin().dryRun() ->
                    dryRun(command, accepted);
            case Decision.Accepted accepted
                    when attempt.before().isPresent()
                            && !attempt.before().get().decided().equals(accepted) ->
                    refused(new IncidentRefusal.Contended(attempt.before().get().position()));
            case Decision.Accepted accepted -> {
                attempt.decided().complete(accepted);
                yield append(command, accepted, context);
            }
        };
    }

    private static Result append(
            IncidentCommand command, Decision.Accepted accepted, ProcessingContext context) {
        AppendExtras extras = extras(command, accepted.events().size());
        context.putResource(AppendExtras.KEY, extras);
        EventAppender appender = EventAppender.forContext(context);
        for (int i = 0; i < accepted.events().size(); i++) {
            appender.append(
                    EventLeafCodec.message(
                            command.origin().event(i), attributed(command, accepted, i)));
        }
        return new Result.Appending(extras, accepted);
    }

    private static Result refused(Refusal refusal) {
        return new Result.Decided(new Outcome.Refused(refusal));
    }

    /** Encoded all the same, so that what would be too large is refused. */
    private static Result dryRun(IncidentCommand command, Decision.Accepted accepted) {
        try {
            for (int i = 0; i < accepted.events().size(); i++) {
                var unused =
                        EventLeafCodec.leaf(
                                command.origin().event(i), attributed(command, accepted, i));
            }
            return new Result.Decided(new Outcome.WouldAppend(accepted.events()));
        } catch (NewEvent.LeafTooLong tooLong) {
            return refused(new IncidentRefusal.TooLarge(tooLong.bytes()));
        }
    }

    private static Attributed attributed(
            IncidentCommand command, Decision.Accepted accepted, int ordinal) {
        return Attributed.pending(
                command.origin().assessor().organisation(),
                accepted.theatre(),
                accepted.events().get(ordinal));
    }

    /** Every event of a command has the command's reason, and so its text. */
    private static AppendExtras extras(IncidentCommand command, int events) {
        AppendExtras extras = AppendExtras.none();
        for (int i = 0; i < events; i++) {
            for (StoredText text : command.texts()) {
                extras = extras.with(new Companion<>(DisclosureTable.INSTANCE, i, text));
            }
        }
        return command.origin().idempotency().isPresent()
                ? extras.once(command.origin().idempotency().get())
                : extras;
    }

    /** Carries a command out; completes when the answer is durable. */
    CompletableFuture<Outcome> carryOut(IncidentCommand command) {
        return send(new Attempt(command, Optional.empty(), ATTEMPTS));
    }

    private CompletableFuture<Outcome> send(Attempt attempt) {
        MessageType type = new MessageType(attempt.command().getClass());
        return gateway.send(new GenericCommandMessage(type, attempt))
                .getResultMessage()
                .thenCompose(message -> answered(attempt.command(), message.payload()))
                .exceptionallyCompose(failure -> refusedOrFailed(attempt, failure));
    }

    private CompletableFuture<Outcome> answered(IncidentCommand command, @Nullable Object payload) {
        return switch (payload) {
            case Result.Decided(Outcome.Refused refused) ->
                    CompletableFuture.completedFuture(earlier(command).orElse(refused));
            case Result.Decided(Outcome outcome) -> CompletableFuture.completedFuture(outcome);
            case Result.Appending(AppendExtras extras, Decision.Accepted accepted) ->
                    extras.outcome().thenApply(answer -> outcome(answer, accepted));
            case null, default ->
                    throw new IllegalStateException("no result of a command on an incident");
        };
    }

    private CompletableFuture<Outcome> refusedOrFailed(Attempt attempt, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case AppendRefused refused -> {
                    return again(attempt, refused.refused().position());
                }
                case NewEvent.LeafTooLong tooLong -> {
                    return CompletableFuture.completedFuture(
                            new Outcome.Refused(new IncidentRefusal.TooLarge(tooLong.bytes())));
                }
                default -> {}
            }
        }
        return CompletableFuture.failedFuture(failure);
    }

    private CompletableFuture<Outcome> again(Attempt attempt, long position) {
        if (attempt.left() == 1) {
            return CompletableFuture.completedFuture(
                    new Outcome.Refused(new IncidentRefusal.Contended(position)));
        }
        Conflict conflict = new Conflict(attempt.decided().join(), position);
        return send(new Attempt(attempt.command(), Optional.of(conflict), attempt.left() - 1));
    }

    private static Outcome outcome(AppendResult answer, Decision.Accepted accepted) {
        return switch (answer) {
            case AppendResult.Appended(var receipts) ->
                    new Outcome.Appended(receipts, accepted.events());
            case AppendResult.Replayed _, AppendResult.KeyReused _ -> replayed(answer);
            case AppendResult.Refused _ ->
                    throw new IllegalStateException("a refused append has an answer");
        };
    }

    /**
     * A request that was carried out is refused when it is sent again, since what it asked for is
     * so already: its key tells.
     */
    private Optional<Outcome> earlier(IncidentCommand command) {
        return command.origin().idempotency().flatMap(log::earlier).map(IncidentCommands::replayed);
    }

    private static Outcome replayed(AppendResult answer) {
        return switch (answer) {
            case AppendResult.Replayed(var receipts) -> new Outcome.Replayed(receipts);
            case AppendResult.KeyReused(long position) ->
                    new Outcome.Refused(new IncidentRefusal.KeyReused(position));
            case AppendResult.Appended _, AppendResult.Refused _ ->
                    throw new IllegalStateException("no answer to a request that is known");
        };
    }

    private static Attempt attempt(CommandMessage message) {
        if (message.payload() instanceof Attempt attempt) {
            return attempt;
        }
        throw new IllegalArgumentException("a command that was not sent by this class");
    }
}
