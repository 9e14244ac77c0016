package org.casualtyledger.api.audit;

import java.sql.SQLException;
import java.util.List;
import org.casualtyledger.api.eventlog.LogUnavailable;
import org.casualtyledger.edge.observe.Gauges;

/** How far signing is, whoever signs, and how this process's own rounds go. */
final class AuditGauges implements Gauges {
    private final Signer signer;
    private final SigningLoop loop;
    private final Checkpoints checkpoints;
    private final StoredLeaves leaves;

    AuditGauges(Signer signer, SigningLoop loop, Checkpoints checkpoints, StoredLeaves leaves) {
        this.signer = signer;
        this.loop = loop;
        this.checkpoints = checkpoints;
        this.leaves = leaves;
    }

    @Override
    public String source() {
        return "audit";
    }

    @Override
    public List<Reading> read() {
        try {
            long signed = checkpoints.latest().map(Checkpoints.Stored::size).orElse(0L);
            long size = leaves.end().size(); // read later, so never smaller than what was signed
            return List.of(
                    Reading.of(
                            "ledger.audit.signed.size", "Events below the last checkpoint", signed),
                    Reading.of("ledger.audit.lag", "Events that are not signed yet", size - signed),
                    Reading.of(
                            "ledger.audit.round.age.seconds",
                            "Since this process's last round of signing that did not fail",
                            loop.sinceLastRound().toMillis() / 1e3),
                    Reading.of(
                            "ledger.audit.reread.size",
                            "Events that this process read again and found to be as they were",
                            signer.standing().read()),
                    Reading.of(
                            "ledger.audit.held",
                            "1 while nothing is appended or signed, until the operator has recovered the log",
                            signer.standing().held().isPresent() ? 1 : 0));
        } catch (SQLException e) {
            throw LogUnavailable.store(e);
        }
    }
}
