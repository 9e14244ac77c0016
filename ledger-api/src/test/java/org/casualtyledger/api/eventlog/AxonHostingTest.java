package org.casualtyledger.api.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.EventSourcedEntityFactory;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.modelling.StateManager;
import org.casualtyledger.api.eventlog.AppendResult.Appended;
import org.casualtyledger.api.eventlog.AppendResult.KeyReused;
import org.casualtyledger.api.eventlog.AppendResult.Refused;
import org.casualtyledger.api.eventlog.AppendResult.Replayed;
import org.casualtyledger.api.testing.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Axon 5 hosts commands over the log: gateway → handler → state → sequencer → receipt. */
@Timeout(60)
class AxonHostingTest {

    private static final int IN_FLIGHT = 256;

    record SubmitReport(String report, String requestKey, String claim) {}

    record CorrectReport(String report) {}

    record ReportSubmitted(String report) {}

    record ReportCorrected(String report) {}

    /**
     * What a handler answers with: the future in a box, since Axon would wait for a bare one, and
     * so for ever.
     */
    record Answer(CompletableFuture<AppendResult> outcome) {}

    /** How many corrections a report has; below zero: it is absent. */
    record ReportState(int corrections) {
        static final ReportState ABSENT = new ReportState(-1);
    }

    private final HikariDataSource database = TestPostgres.database("log");
    private final EventLog log = new PostgresEventLog(database);
    private AxonConfiguration axon;
    private CommandGateway commands;

    @BeforeEach
    void start() {
        EventSourcingConfigurer configurer = EventSourcingConfigurer.create();
        configurer.registerEventStorageEngine(_ -> new LedgerStorageEngine(log, new TestCodec()));
        configurer.componentRegistry(
                r ->
                        r.registerComponent(
                                MessageTypeResolver.class, _ -> AxonHostingTest::messageType));
        configurer.registerTagResolver(
                _ ->
                        event ->
                                Set.of(
                                        new org.axonframework.messaging.eventstreaming.Tag(
                                                "report", reportOf(event.payload()))));
        configurer.registerEntity(
                EventSourcedEntityModule.declarative(String.class, ReportState.class)
                        .messagingModel(
                                (_, model) ->
                                        model.entityEvolver(
                                                        (state, event, _) -> evolve(state, event))
                                                .build())
                        .entityFactory(
                                _ ->
                                        EventSourcedEntityFactory.fromIdentifier(
                                                _ -> ReportState.ABSENT))
                        .criteriaResolver(
                                _ -> (report, _) -> EventCriteria.havingTags("report", report))
                        .build());
        configurer.registerCommandHandlingModule(
                CommandHandlingModule.named("reporting")
                        .commandHandlers()
                        .commandHandler(new QualifiedName("SubmitReport"), AxonHostingTest::submit)
                        .commandHandler(
                                new QualifiedName("CorrectReport"), AxonHostingTest::correct));
        axon = configurer.start();
        commands = axon.getComponent(CommandGateway.class);
    }

    @AfterEach
    void stop() {
        axon.shutdown();
        log.close();
        database.close();
    }

    /** Decided on absence without sourcing anything. */
    private static MessageStream.Single<CommandResultMessage> submit(
            CommandMessage message, ProcessingContext context) {
        SubmitReport command = (SubmitReport) message.payload();
        AppendExtras extras =
                AppendExtras.none()
                        .absent(Set.of(Events.tag(command.report())))
                        .once(Events.key(command.requestKey(), command.claim()));
        context.putResource(AppendExtras.KEY, extras);
        EventAppender.forContext(context).append(new ReportSubmitted(command.report()));
        return answer(extras);
    }

    /** Sourced, and so conditioned on what was read. */
    private static MessageStream.Single<CommandResultMessage> correct(
            CommandMessage message, ProcessingContext context) {
        CorrectReport command = (CorrectReport) message.payload();
        AppendExtras extras = AppendExtras.none();
        context.putResource(AppendExtras.KEY, extras);
        ReportState state =
                context.component(StateManager.class)
                        .loadEntity(ReportState.class, command.report(), context)
                        .join();
        if (state.corrections() < 0) {
            return MessageStream.failed(new IllegalStateException("absent")).cast().first().cast();
        }
        EventAppender.forContext(context).append(new ReportCorrected(command.report()));
        return answer(extras);
    }

    private static MessageStream.Single<CommandResultMessage> answer(AppendExtras extras) {
        return MessageStream.just(
                new GenericCommandResultMessage(
                        new MessageType("answer"), new Answer(extras.outcome())));
    }

    private static ReportState evolve(ReportState state, EventMessage event) {
        return new ReportState(state.corrections() + 1);
    }

    @Test
    void a_created_report_has_a_receipt_and_stands_in_the_log() {
        Appended appended = (Appended) send(new SubmitReport("a", "k1", "claim"));
        StoredEvent stored = log.read(0, 1).getFirst();
        assertThat(appended.receipts()).containsExactly(stored.receipt());
        assertThat(stored.type()).isEqualTo("report-submitted");
    }

    @Test
    void creating_it_again_is_refused_with_the_position_that_stands_in_the_way() {
        send(new SubmitReport("a", "k1", "claim"));
        assertThatThrownBy(() -> send(new SubmitReport("a", "k2", "claim")))
                .isInstanceOf(CompletionException.class)
                .satisfies(
                        e ->
                                assertThat(((AppendRefused) e.getCause()).refused())
                                        .isEqualTo(new Refused(0)));
        assertThat(log.head().size()).isEqualTo(1);
    }

    @Test
    void the_same_request_again_gets_the_first_receipt_and_another_under_its_key_is_told_so() {
        Appended first = (Appended) send(new SubmitReport("a", "k1", "claim"));
        assertThat(send(new SubmitReport("a", "k1", "claim")))
                .isEqualTo(new Replayed(first.receipts()));
        assertThat(send(new SubmitReport("b", "k1", "another"))).isEqualTo(new KeyReused(0));
        assertThat(log.head().size()).isEqualTo(1);
    }

    @Test
    void a_report_is_sourced_from_its_events_alone_and_changed_on_that_condition() {
        send(new SubmitReport("a", "k1", "claim"));
        send(new SubmitReport("b", "k2", "claim"));
        assertThat(send(new CorrectReport("a"))).isInstanceOf(Appended.class);
        assertThat(send(new CorrectReport("a"))).isInstanceOf(Appended.class);
        assertThatThrownBy(() -> send(new CorrectReport("never submitted")))
                .hasMessageContaining("absent");
        assertThat(log.head().size()).isEqualTo(4);
    }

    @Test
    void many_in_flight_print_their_rate() throws InterruptedException {
        int warmUp = 5_000;
        int count = 20_000;
        commandsPerSecond("w", warmUp);
        System.out.printf(
                Locale.ROOT,
                "commands/s through Axon with %d in flight: %.0f%n",
                IN_FLIGHT,
                commandsPerSecond("m", count));
        assertThat(log.head().size()).isEqualTo(warmUp + count);
    }

    private double commandsPerSecond(String prefix, int count) throws InterruptedException {
        Semaphore free = new Semaphore(IN_FLIGHT);
        AtomicLong answered = new AtomicLong();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            free.acquire();
            var unused =
                    commands.send(new SubmitReport(prefix + i, prefix + i, "claim"), Answer.class)
                            .whenComplete(
                                    (answer, failure) -> {
                                        if (failure == null
                                                && answer.outcome().resultNow()
                                                        instanceof Appended) {
                                            answered.incrementAndGet();
                                        }
                                        free.release();
                                    });
        }
        free.acquire(IN_FLIGHT);
        assertThat(answered.get()).isEqualTo(count);
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private AppendResult send(Object command) {
        return commands.send(command, Answer.class).join().outcome().resultNow();
    }

    private static Optional<MessageType> messageType(Class<?> type) {
        return Optional.of(
                new MessageType(
                        switch (type.getSimpleName()) {
                            case "ReportSubmitted" -> "report-submitted";
                            case "ReportCorrected" -> "report-corrected";
                            case String other -> other;
                        }));
    }

    private static String reportOf(Object payload) {
        return switch (payload) {
            case ReportSubmitted(String report) -> report;
            case ReportCorrected(String report) -> report;
            default -> throw new IllegalArgumentException(payload.toString());
        };
    }

    /** As small as a production codec may be: the payload is the event, the moment is the log's. */
    private static final class TestCodec implements LeafCodec {

        @Override
        public NewEvent encode(TaggedEventMessage<?> message) {
            String report = reportOf(message.event().payload());
            return new NewEvent(
                    UUID.fromString(message.event().identifier()),
                    message.event().type().qualifiedName().fullName(),
                    Optional.of("airwars"),
                    Optional.of("SYR"),
                    Set.of(Events.tag(report)),
                    ("\"report\":\"" + report + "\"}").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public EventMessage decode(StoredEvent stored) {
            String leaf = new String(stored.leaf(), StandardCharsets.UTF_8);
            String report = leaf.substring(leaf.lastIndexOf(':') + 2, leaf.length() - 2);
            Object payload =
                    stored.type().equals("report-submitted")
                            ? new ReportSubmitted(report)
                            : new ReportCorrected(report);
            return new GenericEventMessage(
                    stored.id().toString(),
                    new MessageType(stored.type()),
                    payload,
                    java.util.Map.of(),
                    stored.at());
        }
    }
}
