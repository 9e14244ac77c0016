package org.casualtyledger.api.reporting;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.api.commands.OrganisationKeys;
import org.casualtyledger.api.eventlog.Criterion;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.StoredEvent;
import org.casualtyledger.api.leaf.EventTags;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.ReportId;

/** Reads from the log what a signature has to be over and by. */
final class Signings {
    private final EventLog log;
    private final OrganisationKeys keys;

    Signings(EventLog log, OrganisationKeys keys) {
        this.log = log;
        this.keys = keys;
    }

    /**
     * Empty for a report that is not there to be corrected or withdrawn.
     *
     * @throws org.casualtyledger.edge.ProblemException 503 {@code no-origin} for a ledger without a
     *     name
     */
    Optional<Signing> of(ReportCommand command, ReportState state) {
        OrganisationKeys.Keys read = keys.read(command.origin().by());
        return switch (command) {
            case ReportCommand.SubmitReport c ->
                    Optional.of(new Signing(read, c.externalId(), Optional.empty()));
            case ReportCommand.CorrectReport _, ReportCommand.WithdrawReport _ ->
                    switch (state) {
                        case ReportState.Absent _ -> Optional.empty();
                        case ReportState.Standing s ->
                                Optional.of(following(s.report(), s.latest(), read));
                        case ReportState.Withdrawn w ->
                                Optional.of(following(w.before().report(), w.latest(), read));
                    };
        };
    }

    private Signing following(ReportId report, long latest, OrganisationKeys.Keys read) {
        Criterion submission =
                new Criterion(Set.of(EventCodec.SUBMITTED), Set.of(EventTags.report(report)));
        StoredEvent first = log.readMatching(List.of(submission), 0, 1).events().getFirst();
        byte[] before = log.read(latest, 1).getFirst().leafHash();
        return new Signing(
                read,
                ReportReader.submitted(first).externalId(),
                Optional.of(HexFormat.of().formatHex(before)));
    }
}
