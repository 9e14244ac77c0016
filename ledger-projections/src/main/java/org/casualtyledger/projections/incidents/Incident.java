package org.casualtyledger.projections.incidents;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.casualtyledger.counting.Account;
import org.casualtyledger.counting.Derivation;
import org.casualtyledger.counting.IncidentState;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.PlaceResolved.ResolvedPlace;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.StatedName;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.projections.edge.Leaves;

/**
 * An incident as of a position, with all that an answer says of it.
 *
 * @param rules the position whose registries, resolutions and default methodology are used
 * @param absorbed the incidents that are merged into it
 * @param leaves the events that touched it, by their positions
 * @param versions of its reports, each in the order of their positions
 * @param actors the registered actor that a stated name stands for
 * @param places what stated settlements stand for
 */
record Incident(
        long position,
        long rules,
        IncidentState state,
        List<IncidentId> absorbed,
        Methodology methodology,
        SortedMap<Long, Leaves.Leaf> leaves,
        Map<ReportId, List<Version>> versions,
        Map<String, String> actors,
        Map<StatedName, ResolvedPlace> places) {

    /** One event of a report. */
    record Version(Leaves.Leaf leaf, ReportEvent event) {
        /** What it claims; empty for a withdrawal. */
        Optional<Claim> claim() {
            return switch (event) {
                case ReportSubmitted e -> Optional.of(e.claim());
                case ReportCorrected e -> Optional.of(e.claim());
                case ReportWithdrawn _ -> Optional.empty();
            };
        }
    }

    Derivation derivation() {
        return methodology.derivation(state);
    }

    /** The position of the latest event that touched it. */
    long latest() {
        return leaves.lastKey();
    }

    List<Version> versions(Account account) {
        return versions.getOrDefault(account.report(), List.of());
    }

    /** What a report claims now, or claimed when it was withdrawn. */
    Optional<Claim> claim(Account account) {
        Optional<Claim> latest = Optional.empty();
        for (Version version : versions(account)) {
            latest = version.claim().or(same(latest));
        }
        return latest;
    }

    private static java.util.function.Supplier<Optional<Claim>> same(Optional<Claim> claim) {
        return () -> claim;
    }
}
