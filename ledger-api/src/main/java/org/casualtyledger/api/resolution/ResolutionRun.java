package org.casualtyledger.api.resolution;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.casualtyledger.api.commands.Theatres;
import org.casualtyledger.api.eventlog.Append;
import org.casualtyledger.api.eventlog.AppendResult;
import org.casualtyledger.api.eventlog.Condition;
import org.casualtyledger.api.eventlog.Criterion;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.NewEvent;
import org.casualtyledger.api.eventlog.StoredEvent;
import org.casualtyledger.api.eventlog.Tag;
import org.casualtyledger.api.leaf.Attributed;
import org.casualtyledger.api.leaf.EventLeafCodec;
import org.casualtyledger.api.leaf.EventTags;
import org.casualtyledger.events.ActorResolved;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.PlaceResolved;
import org.casualtyledger.events.ResolutionEvent;
import org.casualtyledger.events.StatedName;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.Uuids;
import org.casualtyledger.gazetteer.Gazetteer;

/**
 * Resolves what needs nobody to judge: reads the whole log, matches every name that nobody
 * resolved, and appends what is unique. Run again it finds nothing to do; a run that was stopped
 * half way is simply run again.
 */
final class ResolutionRun {
    /**
     * Events of one append. Names that somebody resolves at the same moment cost their batch
     * another try.
     */
    private static final int BATCH = 100;

    private static final int TRIES = 5;

    /** An append takes milliseconds; who waits this long waits for an outage. */
    private static final long WAIT_SECONDS = 60;

    private final EventLog log;
    private final Resolutions resolutions;
    private final InstantSource clock;

    ResolutionRun(EventLog log, Resolutions resolutions, InstantSource clock) {
        this.log = log;
        this.resolutions = resolutions;
        this.clock = clock;
    }

    /**
     * @param theatre whose reports are looked at; empty for all
     */
    record Options(Optional<TheatreId> theatre, boolean dryRun) {}

    /**
     * What a run found and did.
     *
     * @param placesNow what was appended, or would be
     * @param shareOfReports of those that name a settlement
     * @param asOf the last position that was looked at; -1 for an empty log
     */
    record Result(
            PlaceSurvey places,
            Set<StatedName> placesNow,
            double shareOfReports,
            ActorSurvey actors,
            int actorsNow,
            long asOf) {}

    Result run(Options options, OrganisationId by) {
        long size = log.head().size();
        Survey survey = survey(size);
        Gazetteer gazetteer = Gazetteer.bundled();
        PlaceSurvey places = PlaceSurvey.of(survey, options.theatre(), gazetteer);
        ActorSurvey actors = ActorSurvey.of(survey, options.theatre());
        Set<StatedName> placesNow = new HashSet<>(places.now().keySet());
        int actorsNow = actors.now().size();
        if (!options.dryRun()) {
            resolutions.carryOut(new ResolutionCommand.AdoptGazetteer(), by, Optional.empty());
            placesNow = new HashSet<>();
            for (ResolutionEvent event : append(places.now().values(), by, size)) {
                placesNow.add(((PlaceResolved) event).stated());
            }
            actorsNow = append(actors.now().values(), by, size).size();
        }
        Set<StatedName> resolved = new HashSet<>(places.before());
        resolved.addAll(placesNow);
        return new Result(
                places,
                placesNow,
                survey.shareOfReports(options.theatre(), resolved),
                actors,
                actorsNow,
                size - 1);
    }

    /** Everything below the size, page by page; what comes later is the next run's. */
    private Survey survey(long size) {
        Survey survey = new Survey();
        long next = 0;
        while (next < size) {
            for (StoredEvent stored : log.read(next, EventLog.MAX_PAGE)) {
                if (stored.position() < size) {
                    survey.apply(EventCodec.decode(stored.leaf()));
                }
                next = stored.position() + 1;
            }
        }
        return survey;
    }

    /** Appends in batches, and answers what was appended. */
    private List<ResolutionEvent> append(
            Collection<? extends ResolutionEvent> events, OrganisationId by, long size) {
        List<ResolutionEvent> appended = new ArrayList<>();
        List<ResolutionEvent> all = List.copyOf(events);
        for (int from = 0; from < all.size(); from += BATCH) {
            List<ResolutionEvent> batch = all.subList(from, Math.min(all.size(), from + BATCH));
            appended.addAll(appendBatch(batch, by, size));
        }
        return appended;
    }

    /** On the condition that nobody resolved any of the names; whose name was, drops out. */
    private List<ResolutionEvent> appendBatch(
            List<ResolutionEvent> batch, OrganisationId by, long size) {
        List<ResolutionEvent> left = batch;
        long seen = size;
        for (int i = 0; i < TRIES && !left.isEmpty(); i++) {
            List<Criterion> tags = left.stream().map(e -> Criterion.tagged(tag(e))).toList();
            Append append =
                    new Append(
                            left.stream().map(event -> leaf(event, by)).toList(),
                            List.of(new Condition(tags, seen - 1)),
                            Optional.empty(),
                            List.of(),
                            true);
            AppendResult result =
                    log.append(append).orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
            if (result instanceof AppendResult.Appended) {
                return left;
            }
            EventLog.Matches others = log.readMatching(tags, seen, EventLog.MAX_PAGE);
            Set<Tag> resolved = tags(others.events());
            left = left.stream().filter(event -> !resolved.contains(tag(event))).toList();
            seen = others.size();
        }
        return List.of();
    }

    private static Set<Tag> tags(List<StoredEvent> events) {
        Set<Tag> tags = new HashSet<>();
        for (StoredEvent stored : events) {
            if (EventCodec.decode(stored.leaf()).event() instanceof ResolutionEvent event) {
                tags.add(tag(event));
            }
        }
        return tags;
    }

    private static Tag tag(ResolutionEvent event) {
        return switch (event) {
            case PlaceResolved e -> EventTags.statedPlace(e.stated());
            case ActorResolved e -> EventTags.statedActor(e.stated());
            case org.casualtyledger.events.GazetteerAdopted _ -> EventTags.ledger("gazetteer");
        };
    }

    private NewEvent leaf(ResolutionEvent event, OrganisationId by) {
        UUID id = Uuids.timeOrdered(clock.millis());
        TheatreId theatre =
                event instanceof PlaceResolved place
                        ? Theatres.ofCountry(place.stated().country())
                        : TheatreId.NONE;
        return EventLeafCodec.leaf(id, Attributed.pending(by, theatre, event));
    }
}
