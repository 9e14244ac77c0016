package org.casualtyledger.standalone.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.standalone.embedded.TemporaryPostgres;

/** What the log stored, once more through stock Axon: a command for each leaf. */
final class StockReceipts implements AutoCloseable {
    private static final int THREADS = 16;
    private static final String SCHEMA = "stock_receipts";
    private static final MessageType RESULT = new MessageType("stored");
    private static final MessageType EVENT = new MessageType(EventCodec.SUBMITTED);

    /** Of the table that names this side. */
    static final String NAME = "stock Axon 5, its JPA engine, 16 threads, same leaves";

    private final HikariDataSource pool;
    private final StockAxon axon;

    private StockReceipts(HikariDataSource pool, StockAxon axon) {
        this.pool = pool;
        this.axon = axon;
    }

    static StockReceipts start(TemporaryPostgres postgres, String database) throws SQLException {
        HikariDataSource pool = Pool.open(postgres, database, SCHEMA, THREADS);
        try {
            return new StockReceipts(pool, StockAxon.start(pool, SCHEMA, StockReceipts::register));
        } catch (SQLException | RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** A command, with the event that it becomes. */
    record Store(byte[] leaf) {}

    private static void register(EventSourcingConfigurer axon) {
        axon.registerCommandHandlingModule(
                CommandHandlingModule.named("stock")
                        .commandHandlers(
                                handlers ->
                                        handlers.commandHandler(
                                                new QualifiedName(Store.class),
                                                StockReceipts::store)));
    }

    private static MessageStream.Single<CommandResultMessage> store(
            CommandMessage message, ProcessingContext context) {
        if (!(message.payload() instanceof Store store)) {
            throw new IllegalArgumentException("no command of ours: " + message.type());
        }
        EventAppender.forContext(context).append(new GenericEventMessage(EVENT, store.leaf()));
        return MessageStream.just(new GenericCommandResultMessage(RESULT, true));
    }

    /**
     * @return commands per second
     */
    double store(List<Leaf> leaves) throws Exception {
        CommandGateway gateway = axon.commands();
        try (ExecutorService clients = Executors.newFixedThreadPool(THREADS)) {
            return Rounds.rate(
                    leaves.size(),
                    () ->
                            Clients.share(
                                    clients,
                                    THREADS,
                                    leaves.size(),
                                    _ ->
                                            i ->
                                                    gateway.send(new Store(leaves.get(i).leaf()))
                                                            .getResultMessage()
                                                            .join()));
        }
    }

    /** What this side does, in a sentence or two. */
    static String compared() {
        return String.format(
                Locale.ROOT,
                "Beside: the same leaves afterwards as commands of Axon Framework 5 as it comes, from %d threads: CommandGateway, a handler that appends one event and decides and loads nothing, AggregateBasedJpaEventStorageEngine with its defaults over Hibernate, COMMIT. An aggregate a report, bytes as bytea, %1$d connections in a pool, tables with the indexes that the engine declares: no texts, no fingerprint, no Merkle tree.",
                THREADS);
    }

    @Override
    public void close() {
        axon.close();
        pool.close();
    }
}
