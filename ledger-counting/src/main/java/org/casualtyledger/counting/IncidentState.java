package org.casualtyledger.counting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.events.DuplicateConfirmed;
import org.casualtyledger.events.DuplicateDismissed;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.Judgement;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.ReviewApproved;
import org.casualtyledger.events.StatementRecorded;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Claim;

/**
 * One incident, folded from its events.
 *
 * @param accounts its reports' current versions, withdrawn ones included, in the order of their
 *     submission
 * @param dossier what others than the submitters said of it
 */
public record IncidentState(IncidentId id, List<Account> accounts, Dossier dossier) {
    public IncidentState {
        accounts = List.copyOf(accounts);
    }

    public IncidentState(IncidentId id, List<Account> accounts) {
        this(id, accounts, Dossier.EMPTY);
    }

    public static IncidentState empty(IncidentId id) {
        return new IncidentState(id, List.of());
    }

    /**
     * The state after one more event of one of its reports. Total: history is never rejected.
     *
     * <ul>
     *   <li>A second submission of a known report is its next version.
     *   <li>A correction of a withdrawn report lets it stand again: the submitter's latest word
     *       holds.
     *   <li>A correction of a report that the incident does not know yet is its first version here:
     *       it was an aggregate before.
     *   <li>A withdrawal of a report that the incident does not know changes nothing.
     * </ul>
     */
    public static IncidentState evolve(
            IncidentState state, long position, RecordedEvent recorded, ReportEvent event) {
        Optional<Account> known = state.account(event.report());
        return switch (event) {
            case ReportSubmitted e ->
                    state.version(known, position, recorded, e.report(), e.claim());
            case ReportCorrected e ->
                    state.version(known, position, recorded, e.report(), e.claim());
            case ReportWithdrawn _ ->
                    known.map(account -> state.with(account.withdrawn(position))).orElse(state);
        };
    }

    /** After a judgement of it. */
    IncidentState judged(long position, RecordedEvent recorded, Judgement event) {
        return with(
                dossier.judged(
                        new Dossier.Judged(
                                id,
                                position,
                                recorded.by(),
                                event.person(),
                                event.review(),
                                Dossier.verdict(event))));
    }

    IncidentState approved(ReviewApproved event) {
        return with(dossier.approved(event.judgement()));
    }

    IncidentState stated(long position, RecordedEvent recorded, StatementRecorded event) {
        return with(dossier.stated(id, position, recorded.by(), event));
    }

    IncidentState confirmed(DuplicateConfirmed event) {
        return with(dossier.duplicateOf(Optional.of(event.survivor())));
    }

    /** The two are two: whichever was the other's duplicate counts again. */
    IncidentState dismissed(IncidentId other) {
        return dossier.duplicateOf().equals(Optional.of(other))
                ? with(dossier.duplicateOf(Optional.empty()))
                : this;
    }

    static IncidentId otherOf(DuplicateDismissed event, IncidentId one) {
        return event.incident().equals(one) ? event.other() : event.incident();
    }

    /** Whether it is known to lie there, by what was said of it or by all of its reports. */
    boolean liesIn(TheatreId theatre) {
        return dossier.theatre()
                .map(theatre::equals)
                .orElseGet(() -> accounts.stream().allMatch(a -> a.theatre().equals(theatre)));
    }

    IncidentState settled(TheatreId in) {
        return with(dossier.settled(in));
    }

    IncidentState with(Dossier changed) {
        return changed.equals(dossier) ? this : new IncidentState(id, accounts, changed);
    }

    /** The same with more accounts, in the order of submission. */
    IncidentState joinedBy(List<Account> others) {
        if (others.isEmpty()) {
            return this;
        }
        List<Account> all = new ArrayList<>(accounts);
        for (Account other : others) {
            all.removeIf(account -> account.report().equals(other.report()));
            all.add(other);
        }
        all.sort(Comparator.comparingLong(Account::submittedAt));
        return new IncidentState(id, all, dossier);
    }

    IncidentState leftBy(Set<ReportId> reports) {
        List<Account> kept = accounts.stream().filter(a -> !reports.contains(a.report())).toList();
        return kept.size() == accounts.size() ? this : new IncidentState(id, kept, dossier);
    }

    /** Those of its accounts that are of these reports. */
    List<Account> accountsOf(Set<ReportId> reports) {
        return accounts.stream().filter(a -> reports.contains(a.report())).toList();
    }

    public Optional<Account> account(ReportId report) {
        for (Account account : accounts) {
            if (account.report().equals(report)) {
                return Optional.of(account);
            }
        }
        return Optional.empty();
    }

    private IncidentState version(
            Optional<Account> known,
            long position,
            RecordedEvent recorded,
            ReportId report,
            Claim claim) {
        return with(
                new Account(
                        report,
                        known.map(Account::organisation).orElse(recorded.by()),
                        recorded.theatre(),
                        known.map(Account::submittedAt).orElse(position),
                        position,
                        true,
                        Facts.of(claim)));
    }

    private IncidentState with(Account account) {
        List<Account> next = new ArrayList<>(accounts.size() + 1);
        boolean replaced = false;
        for (Account other : accounts) {
            if (other.report().equals(account.report())) {
                next.add(account);
                replaced = true;
            } else {
                next.add(other);
            }
        }
        if (!replaced) {
            next.add(account);
        }
        return new IncidentState(id, next, dossier);
    }
}
