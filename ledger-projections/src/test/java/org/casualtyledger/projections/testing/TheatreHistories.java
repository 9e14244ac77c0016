package org.casualtyledger.projections.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.casualtyledger.counting.Account;
import org.casualtyledger.counting.Dossier;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.counting.Home;
import org.casualtyledger.counting.IncidentState;
import org.casualtyledger.counting.Incidents;
import org.casualtyledger.events.ChallengeAnswered;
import org.casualtyledger.events.ChallengeRaised;
import org.casualtyledger.events.DuplicateConfirmed;
import org.casualtyledger.events.DuplicateDismissed;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.Judgement;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.RegistryEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.ResolutionEvent;
import org.casualtyledger.events.ReviewApproved;
import org.casualtyledger.events.StatementRecorded;
import org.casualtyledger.events.TallyPublished;
import org.casualtyledger.events.TheatreId;

/**
 * Random histories of many theatres as the write side lets them in: what concerns an incident is
 * recorded in the theatre where it lies, incidents are moved among one another within one theatre
 * alone, and into another by being rehomed. Merged incidents are spoken of no more until they are
 * split off again, wherever the whole lies then.
 */
public final class TheatreHistories {
    private static final List<TheatreId> THEATRES =
            Stream.of(
                            "SYR", "UKR", "ISR-PSE", "IRQ", "YEM", "SDN", "MMR", "COL", "AFG",
                            "SOM", "ETH", "LBY")
                    .map(TheatreId::new)
                    .toList();

    /** One event in so many is a rehoming of its own. */
    private static final int REHOMED = 12;

    private final Random random;
    private final Histories raw;
    private final Incidents folded = new Incidents(new HashMap<>(), new HashMap<>());
    private final Map<IncidentId, TheatreId> theatres = new LinkedHashMap<>();
    private final Map<ReportId, TheatreId> reports = new HashMap<>();
    private final List<RecordedEvent> history = new ArrayList<>();
    private RecordedEvent current;

    private TheatreHistories(Random random) {
        this.random = random;
        this.raw = new Histories(random);
    }

    public static List<RecordedEvent> history(Random random, int size) {
        TheatreHistories made = new TheatreHistories(random);
        while (made.history.size() < size) {
            made.current = made.raw.history(1).getFirst();
            made.adapt(made.current.event());
            if (random.nextInt(REHOMED) == 0 && !made.theatres.isEmpty()) {
                made.rehome(made.any(), made.theatre());
            }
        }
        return List.copyOf(made.history.subList(0, size));
    }

    private void adapt(LedgerEvent event) {
        switch (event) {
            case ReportSubmitted e -> submitted(e);
            case ReportCorrected e -> changed(e);
            case ReportWithdrawn e -> changed(e);
            case ReportsLinked e -> linked(e);
            case IncidentsMerged e -> merged(e);
            case IncidentSplit e -> split(e);
            case IncidentRehomed e -> rehome(e.incident(), theatre());
            case DuplicateConfirmed e -> pair(e, e.incident(), e.survivor());
            case DuplicateDismissed e -> dismissed(e);
            case ReviewApproved e -> approved(e);
            case Judgement e -> said(e, e.incident());
            case StatementRecorded e -> said(e, e.incident());
            case RegistryEvent e -> record(e, TheatreId.NONE);
            case ResolutionEvent e -> record(e, TheatreId.NONE);
            case TallyPublished e -> record(e, TheatreId.NONE);
            case ChallengeRaised e -> record(e, theatre());
            case ChallengeAnswered e -> record(e, theatre());
        }
    }

    private void submitted(ReportSubmitted event) {
        Optional<IncidentId> named = event.incident();
        if (named.isPresent() && isDissolved(named.get())) {
            return;
        }
        TheatreId theatre = named.map(theatres::get).orElseGet(this::theatre);
        reports.put(event.report(), theatre);
        record(event, theatre);
        settle(event, theatre);
    }

    private void changed(ReportEvent event) {
        Optional<Home> home = folded.home(event.report());
        if (home.isEmpty()) {
            return;
        }
        TheatreId theatre =
                home.get()
                        .incident()
                        .map(theatres::get)
                        .orElseGet(() -> reports.get(event.report()));
        record(event, theatre);
        settle(event, theatre);
    }

    private void settle(ReportEvent event, TheatreId theatre) {
        folded.home(event.report())
                .flatMap(Home::incident)
                .ifPresent(incident -> theatres.putIfAbsent(incident, theatre));
    }

    private void linked(ReportsLinked event) {
        TheatreId here = theatres.get(event.incident());
        if (here == null || isDissolved(event.incident())) {
            return;
        }
        Map<ReportId, ReportsLinked.Move> moves = new LinkedHashMap<>();
        for (ReportsLinked.Move move : event.moves()) {
            folded.home(move.report())
                    .flatMap(Home::incident)
                    .filter(from -> !from.equals(event.incident()))
                    .filter(from -> near(from, event.incident()))
                    .ifPresent(
                            from ->
                                    moves.put(
                                            move.report(),
                                            new ReportsLinked.Move(move.report(), from)));
        }
        if (!moves.isEmpty()) {
            record(
                    new ReportsLinked(event.incident(), List.copyOf(moves.values()), List.of()),
                    theatres.get(event.incident()));
        }
    }

    private void merged(IncidentsMerged event) {
        if (!isFree(event.incident())
                || !isFree(event.merged())
                || event.incident().equals(event.merged())
                || !near(event.merged(), event.incident())) {
            return;
        }
        record(
                new IncidentsMerged(
                        event.incident(),
                        event.merged(),
                        state(event.merged()).accounts().stream().map(Account::report).toList(),
                        List.of()),
                theatres.get(event.incident()));
    }

    /** Into one that was merged here, or one that is new. */
    private void split(IncidentSplit event) {
        IncidentId whole = event.incident();
        List<Account> accounts = state(whole).accounts();
        if (!theatres.containsKey(whole) || isDissolved(whole) || accounts.size() < 2) {
            return;
        }
        List<IncidentId> parts =
                state(whole).dossier().absorbed().stream()
                        .filter(edge -> edge.into().equals(whole))
                        .map(Dossier.Absorbed::incident)
                        .toList();
        IncidentId into =
                parts.isEmpty()
                        ? new IncidentId(new UUID(random.nextLong(), random.nextLong()))
                        : parts.get(random.nextInt(parts.size()));
        int some = 1 + random.nextInt(accounts.size() - 1);
        record(
                new IncidentSplit(
                        whole,
                        into,
                        accounts.subList(0, some).stream().map(Account::report).toList(),
                        List.of()),
                theatres.get(whole));
        theatres.put(into, theatres.get(whole));
    }

    private void rehome(IncidentId incident, TheatreId to) {
        TheatreId from = theatres.get(incident);
        if (from == null || from.equals(to) || isDissolved(incident)) {
            return;
        }
        record(
                new IncidentRehomed(
                        incident,
                        from,
                        state(incident).accounts().stream()
                                .map(a -> new IncidentRehomed.Carried(a.report(), a.position()))
                                .toList(),
                        List.of()),
                to);
        theatres.put(incident, to);
    }

    private void pair(LedgerEvent event, IncidentId one, IncidentId other) {
        if (isFree(one) && isFree(other) && !one.equals(other) && near(other, one)) {
            record(event, theatres.get(one));
        }
    }

    /** A confirmation may be taken back when the two lie in different theatres. */
    private void dismissed(DuplicateDismissed event) {
        Optional<IncidentId> survivor = state(event.incident()).dossier().duplicateOf();
        if (survivor.isPresent() && !isDissolved(event.incident())) {
            record(
                    new DuplicateDismissed(event.incident(), survivor.get(), List.of()),
                    theatres.get(event.incident()));
        } else if (!isDissolved(event.incident())
                && !isDissolved(event.other())
                && !event.incident().equals(event.other())
                && theatres.containsKey(event.incident())
                && near(event.other(), event.incident())) {
            record(event, theatres.get(event.incident()));
        }
    }

    private void approved(ReviewApproved event) {
        state(event.incident()).dossier().judgements().stream()
                .filter(Dossier.Judged::pending)
                .findFirst()
                .ifPresent(
                        judged ->
                                said(
                                        new ReviewApproved(
                                                event.incident(),
                                                judged.position(),
                                                event.person(),
                                                List.of()),
                                        event.incident()));
    }

    private void said(LedgerEvent event, IncidentId incident) {
        if (theatres.containsKey(incident) && !isDissolved(incident)) {
            record(event, theatres.get(incident));
        }
    }

    /**
     * Whether the other lies in the theatre of the one; as often as not it is taken there first.
     */
    private boolean near(IncidentId other, IncidentId one) {
        TheatreId here = theatres.get(one);
        if (here == null || !theatres.containsKey(other) || isDissolved(other)) {
            return false;
        }
        if (!theatres.get(other).equals(here) && random.nextBoolean()) {
            rehome(other, here);
        }
        return theatres.get(other).equals(here);
    }

    private void record(LedgerEvent event, TheatreId theatre) {
        RecordedEvent recorded =
                new RecordedEvent(
                        current.at(),
                        new OrganisationId(current.by().value()),
                        new UUID(random.nextLong(), random.nextLong()),
                        theatre,
                        event);
        folded.apply(history.size(), recorded);
        history.add(recorded);
    }

    private IncidentState state(IncidentId incident) {
        return folded.state(incident);
    }

    private boolean isFree(IncidentId incident) {
        return theatres.containsKey(incident)
                && !isDissolved(incident)
                && state(incident).dossier().duplicateOf().isEmpty();
    }

    private boolean isDissolved(IncidentId incident) {
        return state(incident).dossier().mergedInto().isPresent();
    }

    private IncidentId any() {
        List<IncidentId> all = List.copyOf(theatres.keySet());
        return all.get(random.nextInt(all.size()));
    }

    private TheatreId theatre() {
        return THEATRES.get(random.nextInt(THEATRES.size()));
    }

    /**
     * How often incidents come from another theatre, for tests that want to be sure to have met it.
     */
    public static long rehomings(List<RecordedEvent> history) {
        return history.stream().filter(r -> r.event() instanceof IncidentRehomed).count();
    }
}
