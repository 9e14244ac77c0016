package org.casualtyledger.api.reporting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.casualtyledger.api.eventlog.Criterion;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.Listing;
import org.casualtyledger.api.eventlog.StoredEvent;
import org.casualtyledger.api.leaf.EventTags;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.Flag;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads reports from the log itself, so that an answer is never behind. */
final class ReportReader {
    /** Reports whose states are read at once. */
    static final int MAX_REPORTS = 200;

    private final EventLog log;
    private final JdbcClient jdbc;

    ReportReader(EventLog log, DataSource logDataSource) {
        this.log = log;
        this.jdbc = JdbcClient.create(logDataSource);
    }

    /** A report with its history, oldest first. */
    record History(ReportState state, ReportSubmitted first, List<StoredEvent> events) {
        History {
            events = List.copyOf(events);
        }
    }

    /** A text that a leaf's digest stands for. */
    record Text(long position, String digest, String audience, String name, String value) {}

    Optional<History> history(ReportId report) {
        List<StoredEvent> events = eventsOf(List.of(report));
        if (events.isEmpty()) {
            return Optional.empty();
        }
        ReportSubmitted first = submitted(events.getFirst());
        // The id was an alias: what came after the submission is tagged with the report's own id.
        if (!first.report().equals(report)) {
            return history(first.report());
        }
        ReportState state = new ReportState.Absent();
        for (StoredEvent event : events) {
            state = ReportDecider.evolve(state, recorded(event));
        }
        return Optional.of(new History(state, first, events));
    }

    /** States by the asked ids; absent ones are left out. At most {@link #MAX_REPORTS}. */
    Map<ReportId, ReportState> states(Collection<ReportId> asked) {
        Map<ReportId, ReportState> byOwnId = new HashMap<>();
        Map<ReportId, ReportId> aliases = new HashMap<>();
        for (StoredEvent stored : eventsOf(asked)) {
            ReportState.Recorded recorded = recorded(stored);
            byOwnId.merge(
                    recorded.event().report(),
                    ReportDecider.evolve(new ReportState.Absent(), recorded),
                    (before, _) -> ReportDecider.evolve(before, recorded));
            if (recorded.event() instanceof ReportSubmitted submitted) {
                submitted
                        .aliases()
                        .forEach(
                                alias ->
                                        aliases.put(
                                                ReportId.of(recorded.by(), alias),
                                                submitted.report()));
            }
        }
        aliases.keySet().retainAll(new HashSet<>(asked));
        aliases.keySet().removeAll(byOwnId.keySet());
        if (!aliases.isEmpty()) {
            // What came after a submission is tagged with the report's own id alone.
            byOwnId.putAll(states(new HashSet<>(aliases.values())));
        }
        Map<ReportId, ReportState> states = new HashMap<>();
        for (ReportId id : asked) {
            ReportState state = byOwnId.get(aliases.getOrDefault(id, id));
            if (state != null) {
                states.put(id, state);
            }
        }
        return states;
    }

    private List<StoredEvent> eventsOf(Collection<ReportId> reports) {
        List<Criterion> anyOf = new ArrayList<>();
        reports.forEach(report -> anyOf.add(Criterion.tagged(EventTags.report(report))));
        List<StoredEvent> events = new ArrayList<>();
        List<StoredEvent> page = List.of();
        do {
            long from = page.isEmpty() ? 0 : page.getLast().position() + 1;
            page = log.readMatching(anyOf, from, EventLog.MAX_PAGE).events();
            events.addAll(page);
        } while (page.size() == EventLog.MAX_PAGE);
        return events;
    }

    /**
     * An incident as its reports' submissions tell it.
     *
     * @param theatre that of its first report
     * @param reports how many name it, up to {@link EventLog#MAX_PAGE}
     */
    record Incident(String theatre, int reports) {}

    /** Empty for an incident that no report names. */
    Optional<Incident> incident(IncidentId incident) {
        List<StoredEvent> submissions =
                log.readMatching(
                                List.of(Criterion.tagged(EventTags.incident(incident))),
                                0,
                                EventLog.MAX_PAGE)
                        .events();
        return submissions.stream()
                .findFirst()
                .map(first -> new Incident(first.theatre().orElse(""), submissions.size()));
    }

    /** First events of reports, by position, from a position on. */
    List<StoredEvent> submissions(Optional<OrganisationId> organisation, long from, int limit) {
        if (organisation.isPresent()) {
            return log.list(
                    new Listing(
                            organisation.get().value(),
                            Set.of(EventCodec.SUBMITTED),
                            from,
                            Listing.Direction.ASCENDING,
                            limit));
        }
        return log.readMatching(
                        List.of(new Criterion(Set.of(EventCodec.SUBMITTED), Set.of())), from, limit)
                .events();
    }

    Map<Long, Fingerprint> fingerprints(Collection<Long> positions) {
        Map<Long, Fingerprint> found = new TreeMap<>();
        if (positions.isEmpty()) {
            return found;
        }
        jdbc.sql(
                        "SELECT position, salt, salted FROM reporting.fingerprint WHERE position = ANY (:positions)")
                .param("positions", positions.toArray(Long[]::new))
                .query(
                        row -> {
                            found.put(
                                    row.getLong(1),
                                    Fingerprint.stored(row.getBytes(2), row.getBytes(3)));
                        });
        return found;
    }

    /**
     * The fingerprint of the standing claim; empty where none stands, or its texts were destroyed.
     */
    Optional<Fingerprint> fingerprint(ReportState state) {
        return state instanceof ReportState.Standing standing
                ? Optional.ofNullable(
                        fingerprints(List.of(standing.claimAt())).get(standing.claimAt()))
                : Optional.empty();
    }

    List<Text> texts(Collection<Long> positions) {
        if (positions.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        """
                        SELECT position, digest, audience, name, value
                          FROM reporting.disclosure
                         WHERE position = ANY (:positions)
                         ORDER BY position, name, digest
                        """)
                .param("positions", positions.toArray(Long[]::new))
                .query(
                        (row, _) ->
                                new Text(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getString(5)))
                .list();
    }

    static ReportSubmitted submitted(StoredEvent event) {
        if (EventCodec.decode(event.leaf()).event() instanceof ReportSubmitted submitted) {
            return submitted;
        }
        throw new IllegalStateException(
                "the report at " + event.position() + " does not start with its submission");
    }

    /** What a receipt repeats of an event: a correction and a withdrawal name no incident. */
    record Account(
            ReportId report,
            Optional<String> externalId,
            Optional<IncidentId> incident,
            List<Flag> flags) {}

    static Account account(StoredEvent stored) {
        return switch (recorded(stored).event()) {
            case ReportSubmitted e ->
                    new Account(e.report(), Optional.of(e.externalId()), e.incident(), e.flags());
            case ReportCorrected e ->
                    new Account(e.report(), Optional.empty(), Optional.empty(), e.flags());
            case ReportWithdrawn e ->
                    new Account(e.report(), Optional.empty(), Optional.empty(), List.of());
        };
    }

    private static ReportState.Recorded recorded(StoredEvent stored) {
        RecordedEvent event = EventCodec.decode(stored.leaf());
        if (event.event() instanceof ReportEvent report) {
            return new ReportState.Recorded(stored.position(), event.by(), event.theatre(), report);
        }
        throw new IllegalStateException("no report event at " + stored.position());
    }
}
