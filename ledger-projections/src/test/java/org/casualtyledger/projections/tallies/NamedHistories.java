package org.casualtyledger.projections.tallies;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.ActorRegistered;
import org.casualtyledger.events.ActorResolved;
import org.casualtyledger.events.DefaultMethodologySet;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.MembershipKind;
import org.casualtyledger.events.PlaceResolved;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ResolutionMethod;
import org.casualtyledger.events.StatedName;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.Place;
import org.casualtyledger.events.claim.PlacePrecision;

/**
 * Random histories in which the names that reports state are resolved, and resolved anew, to three
 * cities and three actors that are part of each other.
 */
final class NamedHistories {
    private static final String[] ACTORS = {"force", "wing", "coalition"};

    private final Random random;
    private final List<StatedName> places = new ArrayList<>();
    private final List<String> actors = new ArrayList<>();
    private boolean defaults;

    NamedHistories(Random random) {
        this.random = random;
    }

    /** Now and then another default methodology is set. */
    NamedHistories withDefaults() {
        defaults = true;
        return this;
    }

    /** Somewhat more events than {@code size}. */
    List<RecordedEvent> history(int size) {
        List<RecordedEvent> history = new ArrayList<>();
        for (RecordedEvent event : new Histories(random).history(size)) {
            history.add(event);
            remember(event.event());
            if (!places.isEmpty() && !actors.isEmpty() && random.nextInt(4) == 0) {
                history.add(
                        new RecordedEvent(
                                event.at(),
                                event.by(),
                                new UUID(random.nextLong(), random.nextLong()),
                                TheatreId.NONE,
                                naming()));
            }
        }
        return history;
    }

    private void remember(LedgerEvent event) {
        Optional<Claim> claim =
                switch (event) {
                    case ReportSubmitted e -> Optional.of(e.claim());
                    case ReportCorrected e -> Optional.of(e.claim());
                    default -> Optional.empty();
                };
        for (Place place : claim.map(Claim::where).orElse(List.of())) {
            if (place.precision() == PlacePrecision.EXACT
                    || place.precision() == PlacePrecision.NEAR) {
                places.add(new StatedName(place.country(), place.admin(), place.name()));
            }
        }
        claim.ifPresent(c -> c.actors().forEach(actor -> actors.add(actor.name())));
    }

    private LedgerEvent naming() {
        return switch (random.nextInt(defaults ? 9 : 8)) {
            case 0, 1, 2, 3 ->
                    new PlaceResolved(
                            places.get(random.nextInt(places.size())),
                            random.nextInt(5) == 0 ? Optional.empty() : Optional.of(city()),
                            Optional.empty(),
                            ResolutionMethod.REVIEWED,
                            OptionalInt.empty(),
                            List.of());
            case 4, 5, 6 ->
                    new ActorResolved(
                            actors.get(random.nextInt(actors.size())),
                            random.nextInt(4) == 0 ? Optional.empty() : Optional.of(actor()),
                            ResolutionMethod.REVIEWED,
                            List.of());
            case 7 ->
                    new ActorRegistered(
                            actor(), "Registered " + random.nextInt(3), List.of(), memberships());
            default -> standard();
        };
    }

    private LedgerEvent standard() {
        List<Methodology> shipped = Methodologies.shipped();
        Methodology next = shipped.get(random.nextInt(shipped.size()));
        return new DefaultMethodologySet(next.name(), next.version(), next.hash());
    }

    private PlaceResolved.ResolvedPlace city() {
        int id = 1 + random.nextInt(3);
        return new PlaceResolved.ResolvedPlace(
                id * 10L + random.nextInt(3),
                "Quarter",
                id,
                "City " + id,
                id == 3 ? Optional.empty() : Optional.of("District " + id % 2),
                Optional.of("Province"),
                "SY");
    }

    private ActorId actor() {
        return new ActorId(ACTORS[random.nextInt(ACTORS.length)]);
    }

    private List<ActorRegistered.Membership> memberships() {
        return List.of(
                new ActorRegistered.Membership(
                        actor(),
                        MembershipKind.COALITION,
                        random.nextBoolean()
                                ? Optional.empty()
                                : Optional.of(LocalDate.of(2010 + random.nextInt(12), 6, 15)),
                        Optional.empty()));
    }
}
