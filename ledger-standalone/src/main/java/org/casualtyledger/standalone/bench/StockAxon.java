package org.casualtyledger.standalone.bench;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.persistence.ValidationMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateBasedJpaEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateEventEntry;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.eventhandling.conversion.EventConverter;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.jpa.JpaTokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.jpa.JpaTokenStoreConfiguration;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.jpa.TokenEntry;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * Axon Framework 5 as it comes, with what it ships for a relational database: its JPA engine and
 * token store over Hibernate, with their own defaults, in a schema of their own. An aggregate an
 * event, as a report is one.
 */
final class StockAxon implements AutoCloseable {
    /** Beside the manual's mapping, the one thing that PostgreSQL needs: a name has dashes. */
    private static final String QUOTED = "hibernate.globally_quoted_identifiers";

    private final EntityManagerFactory factory;
    private final StockTransactions transactions;
    private final AxonConfiguration axon;

    private StockAxon(
            EntityManagerFactory factory, StockTransactions transactions, AxonConfiguration axon) {
        this.factory = factory;
        this.transactions = transactions;
        this.axon = axon;
    }

    /**
     * Creates its tables.
     *
     * @param database whose connections have the schema; it is created
     * @param handlers adds command handlers
     */
    static StockAxon start(
            DataSource database, String schema, Consumer<EventSourcingConfigurer> handlers)
            throws SQLException {
        // As in the services: nothing phones home.
        System.setProperty("axoniq.update-checker.disabled", "true");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        }
        EntityManagerFactory factory =
                new PersistenceConfiguration(schema)
                        .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
                        .validationMode(ValidationMode.NONE)
                        .managedClass(AggregateEventEntry.class)
                        .managedClass(TokenEntry.class)
                        .mappingFile("bench/stock-axon-orm.xml")
                        .property("jakarta.persistence.nonJtaDataSource", database)
                        .property(PersistenceConfiguration.SCHEMAGEN_DATABASE_ACTION, "create")
                        .property(QUOTED, true)
                        .createEntityManagerFactory();
        // Apart from those of the units of work: the engine closes whatever manager it is given.
        StockTransactions engines = new StockTransactions(factory);
        EventSourcingConfigurer axon = EventSourcingConfigurer.create();
        axon.registerEventStorageEngine(
                c ->
                        new AggregateBasedJpaEventStorageEngine(
                                engines,
                                engines,
                                c.getComponent(EventConverter.class),
                                defaults -> defaults));
        axon.registerTagResolver(_ -> event -> Set.of(Tag.of("report", event.identifier())));
        handlers.accept(axon);
        return new StockAxon(factory, new StockTransactions(factory), axon.start());
    }

    CommandGateway commands() {
        return axon.getComponent(CommandGateway.class);
    }

    EventStore events() {
        return axon.getComponent(EventStore.class);
    }

    TokenStore tokens() {
        return new JpaTokenStore(
                transactions,
                axon.getComponent(Converter.class),
                JpaTokenStoreConfiguration.DEFAULT);
    }

    /** Of units of work and tokens. */
    StockTransactions transactions() {
        return transactions;
    }

    @Override
    public void close() {
        axon.shutdown();
        factory.close();
    }
}
