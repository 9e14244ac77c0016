package org.casualtyledger.projections.registries;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.events.ActorRegistered;
import org.casualtyledger.events.ActorResolved;
import org.casualtyledger.events.DefaultMethodologySet;
import org.casualtyledger.events.GazetteerAdopted;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.KeyAdded;
import org.casualtyledger.events.KeyRevoked;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.MethodologyPublished;
import org.casualtyledger.events.OrganisationRegistered;
import org.casualtyledger.events.PlaceResolved;
import org.casualtyledger.events.PublicationEvent;
import org.casualtyledger.events.RegistryEvent;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ResolutionEvent;
import org.casualtyledger.projections.processing.Chunk;
import org.casualtyledger.projections.processing.CopyRows;
import org.casualtyledger.projections.processing.Positioned;
import org.casualtyledger.projections.processing.Projection;

/**
 * Keeps every entry of the registries and every resolution, with the positions at which it held.
 */
public final class RegistryProjection implements Projection {
    @Override
    public void forget() {}

    @Override
    public void apply(Connection connection, Chunk chunk) throws SQLException {
        Additions additions = new Additions();
        for (Positioned positioned : chunk.events()) {
            additions.add(positioned.position(), positioned.event());
        }
        additions.write(connection);
    }

    /** What one chunk adds. */
    private static final class Additions {
        private final HeldRows places =
                new HeldRows(
                        "place_resolution",
                        "stated_key",
                        """
                        place, name, city, city_name, district, province, country, gazetteer, method,
                        distance_metres
                        """);
        private final HeldRows actorNames =
                new HeldRows("actor_resolution", "stated", "actor, method");
        private final HeldRows actors = new HeldRows("actor", "actor", "name, aliases");
        private final CopyRows memberships = new CopyRows();
        private final CopyRows methodologies = new CopyRows();
        private final CopyRows defaults = new CopyRows();
        private final CopyRows gazetteers = new CopyRows();
        private final CopyRows organisations = new CopyRows();

        void add(long position, LedgerEvent event) {
            switch (event) {
                case ReportEvent _, IncidentEvent _, PublicationEvent _ -> {}
                case ResolutionEvent e -> add(position, e);
                case RegistryEvent e -> add(position, e);
            }
        }

        private void add(long position, ResolutionEvent event) {
            switch (event) {
                case GazetteerAdopted e ->
                        gazetteers
                                .row(4)
                                .int8(position)
                                .text(e.sha256())
                                .text(e.title())
                                .int4(e.places());
                case PlaceResolved e -> place(position, e);
                case ActorResolved e ->
                        actorNames
                                .row(position, e.stated())
                                .text(e.actor().map(Object::toString))
                                .text(e.method().code());
            }
        }

        private void place(long position, PlaceResolved e) {
            Optional<PlaceResolved.ResolvedPlace> to = e.resolved();
            places.row(position, e.stated().key())
                    .int8(id(to.map(PlaceResolved.ResolvedPlace::place)))
                    .text(to.map(PlaceResolved.ResolvedPlace::name))
                    .int8(id(to.map(PlaceResolved.ResolvedPlace::city)))
                    .text(to.map(PlaceResolved.ResolvedPlace::cityName))
                    .text(to.flatMap(PlaceResolved.ResolvedPlace::district))
                    .text(to.flatMap(PlaceResolved.ResolvedPlace::province))
                    .text(to.map(PlaceResolved.ResolvedPlace::country))
                    .text(e.gazetteer())
                    .text(e.method().code())
                    .int4(e.distanceMetres());
        }

        private static OptionalLong id(Optional<Long> id) {
            return id.isPresent() ? OptionalLong.of(id.get()) : OptionalLong.empty();
        }

        private void add(long position, RegistryEvent event) {
            switch (event) {
                case OrganisationRegistered e ->
                        organisations
                                .row(3)
                                .int8(position)
                                .text(e.organisation().value())
                                .text(e.name());
                case ActorRegistered e -> actor(position, e);
                case MethodologyPublished e ->
                        methodologies
                                .row(6)
                                .int8(position)
                                .text(e.name())
                                .int4(e.version())
                                .text(e.hash())
                                .int4(semantics(e))
                                .text(e.document());
                case DefaultMethodologySet e ->
                        defaults.row(4)
                                .int8(position)
                                .text(e.name())
                                .int4(e.version())
                                .text(e.hash());
                // The write side shows keys, from the log.
                case KeyAdded _, KeyRevoked _ -> {}
            }
        }

        private static OptionalInt semantics(MethodologyPublished e) {
            return Methodologies.read(e.document())
                    .map(Methodology::semantics)
                    .map(OptionalInt::of)
                    .orElse(OptionalInt.empty());
        }

        private void actor(long position, ActorRegistered e) {
            actors.row(position, e.actor().value()).text(e.name()).texts(e.aliases());
            for (int i = 0; i < e.memberships().size(); i++) {
                ActorRegistered.Membership membership = e.memberships().get(i);
                memberships
                        .row(7)
                        .text(e.actor().value())
                        .int8(position)
                        .int2(i)
                        .text(membership.of().value())
                        .text(membership.kind().code())
                        .date(membership.from())
                        .date(membership.to());
            }
        }

        void write(Connection connection) throws SQLException {
            places.write(connection);
            actorNames.write(connection);
            memberships.into(
                    connection,
                    """
                    COPY actor_membership (actor, from_position, ordinal, "of", kind, from_day, to_day)
                    FROM STDIN (FORMAT binary)
                    """);
            actors.write(connection);
            actors.endWith(connection, "actor_membership");
            methodologies.into(
                    connection,
                    """
                    COPY methodology (position, name, version, hash, semantics, document)
                    FROM STDIN (FORMAT binary)
                    """);
            defaults.into(
                    connection,
                    """
                    COPY default_methodology (position, name, version, hash)
                    FROM STDIN (FORMAT binary)
                    """);
            gazetteers.into(
                    connection,
                    """
                    COPY gazetteer_adopted (position, sha256, title, places)
                    FROM STDIN (FORMAT binary)
                    """);
            organisations.into(
                    connection,
                    """
                    COPY organisation (position, organisation, name) FROM STDIN (FORMAT binary)
                    """);
        }
    }
}
