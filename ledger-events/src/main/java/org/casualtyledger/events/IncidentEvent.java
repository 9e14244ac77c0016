package org.casualtyledger.events;

import java.util.List;

/**
 * An event about one incident, by the organisation that judges, which need not have submitted any
 * of its reports.
 */
public sealed interface IncidentEvent extends LedgerEvent
        permits MoveEvent,
                DuplicateConfirmed,
                DuplicateDismissed,
                Judgement,
                ReviewApproved,
                StatementRecorded {
    IncidentId incident();

    /** Digests of its own disclosures, its reason among them; sorted. */
    List<String> sd();
}
