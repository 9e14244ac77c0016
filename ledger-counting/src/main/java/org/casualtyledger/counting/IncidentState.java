package org.casualtyledger.counting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.claim.Claim;

/**
 * One incident, folded from its reports' events.
 *
 * @param accounts its reports' current versions, withdrawn ones included, in the order of their
 *     submission
 */
public record IncidentState(IncidentId id, List<Account> accounts) {
    public IncidentState {
        accounts = List.copyOf(accounts);
    }

    public static IncidentState empty(IncidentId id) {
        return new IncidentState(id, List.of());
    }

    /**
     * The state after one more event of this incident. Total: history is never rejected.
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
                    known.map(
                                    account ->
                                            state.with(
                                                    new Account(
                                                            account.report(),
                                                            account.organisation(),
                                                            account.theatre(),
                                                            account.submittedAt(),
                                                            position,
                                                            false,
                                                            account.facts())))
                            .orElse(state);
        };
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
        return new IncidentState(id, next);
    }
}
