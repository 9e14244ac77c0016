package org.casualtyledger.counting;

import java.util.Optional;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.ClaimantKind;
import org.casualtyledger.events.claim.ReportKind;

/**
 * One report as an incident knows it: its current version.
 *
 * @param organisation who submitted it
 * @param submittedAt the position of its first version
 * @param position the position of its current version
 * @param standing false once its submitter withdrew it
 */
public record Account(
        ReportId report,
        OrganisationId organisation,
        TheatreId theatre,
        long submittedAt,
        long position,
        boolean standing,
        Facts facts) {

    /** Whether it can count at all: only incident reports post to tallies. */
    public boolean counts() {
        return standing && facts.kind() == ReportKind.INCIDENT;
    }

    Account withdrawn(long at) {
        return new Account(report, organisation, theatre, submittedAt, at, false, facts);
    }

    /**
     * Whose account it is: the latest one of each voice stands. {@code via} is the channel, not the
     * voice.
     */
    public Voice voice() {
        return new Voice(organisation, facts.claimant().map(c -> new Speaker(c.name(), c.kind())));
    }

    public record Voice(OrganisationId organisation, Optional<Speaker> speaker) {}

    public record Speaker(String name, ClaimantKind kind) {}
}
