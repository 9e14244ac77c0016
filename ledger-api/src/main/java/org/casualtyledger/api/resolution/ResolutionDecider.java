package org.casualtyledger.api.resolution;

import java.util.Optional;
import java.util.OptionalInt;
import org.casualtyledger.api.commands.StoredText;
import org.casualtyledger.api.resolution.ResolutionCommand.ResolveActor;
import org.casualtyledger.api.resolution.ResolutionCommand.ResolvePlace;
import org.casualtyledger.events.ActorResolved;
import org.casualtyledger.events.GazetteerAdopted;
import org.casualtyledger.events.PlaceResolved;
import org.casualtyledger.events.PlaceResolved.ResolvedPlace;
import org.casualtyledger.events.ResolutionEvent;
import org.casualtyledger.events.ResolutionMethod;

/** The rules of resolution: pure, static and total. */
final class ResolutionDecider {
    private ResolutionDecider() {}

    /** What a rule says. */
    sealed interface Decision {
        record Accepted(ResolutionEvent event) implements Decision {}

        record SaidAlready(long position) implements Decision {}

        record Refused(ResolutionRefusal refusal) implements Decision {}
    }

    /** The latest event about a name or a choice, and where it stands. */
    record Latest<E>(long position, E event) {}

    /** The gazetteer that holds now is not adopted twice. */
    static Decision adopt(GazetteerAdopted bundled, Optional<Latest<GazetteerAdopted>> latest) {
        return latest.filter(l -> l.event().sha256().equals(bundled.sha256()))
                .<Decision>map(l -> new Decision.SaidAlready(l.position()))
                .orElseGet(() -> new Decision.Accepted(bundled));
    }

    /**
     * A person's word on a place. That a name stands for none that is known is a word too, so the
     * first one to say it is heard.
     *
     * @param known the place that the command names, as the gazetteer has it
     * @param gazetteer its SHA-256
     */
    static Decision place(
            ResolvePlace c,
            Optional<Latest<PlaceResolved>> latest,
            Optional<ResolvedPlace> known,
            String gazetteer) {
        if (c.place().isPresent() && known.isEmpty()) {
            return new Decision.Refused(new ResolutionRefusal.UnknownPlace());
        }
        Optional<Long> wanted = known.map(ResolvedPlace::place);
        return latest.filter(l -> l.event().resolved().map(ResolvedPlace::place).equals(wanted))
                .<Decision>map(
                        l -> new Decision.Refused(new ResolutionRefusal.NoChange(l.position())))
                .orElseGet(
                        () ->
                                new Decision.Accepted(
                                        new PlaceResolved(
                                                c.stated(),
                                                known,
                                                Optional.of(gazetteer),
                                                ResolutionMethod.REVIEWED,
                                                OptionalInt.empty(),
                                                StoredText.digests(c.reason()))));
    }

    /**
     * @param registered whether the actor that the command names is
     */
    static Decision actor(
            ResolveActor c, Optional<Latest<ActorResolved>> latest, boolean registered) {
        if (c.actor().isPresent() && !registered) {
            return new Decision.Refused(new ResolutionRefusal.UnknownActor());
        }
        return latest.filter(l -> l.event().actor().equals(c.actor()))
                .<Decision>map(
                        l -> new Decision.Refused(new ResolutionRefusal.NoChange(l.position())))
                .orElseGet(
                        () ->
                                new Decision.Accepted(
                                        new ActorResolved(
                                                c.stated(),
                                                c.actor(),
                                                ResolutionMethod.REVIEWED,
                                                StoredText.digests(c.reason()))));
    }
}
