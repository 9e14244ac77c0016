package org.casualtyledger.api.resolution;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.casualtyledger.api.commands.Ruling;
import org.casualtyledger.api.commands.Rulings;
import org.casualtyledger.api.commands.StoredText;
import org.casualtyledger.api.commands.Theatres;
import org.casualtyledger.api.eventlog.Condition;
import org.casualtyledger.api.eventlog.Criterion;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.Idempotency;
import org.casualtyledger.api.eventlog.StoredEvent;
import org.casualtyledger.api.eventlog.Tag;
import org.casualtyledger.api.leaf.EventTags;
import org.casualtyledger.api.resolution.ResolutionCommand.AdoptGazetteer;
import org.casualtyledger.api.resolution.ResolutionCommand.ResolveActor;
import org.casualtyledger.api.resolution.ResolutionCommand.ResolvePlace;
import org.casualtyledger.api.resolution.ResolutionDecider.Decision;
import org.casualtyledger.api.resolution.ResolutionDecider.Latest;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.ActorResolved;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.GazetteerAdopted;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.PlaceResolved;
import org.casualtyledger.events.PlaceResolved.ResolvedPlace;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.gazetteer.Gazetteer;

/** Carries out what people say of names, on the condition that nobody said otherwise meanwhile. */
final class Resolutions {
    private static final Tag GAZETTEER = EventTags.ledger("gazetteer");

    private final EventLog log;
    private final Rulings rulings;

    Resolutions(EventLog log, Rulings rulings) {
        this.log = log;
        this.rulings = rulings;
    }

    Rulings.Standing carryOut(
            ResolutionCommand command, OrganisationId by, Optional<Idempotency> idempotency) {
        return rulings.carryOut(by, idempotency, () -> decide(command));
    }

    private Ruling decide(ResolutionCommand command) {
        long size = log.head().size();
        return switch (command) {
            case AdoptGazetteer _ ->
                    ruling(
                            ResolutionDecider.adopt(
                                    bundled(), latest(GAZETTEER, GazetteerAdopted.class)),
                            TheatreId.NONE,
                            List.of(),
                            GAZETTEER,
                            size);
            case ResolvePlace c -> place(c, EventTags.statedPlace(c.stated()), size);
            case ResolveActor c -> actor(c, EventTags.statedActor(c.stated()), size);
        };
    }

    private Ruling place(ResolvePlace c, Tag tag, long size) {
        Gazetteer gazetteer = Gazetteer.bundled();
        Optional<ResolvedPlace> known =
                c.place().isPresent()
                        ? gazetteer
                                .byId(c.place().getAsLong())
                                .map(place -> Hierarchy.of(gazetteer, place))
                        : Optional.empty();
        return ruling(
                ResolutionDecider.place(
                        c, latest(tag, PlaceResolved.class), known, gazetteer.sha256()),
                Theatres.ofCountry(c.stated().country()),
                c.reason(),
                tag,
                size);
    }

    private Ruling actor(ResolveActor c, Tag tag, long size) {
        return ruling(
                ResolutionDecider.actor(
                        c,
                        latest(tag, ActorResolved.class),
                        c.actor().map(this::registered).orElse(false)),
                TheatreId.NONE,
                c.reason(),
                tag,
                size);
    }

    private static Ruling ruling(
            Decision decision, TheatreId theatre, List<StoredText> texts, Tag tag, long size) {
        return switch (decision) {
            case Decision.Refused(ResolutionRefusal refusal) ->
                    new Ruling.Refused(refusal.problem());
            case Decision.SaidAlready(long position) -> new Ruling.SaidAlready(position);
            case Decision.Accepted accepted ->
                    new Ruling.Accepted(
                            theatre,
                            accepted.event(),
                            texts,
                            List.of(Condition.unchanged(tag, size - 1)));
        };
    }

    /** The gazetteer that comes with this ledger, as the event that adopts it. */
    static GazetteerAdopted bundled() {
        Gazetteer gazetteer = Gazetteer.bundled();
        return new GazetteerAdopted(gazetteer.sha256(), gazetteer.title(), gazetteer.size());
    }

    private boolean registered(ActorId actor) {
        return !log.readMatching(List.of(Criterion.tagged(EventTags.actor(actor))), 0, 1)
                .events()
                .isEmpty();
    }

    /** Few events are about one name; still, they are read page by page. */
    private <E extends LedgerEvent> Optional<Latest<E>> latest(Tag tag, Class<E> type) {
        Function<StoredEvent, Latest<E>> decoded =
                stored ->
                        new Latest<>(
                                stored.position(),
                                type.cast(EventCodec.decode(stored.leaf()).event()));
        Optional<StoredEvent> last = Optional.empty();
        List<StoredEvent> page = List.of();
        do {
            long from = page.isEmpty() ? 0 : page.getLast().position() + 1;
            page =
                    log.readMatching(List.of(Criterion.tagged(tag)), from, EventLog.MAX_PAGE)
                            .events();
            last = page.isEmpty() ? last : Optional.of(page.getLast());
        } while (page.size() == EventLog.MAX_PAGE);
        return last.map(decoded);
    }
}
