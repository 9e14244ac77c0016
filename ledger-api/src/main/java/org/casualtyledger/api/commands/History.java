package org.casualtyledger.api.commands;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.casualtyledger.api.eventlog.Tag;
import org.casualtyledger.api.leaf.EventTags;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.Judgement;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ReportId;

/**
 * The events that bear on a command: all that have any of its tags. An append on the condition that
 * no further event has come under these tags is decided on the truth.
 */
public final class History {
    private final Set<Tag> tags;
    private final SortedMap<Long, Recorded> events;

    private History(Set<Tag> tags, SortedMap<Long, Recorded> events) {
        this.tags = tags;
        this.events = events;
    }

    static History none() {
        return new History(Set.of(), Collections.emptySortedMap());
    }

    /** These events, under whatever tags they stand. */
    public static History of(List<Recorded> events) {
        return none().and(Set.of(), events);
    }

    /** Both; an event that is in both is there once. */
    History and(Set<Tag> moreTags, Collection<Recorded> moreEvents) {
        Set<Tag> allTags = new HashSet<>(tags);
        allTags.addAll(moreTags);
        SortedMap<Long, Recorded> all = new TreeMap<>(events);
        moreEvents.forEach(recorded -> all.put(recorded.position(), recorded));
        return new History(allTags, all);
    }

    Set<Tag> tags() {
        return tags;
    }

    /** Oldest first. */
    public Collection<Recorded> events() {
        return Collections.unmodifiableCollection(events.values());
    }

    public Optional<Recorded> at(long position) {
        return Optional.ofNullable(events.get(position));
    }

    public IncidentStanding incident(IncidentId incident) {
        return IncidentStanding.of(incident, events.values());
    }

    public ReportStanding report(ReportId report) {
        return ReportStanding.of(report, events.values());
    }

    /** The incident and all that were merged into it, as far as their events are here. */
    public Set<IncidentId> incidentWithMerged(IncidentId incident) {
        Set<IncidentId> all = new LinkedHashSet<>();
        addMerged(incident, all);
        return all;
    }

    private void addMerged(IncidentId incident, Set<IncidentId> all) {
        if (all.add(incident)) {
            incident(incident).mergedHere().keySet().forEach(merged -> addMerged(merged, all));
        }
    }

    /**
     * The latest judgement of a kind that an organisation made of the incident, or of one that was
     * merged into it.
     */
    public Optional<Recorded> latest(
            Class<? extends Judgement> kind, OrganisationId by, IncidentId incident) {
        Set<IncidentId> merged = incidentWithMerged(incident);
        Optional<Recorded> latest = Optional.empty();
        for (Recorded recorded : events.values()) {
            if (kind.isInstance(recorded.event())
                    && recorded.by().equals(by)
                    && merged.contains(kind.cast(recorded.event()).incident())) {
                latest = Optional.of(recorded);
            }
        }
        return latest;
    }

    /**
     * Tags of what was said of the incident and of all that it was ever one with: what is said of
     * an incident holds for the one that it is merged into, and goes back with it.
     */
    public static Set<Tag> tagsOfSayings(IncidentId incident, History known) {
        Set<IncidentId> related = new LinkedHashSet<>(Set.of(incident));
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Recorded recorded : known.events()) {
                if (recorded.event() instanceof IncidentsMerged e
                        && (related.contains(e.incident()) || related.contains(e.merged()))) {
                    grew |= related.add(e.incident());
                    grew |= related.add(e.merged());
                }
            }
        }
        Set<Tag> tags = new LinkedHashSet<>();
        related.forEach(one -> tags.addAll(tagsOf(one)));
        return tags;
    }

    /**
     * Tags of all that says where an incident stands. An incident report that names no incident is
     * one under its own id.
     */
    public static Set<Tag> tagsOf(IncidentId incident) {
        return Set.of(
                EventTags.incident(incident), EventTags.report(new ReportId(incident.value())));
    }

    /** Tags of all that says where a report is. */
    public static Set<Tag> tagsOf(ReportId report) {
        return Set.of(EventTags.report(report), EventTags.moved(report));
    }

    /**
     * Tags of what a command's premise asks for: the incident, and its reports where the caller
     * says as of when it knows them.
     */
    public static Set<Tag> tagsOfPremise(IncidentCommand command, History known) {
        Set<Tag> tags = new LinkedHashSet<>(tagsOf(command.incident()));
        if (command.origin().expected().isPresent()) {
            known.incident(command.incident())
                    .reports()
                    .keySet()
                    .forEach(report -> tags.add(EventTags.report(report)));
        }
        return tags;
    }

    /** Why nothing can be asked of this incident, or not by this caller, or not any more. */
    public Optional<Refusal> premise(IncidentCommand command) {
        IncidentStanding standing = incident(command.incident());
        Origin origin = command.origin();
        if (!standing.exists()) {
            return Optional.of(new IncidentRefusal.UnknownIncident());
        }
        if (!origin.assessor().mayAssess().test(standing.theatre().get())) {
            return Optional.of(new IncidentRefusal.TheatreNotAllowed(standing.theatre().get()));
        }
        if (standing.mergedInto().isPresent()) {
            return Optional.of(
                    new IncidentRefusal.IncidentMerged(
                            standing.incident(), standing.mergedInto().get()));
        }
        return changedSince(standing, origin.expected());
    }

    private Optional<Refusal> changedSince(IncidentStanding standing, OptionalLong expected) {
        if (expected.isEmpty()) {
            return Optional.empty();
        }
        long latest = standing.latest();
        for (ReportId report : standing.reports().keySet()) {
            latest = Math.max(latest, report(report).version());
        }
        return latest > expected.getAsLong()
                ? Optional.of(new IncidentRefusal.ChangedSince(latest))
                : Optional.empty();
    }
}
