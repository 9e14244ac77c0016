package org.casualtyledger.api.leaf;

import java.util.LinkedHashSet;
import java.util.Set;
import org.casualtyledger.api.eventlog.Tag;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.OrganisationRegistered;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;

/**
 * Under which tags an event is found again. An alias is the same tag under which a report of that
 * external id would stand.
 */
public final class EventTags {
    private EventTags() {}

    public static Tag report(ReportId report) {
        return new Tag("report", report.toString());
    }

    public static Tag incident(IncidentId incident) {
        return new Tag("incident", incident.toString());
    }

    public static Tag organisation(OrganisationId organisation) {
        return new Tag("organisation", organisation.value());
    }

    public static Set<Tag> of(OrganisationId by, LedgerEvent event) {
        Set<Tag> tags = new LinkedHashSet<>();
        switch (event) {
            case ReportSubmitted e -> {
                tags.add(report(e.report()));
                e.aliases().forEach(alias -> tags.add(report(ReportId.of(by, alias))));
                e.incident().ifPresent(incident -> tags.add(incident(incident)));
            }
            case ReportCorrected e -> tags.add(report(e.report()));
            case ReportWithdrawn e -> tags.add(report(e.report()));
            case OrganisationRegistered e -> tags.add(organisation(e.organisation()));
        }
        return tags;
    }
}
