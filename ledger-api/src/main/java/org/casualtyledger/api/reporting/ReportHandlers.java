package org.casualtyledger.api.reporting;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.axonframework.eventsourcing.EventSourcedEntityFactory;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.modelling.StateManager;
import org.casualtyledger.api.commands.DisclosureTable;
import org.casualtyledger.api.commands.StoredText;
import org.casualtyledger.api.eventlog.AppendExtras;
import org.casualtyledger.api.eventlog.AppendRefused;
import org.casualtyledger.api.eventlog.AppendResult;
import org.casualtyledger.api.eventlog.Companion;
import org.casualtyledger.api.eventlog.Condition;
import org.casualtyledger.api.eventlog.Criterion;
import org.casualtyledger.api.eventlog.NewEvent;
import org.casualtyledger.api.eventlog.Tag;
import org.casualtyledger.api.leaf.Attributed;
import org.casualtyledger.api.leaf.EventLeafCodec;
import org.casualtyledger.api.leaf.EventTags;
import org.casualtyledger.api.reporting.ReportCommand.CorrectReport;
import org.casualtyledger.api.reporting.ReportCommand.SubmitReport;
import org.casualtyledger.api.reporting.ReportCommand.WithdrawReport;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.MoveEvent;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.jspecify.annotations.Nullable;

/**
 * Reporting in Axon: loads, decides, appends. A submission loads nothing of its report and appends
 * on the condition that no event has its tags; where it names an incident, also on that nothing has
 * dissolved or rehomed it. A correction or a withdrawal sources the report, and Axon appends on the
 * condition that no further event of it, nor one that moves it, has come.
 */
final class ReportHandlers implements ReportCommands {
    private static final MessageType RESULT = new MessageType("report-command-result");

    private final CommandGateway gateway;

    ReportHandlers(CommandGateway gateway) {
        this.gateway = gateway;
    }

    /** A report as Axon sources it. */
    record SourcedReport(ReportState state) {}

    /** Adds this slice to Axon's configuration. */
    static void register(EventSourcingConfigurer axon, ReportReader reader) {
        axon.registerEntity(
                EventSourcedEntityModule.declarative(ReportId.class, SourcedReport.class)
                        .messagingModel(
                                (_, model) ->
                                        model.entityEvolver(
                                                        (report, event, _) ->
                                                                evolve(report, event.payload()))
                                                .build())
                        .entityFactory(
                                _ ->
                                        EventSourcedEntityFactory.fromIdentifier(
                                                _ -> new SourcedReport(new ReportState.Absent())))
                        .criteriaResolver(_ -> (report, _) -> criteria(report))
                        .entityIdResolver(_ -> (message, _) -> report(message.payload())));
        axon.registerCommandHandlingModule(
                CommandHandlingModule.named("reporting")
                        .commandHandlers(
                                handlers ->
                                        handlers.commandHandler(
                                                        new QualifiedName(SubmitReport.class),
                                                        (command, context) ->
                                                                submit(command, context, reader))
                                                .commandHandler(
                                                        new QualifiedName(CorrectReport.class),
                                                        config ->
                                                                (command, context) ->
                                                                        amend(
                                                                                command,
                                                                                context,
                                                                                config.getComponent(
                                                                                        StateManager
                                                                                                .class),
                                                                                reader))
                                                .commandHandler(
                                                        new QualifiedName(WithdrawReport.class),
                                                        config ->
                                                                (command, context) ->
                                                                        amend(
                                                                                command,
                                                                                context,
                                                                                config.getComponent(
                                                                                        StateManager
                                                                                                .class),
                                                                                reader))));
    }

    @Override
    public CompletableFuture<Result> send(ReportCommand command) {
        return gateway.send(command)
                .getResultMessage()
                .thenCompose(message -> result(message.payload()))
                .exceptionally(ReportHandlers::refusedOrFailed);
    }

    private static CompletableFuture<Result> result(@Nullable Object payload) {
        return switch (payload) {
            case Result.Decided decided -> CompletableFuture.completedFuture(decided);
            case Appending appending ->
                    appending.extras().outcome().thenApply(result -> result(appending, result));
            case null, default -> throw new IllegalStateException("no result of a report command");
        };
    }

    private static Result result(Appending appending, AppendResult result) {
        return result instanceof AppendResult.Appended appended
                ? new Result.Appended(appended.receipts().getFirst(), appending.event())
                : new Result.Answered(result);
    }

    private static Result refusedOrFailed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case AppendRefused refused -> {
                    return new Result.Answered(refused.refused());
                }
                case NewEvent.LeafTooLong tooLong -> {
                    return new Result.Decided(new Refusal.TooLarge(tooLong.bytes()));
                }
                default -> {}
            }
        }
        throw failure instanceof RuntimeException e
                ? e
                : new java.util.concurrent.CompletionException(failure);
    }

    private static MessageStream.Single<CommandResultMessage> submit(
            CommandMessage message, ProcessingContext context, ReportReader reader) {
        SubmitReport command = payload(message, SubmitReport.class);
        ReportState absent = new ReportState.Absent();
        Surroundings around = reader.around(command, absent);
        Decision decision = ReportDecider.decide(command, absent, Optional.empty(), around);
        return MessageStream.just(result(command, decision, around, context));
    }

    private static MessageStream.Single<CommandResultMessage> amend(
            CommandMessage message,
            ProcessingContext context,
            StateManager reports,
            ReportReader reader) {
        ReportCommand command = payload(message, ReportCommand.class);
        return MessageStream.fromFuture(
                reports.loadEntity(SourcedReport.class, command.report(), context)
                        .thenCompose(report -> byItsOwnId(report, command, context, reports))
                        .thenApply(
                                report -> {
                                    Optional<Fingerprint> current =
                                            reader.fingerprint(report.state());
                                    Surroundings around = reader.around(command, report.state());
                                    Decision decision =
                                            ReportDecider.decide(
                                                    command, report.state(), current, around);
                                    return result(command, decision, around, context);
                                }));
    }

    /**
     * An alias finds the submission alone: what came after it is tagged with the report's own id,
     * so that is sourced too, and the append depends on both.
     */
    private static CompletableFuture<SourcedReport> byItsOwnId(
            SourcedReport report,
            ReportCommand command,
            ProcessingContext context,
            StateManager reports) {
        return report.state() instanceof ReportState.Standing standing
                        && !standing.report().equals(command.report())
                ? reports.loadEntity(SourcedReport.class, standing.report(), context)
                : CompletableFuture.completedFuture(report);
    }

    /** What a handler leaves behind: the event as decided, and where its outcome will be. */
    private record Appending(AppendExtras extras, ReportEvent event) {}

    private static CommandResultMessage result(
            ReportCommand command,
            Decision decision,
            Surroundings around,
            ProcessingContext context) {
        return switch (decision) {
            case Decision.Refused(Refusal refusal) ->
                    new GenericCommandResultMessage(RESULT, new Result.Decided(refusal));
            case Decision.Accepted accepted -> {
                AppendExtras extras = extras(command, accepted.event(), around);
                context.putResource(AppendExtras.KEY, extras);
                Attributed payload =
                        Attributed.pending(
                                command.origin().by(), accepted.theatre(), accepted.event());
                EventAppender.forContext(context)
                        .append(EventLeafCodec.message(command.origin().event(), payload));
                yield new GenericCommandResultMessage(
                        RESULT, new Appending(extras, accepted.event()));
            }
        };
    }

    private static AppendExtras extras(
            ReportCommand command, ReportEvent event, Surroundings around) {
        AppendExtras extras = AppendExtras.none();
        switch (command) {
            case SubmitReport c -> {
                Set<Tag> absent =
                        EventTags.of(c.origin().by(), event).stream()
                                .filter(tag -> tag.key().equals("report"))
                                .collect(Collectors.toSet());
                extras = withClaim(extras.absent(absent), c.sealed());
                if (around.incident() instanceof NamedIncident.Live && c.incident().isPresent()) {
                    extras = extras.on(stillThere(c.incident().get(), around));
                }
            }
            case CorrectReport c -> {
                extras = withClaim(extras, c.sealed());
                for (StoredText text : c.reason()) {
                    extras = extras.with(new Companion<>(DisclosureTable.INSTANCE, 0, text));
                }
            }
            case WithdrawReport c -> {
                for (StoredText text : c.note()) {
                    extras = extras.with(new Companion<>(DisclosureTable.INSTANCE, 0, text));
                }
            }
        }
        if (command.origin().signature().isPresent() && around.signing().isPresent()) {
            // A revocation at the same moment cannot be slipped past.
            extras = extras.on(around.signing().get().keys().noneRevoked());
        }
        if (command.origin().idempotency().isPresent()) {
            extras = extras.once(command.origin().idempotency().get());
        }
        return command.origin().bulk() ? extras.asBulk() : extras;
    }

    /** A merge, or a move to another theatre, at the same moment cannot slip between. */
    private static Condition stillThere(IncidentId incident, Surroundings around) {
        return new Condition(
                List.of(
                        Criterion.tagged(EventTags.merged(incident)),
                        new Criterion(
                                Set.of(EventCodec.REHOMED), Set.of(EventTags.incident(incident)))),
                around.size() - 1);
    }

    private static AppendExtras withClaim(AppendExtras extras, ReportCommand.SealedClaim sealed) {
        AppendExtras all =
                extras.with(new Companion<>(FingerprintTable.INSTANCE, 0, sealed.fingerprint()));
        for (StoredText text : sealed.texts()) {
            all = all.with(new Companion<>(DisclosureTable.INSTANCE, 0, text));
        }
        return all;
    }

    private static SourcedReport evolve(SourcedReport report, @Nullable Object payload) {
        if (payload instanceof Attributed attributed
                && attributed.position().isPresent()
                && (attributed.event() instanceof ReportEvent
                        || attributed.event() instanceof MoveEvent)) {
            return new SourcedReport(
                    ReportDecider.evolve(
                            report.state(),
                            new ReportState.Recorded(
                                    attributed.position().getAsLong(),
                                    attributed.by(),
                                    attributed.theatre(),
                                    attributed.event())));
        }
        // What is being appended right now has no position yet; a handler appends once and looks no
        // more.
        return report;
    }

    private static EventCriteria criteria(ReportId report) {
        return EventCriteria.either(
                tagged(EventTags.report(report)), tagged(EventTags.moved(report)));
    }

    private static EventCriteria tagged(Tag tag) {
        return EventCriteria.havingTags(
                org.axonframework.messaging.eventstreaming.Tag.of(tag.key(), tag.value()));
    }

    private static ReportId report(@Nullable Object payload) {
        return switch (payload) {
            case ReportCommand command -> command.report();
            case Attributed(_, _, _, ReportEvent event) -> event.report();
            case null, default -> throw new IllegalArgumentException("names no report");
        };
    }

    private static <C> C payload(CommandMessage message, Class<C> type) {
        return type.cast(
                java.util.Objects.requireNonNull(message.payload(), "a command without payload"));
    }
}
