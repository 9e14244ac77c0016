package org.casualtyledger.api.access;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.casualtyledger.api.eventlog.Append;
import org.casualtyledger.api.eventlog.AppendResult;
import org.casualtyledger.api.eventlog.Companion;
import org.casualtyledger.api.eventlog.Condition;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.leaf.Attributed;
import org.casualtyledger.api.leaf.EventLeafCodec;
import org.casualtyledger.api.leaf.EventTags;
import org.casualtyledger.edge.ApiKeys;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.OrganisationRegistered;
import org.casualtyledger.events.PersonId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.Uuids;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Registers organisations and gives out keys. Registrations are events; keys never are. */
final class Organisations {
    /** An append takes milliseconds; who waits this long waits for an outage. */
    private static final long WAIT_SECONDS = 30;

    private final EventLog log;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    Organisations(EventLog log, DataSource logDataSource, InstantSource clock) {
        this.log = log;
        this.jdbc = JdbcClient.create(logDataSource);
        this.clock = clock;
    }

    /** What was registered, and whether by this very call. */
    record Registration(long position, boolean now) {}

    record Organisation(String organisation, String name, boolean holdsKey) {}

    /**
     * Registers an organisation. Of two who register the same one at once, the log's condition lets
     * one through.
     *
     * @param by who registers it
     */
    Registration register(OrganisationId organisation, String name, OrganisationId by) {
        UUID id = Uuids.timeOrdered(clock.millis());
        Attributed event =
                Attributed.pending(
                        by, TheatreId.NONE, new OrganisationRegistered(organisation, name));
        Append append =
                Append.of(EventLeafCodec.leaf(id, event))
                        .on(Condition.absent(EventTags.organisation(organisation)))
                        .with(
                                new Companion<>(
                                        OrganisationTable.INSTANCE,
                                        0,
                                        new OrganisationTable.Row(organisation.value(), name)));
        AppendResult result = log.append(append).orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
        return switch (result) {
            case AppendResult.Appended appended ->
                    new Registration(appended.receipts().getFirst().position(), true);
            case AppendResult.Refused refused -> new Registration(refused.position(), false);
            case AppendResult.Replayed _, AppendResult.KeyReused _ ->
                    throw new IllegalStateException(
                            "an append without a key was answered as one with a key");
        };
    }

    Optional<Organisation> find(String organisation) {
        return jdbc.sql(
                        """
                        SELECT o.organisation, o.name, EXISTS (
                                   SELECT FROM access.api_key k
                                    WHERE k.organisation = o.organisation AND k.revoked_at IS NULL) AS holds_key
                          FROM access.organisation o
                         WHERE o.organisation = :organisation
                        """)
                .param("organisation", organisation)
                .query(Organisation.class)
                .optional();
    }

    /**
     * What a key lets its holder do.
     *
     * @param person who holds it
     * @param theatres where the scope assess holds; empty for everywhere
     */
    record Grant(Set<Scope> scopes, Optional<PersonId> person, List<TheatreId> theatres) {
        static final Grant EVERYTHING =
                new Grant(Set.of(Scope.values()), Optional.empty(), List.of());

        Grant {
            scopes = Set.copyOf(scopes);
            theatres = List.copyOf(theatres);
        }
    }

    /** Draws a key; the only moment at which anybody sees it. */
    String giveKey(OrganisationId organisation, Grant grant) {
        return giveKey(organisation, grant, ApiKeys.draw());
    }

    private String giveKey(OrganisationId organisation, Grant grant, String key) {
        jdbc.sql(
                        """
                        INSERT INTO access.api_key (hash, organisation, scopes, person, theatres)
                        VALUES (:hash, :organisation, string_to_array(:scopes, ' '), :person,
                                string_to_array(nullif(:theatres, ''), ' '))
                        """)
                .param("hash", ApiKeys.hash(key))
                .param("organisation", organisation.value())
                .param("scopes", words(grant.scopes().stream().map(Scope::code)))
                .param("person", grant.person().map(PersonId::value).orElse(null))
                .param("theatres", words(grant.theatres().stream().map(TheatreId::value)))
                .update();
        return key;
    }

    /** For {@code string_to_array}: no code and no theatre's id has a space. */
    private static String words(Stream<String> words) {
        return words.sorted().collect(Collectors.joining(" "));
    }

    /**
     * Revokes every key of an organisation; they stop working within seconds, see {@link ApiKeys}.
     */
    int revokeKeys(OrganisationId organisation) {
        return jdbc.sql(
                        """
                        UPDATE access.api_key SET revoked_at = now()
                         WHERE organisation = :organisation AND revoked_at IS NULL
                        """)
                .param("organisation", organisation.value())
                .update();
    }

    /**
     * The administrator key of a ledger that has none yet; empty ever after. The operator's
     * registration and its first key are not one transaction: a crash between them leaves an
     * operator without a key, and the next start draws it.
     *
     * @param stated the key to take; empty draws one
     */
    Optional<String> firstKey(Optional<String> stated) {
        OrganisationId operator = new OrganisationId(Caller.OPERATOR);
        Optional<Organisation> known = find(operator.value());
        if (known.isEmpty()) {
            register(operator, "The operator of this ledger", operator);
        } else if (everHadKey(operator)) {
            return Optional.empty();
        }
        return Optional.of(giveKey(operator, Grant.EVERYTHING, stated.orElseGet(ApiKeys::draw)));
    }

    private boolean everHadKey(OrganisationId organisation) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT FROM access.api_key WHERE organisation = :organisation)")
                .param("organisation", organisation.value())
                .query(Boolean.class)
                .single();
    }
}
