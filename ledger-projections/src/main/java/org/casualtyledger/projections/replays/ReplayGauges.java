package org.casualtyledger.projections.replays;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.casualtyledger.edge.observe.Gauges;

/** How far each open replay is, and how fast where this process folds it. */
final class ReplayGauges implements Gauges {
    private final Replays replays;

    ReplayGauges(Replays replays) {
        this.replays = replays;
    }

    @Override
    public String source() {
        return "replays";
    }

    /** Open ones alone, of which there are at most {@link Replays#MOST_OPEN}: so few labels. */
    @Override
    public List<Reading> read() {
        List<Replay> open = replays.open();
        List<Reading> readings = new ArrayList<>();
        readings.add(
                Reading.of(
                        "ledger.replay.open",
                        "Replays that are neither published nor discarded",
                        open.size()));
        if (open.isEmpty()) {
            return readings;
        }
        long head = replays.head();
        for (Replay replay : open) {
            Map<String, String> labels = Map.of("replay", Long.toString(replay.id()));
            readings.add(
                    new Reading(
                            "ledger.replay.position",
                            "The last event folded; -1 before the first",
                            labels,
                            replay.position()));
            readings.add(
                    new Reading(
                            "ledger.replay.target",
                            "Events that it is to fold",
                            labels,
                            replay.target(head)));
            readings.add(
                    new Reading(
                            "ledger.replay.failed",
                            "1 while an event that cannot be folded has stopped it",
                            labels,
                            replay.failed().isPresent() ? 1 : 0));
            replays.here(replay.id())
                    .map(Run::pace)
                    .ifPresent(
                            pace ->
                                    pace.perSecond()
                                            .ifPresent(
                                                    rate ->
                                                            readings.add(
                                                                    new Reading(
                                                                            "ledger.replay.events.per.second",
                                                                            "As it was on average since it began or was resumed",
                                                                            labels,
                                                                            rate))));
        }
        return readings;
    }
}
