package org.casualtyledger.api.reporting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.casualtyledger.api.eventlog.AppendResult;
import org.casualtyledger.api.eventlog.Criterion;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.Idempotency;
import org.casualtyledger.api.eventlog.Listing;
import org.casualtyledger.api.eventlog.StoredEvent;
import org.casualtyledger.api.eventlog.Tag;
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
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.signature.EventSignature;
import org.casualtyledger.events.signature.KeyId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads reports from the log itself, so that an answer is never behind. */
final class ReportReader {
    /** Reports whose states are read at once. */
    static final int MAX_REPORTS = 200;

    /** Merges that are followed to the incident that holds the reports now. */
    private static final int CHAIN = 20;

    private final EventLog log;
    private final JdbcClient jdbc;
    private final Signings signings;

    ReportReader(EventLog log, DataSource logDataSource, Signings signings) {
        this.log = log;
        this.signings = signings;
        this.jdbc = JdbcClient.create(logDataSource);
    }

    /**
     * A report with its organisation's events, oldest first.
     *
     * @param movedAt the position at which others last moved it, which its version does not tell
     */
    record History(
            ReportState state,
            ReportSubmitted first,
            List<StoredEvent> events,
            OptionalLong movedAt) {
        History {
            events = List.copyOf(events);
        }
    }

    /** A text that a leaf's digest stands for. */
    record Text(long position, String digest, String audience, String name, String value) {}

    /** What this request was answered when it was carried out; empty where it is new. */
    Optional<AppendResult> earlier(Idempotency idempotency) {
        return log.earlier(idempotency);
    }

    Optional<History> history(ReportId report) {
        List<StoredEvent> events = eventsOf(List.of(EventTags.report(report)));
        if (events.isEmpty()) {
            return Optional.empty();
        }
        ReportSubmitted first = submitted(events.getFirst());
        // The id was an alias: what came after the submission is tagged with the report's own id.
        if (!first.report().equals(report)) {
            return history(first.report());
        }
        List<StoredEvent> moves = eventsOf(List.of(EventTags.moved(report)));
        return Optional.of(
                new History(
                        folded(events, moves),
                        first,
                        events,
                        moves.stream().mapToLong(StoredEvent::position).max()));
    }

    /** States by the asked ids; absent ones are left out. At most {@link #MAX_REPORTS}. */
    Map<ReportId, ReportState> states(Collection<ReportId> asked) {
        Map<ReportId, List<StoredEvent>> byOwnId = new HashMap<>();
        Map<ReportId, ReportId> aliases = new HashMap<>();
        for (StoredEvent stored : eventsOf(asked.stream().map(EventTags::report).toList())) {
            ReportState.Recorded recorded = recorded(stored);
            byOwnId.computeIfAbsent(reportEvent(recorded).report(), _ -> new ArrayList<>())
                    .add(stored);
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
        Map<ReportId, ReportState> folded = folded(byOwnId);
        if (!aliases.isEmpty()) {
            // What came after a submission is tagged with the report's own id alone.
            folded.putAll(states(new HashSet<>(aliases.values())));
        }
        Map<ReportId, ReportState> states = new HashMap<>();
        for (ReportId id : asked) {
            ReportState state = folded.get(aliases.getOrDefault(id, id));
            if (state != null) {
                states.put(id, state);
            }
        }
        return states;
    }

    /** Folds reports with what moved them. The rows of a first import have nothing to look for. */
    private Map<ReportId, ReportState> folded(Map<ReportId, List<StoredEvent>> byOwnId) {
        List<StoredEvent> moves =
                eventsOf(byOwnId.keySet().stream().map(EventTags::moved).toList());
        Map<ReportId, ReportState> folded = new HashMap<>();
        byOwnId.forEach((report, events) -> folded.put(report, folded(events, moves)));
        return folded;
    }

    /** Moves that do not name the report leave it where it is. */
    private static ReportState folded(List<StoredEvent> events, List<StoredEvent> moves) {
        ReportState state = new ReportState.Absent();
        for (ReportState.Recorded recorded : inOrder(events, moves)) {
            state = ReportDecider.evolve(state, recorded);
        }
        return state;
    }

    private static List<ReportState.Recorded> inOrder(
            List<StoredEvent> events, List<StoredEvent> moves) {
        return Stream.concat(events.stream(), moves.stream())
                .sorted(Comparator.comparingLong(StoredEvent::position))
                .map(ReportReader::recorded)
                .toList();
    }

    private List<StoredEvent> eventsOf(Collection<Tag> tags) {
        List<Criterion> anyOf = tags.stream().map(Criterion::tagged).toList();
        List<StoredEvent> events = new ArrayList<>();
        if (anyOf.isEmpty()) {
            return events;
        }
        List<StoredEvent> page = List.of();
        do {
            long from = page.isEmpty() ? 0 : page.getLast().position() + 1;
            page = log.readMatching(anyOf, from, EventLog.MAX_PAGE).events();
            events.addAll(page);
        } while (page.size() == EventLog.MAX_PAGE);
        return events;
    }

    /**
     * What a command touches besides its own report. Reads nothing for one that touches nothing.
     *
     * @param state what it is decided on
     */
    Surroundings around(ReportCommand command, ReportState state) {
        Surroundings around = around(command);
        return command.origin().offered().isPresent()
                ? around.with(signings.of(command, state))
                : around;
    }

    private Surroundings around(ReportCommand command) {
        return switch (command) {
            case ReportCommand.SubmitReport c ->
                    around(
                            c.incident().filter(id -> !id.value().equals(c.origin().event())),
                            c.sealed().claim());
            case ReportCommand.CorrectReport c -> around(Optional.empty(), c.sealed().claim());
            case ReportCommand.WithdrawReport _ -> Surroundings.NONE;
        };
    }

    /**
     * The size of the log is taken first: what comes while this reads was perhaps not seen, and a
     * condition asks for it again.
     */
    private Surroundings around(Optional<IncidentId> incident, Claim claim) {
        if (incident.isEmpty() && claim.derivedFrom().isEmpty()) {
            return Surroundings.NONE;
        }
        long size = log.head().size();
        return new Surroundings(
                incident.map(this::incident).orElseGet(NamedIncident.New::new),
                claim.derivedFrom().map(this::exists).orElse(true),
                size,
                Optional.empty());
    }

    private NamedIncident incident(IncidentId incident) {
        NamedIncident found = folded(incident);
        for (int i = 0; i < CHAIN && found instanceof NamedIncident.Merged(IncidentId into); i++) {
            if (!(folded(into) instanceof NamedIncident.Merged further)) {
                break;
            }
            found = further;
        }
        return found;
    }

    private NamedIncident folded(IncidentId incident) {
        return NamedIncident.of(
                incident, inOrder(eventsOf(List.of(EventTags.incident(incident))), List.of()));
    }

    private boolean exists(ReportId report) {
        return !log.readMatching(List.of(Criterion.tagged(EventTags.report(report))), 0, 1)
                .events()
                .isEmpty();
    }

    /** Whether a report's own organisation made the event at a position; else it is a move. */
    boolean isOfReport(long position) {
        return recorded(log.read(position, 1).getFirst()).event() instanceof ReportEvent;
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
            List<Flag> flags,
            Optional<KeyId> signedBy) {}

    static Account account(StoredEvent stored) {
        return account(reportEvent(recorded(stored)));
    }

    static Account account(ReportEvent event) {
        return switch (event) {
            case ReportSubmitted e ->
                    new Account(
                            e.report(),
                            Optional.of(e.externalId()),
                            e.incident(),
                            e.flags(),
                            signedBy(e));
            case ReportCorrected e ->
                    new Account(
                            e.report(), Optional.empty(), Optional.empty(), e.flags(), signedBy(e));
            case ReportWithdrawn e ->
                    new Account(
                            e.report(), Optional.empty(), Optional.empty(), List.of(), signedBy(e));
        };
    }

    private static Optional<KeyId> signedBy(ReportEvent event) {
        return event.signature().map(EventSignature::key);
    }

    private static ReportState.Recorded recorded(StoredEvent stored) {
        RecordedEvent event = EventCodec.decode(stored.leaf());
        return new ReportState.Recorded(
                stored.position(), event.by(), event.theatre(), event.event());
    }

    private static ReportEvent reportEvent(ReportState.Recorded recorded) {
        if (recorded.event() instanceof ReportEvent event) {
            return event;
        }
        throw new IllegalStateException("no report event at " + recorded.position());
    }
}
