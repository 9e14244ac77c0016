package org.casualtyledger.api.reporting;

import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.TheatreId;

/** What a decider says: an event to append, or a refusal. */
sealed interface Decision {
    record Accepted(TheatreId theatre, ReportEvent event) implements Decision {}

    record Refused(Refusal refusal) implements Decision {}
}
