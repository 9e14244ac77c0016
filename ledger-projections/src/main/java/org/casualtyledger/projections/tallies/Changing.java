package org.casualtyledger.projections.tallies;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.casualtyledger.counting.Cause;
import org.casualtyledger.counting.CellKey;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Period;
import org.casualtyledger.events.IncidentId;

/**
 * What each event did to what a filter takes: the net of its lines by incident, in the order of
 * positions.
 */
final class Changing {
    private static final Comparator<Key> ORDER =
            Comparator.comparingLong(Key::position)
                    .thenComparing(key -> key.incident().map(IncidentId::toString).orElse(""));

    private final TallyFilter filter;
    private final Matching matching;
    private final LongFunction<Long> rulesAt;
    private final Map<Key, Net> nets = new TreeMap<>(ORDER);

    private record Key(long position, Optional<IncidentId> incident) {}

    private record Net(Measures measures, Period lastPeriod) {
        private Net plus(Net more) {
            return new Net(
                    measures.plus(more.measures),
                    lastPeriod.last().isBefore(more.lastPeriod.last())
                            ? more.lastPeriod
                            : lastPeriod);
        }
    }

    /**
     * @param rulesAt the position whose names hold at a position
     */
    Changing(TallyFilter filter, Names names, LongFunction<Long> rulesAt) {
        this.filter = filter;
        this.matching = new Matching(filter, names);
        this.rulesAt = rulesAt;
    }

    Matching matching() {
        return matching;
    }

    boolean takes(CellKey cell, long position) {
        return filter.months().contains(cell.period())
                && matching.parts(cell, rulesAt.apply(position)).isPresent();
    }

    /** What an incident adds to a cell at a position, or takes back. */
    void posting(long position, IncidentId incident, CellKey cell, Measures measures) {
        if (takes(cell, position)) {
            add(new Key(position, Optional.of(incident)), cell.period(), measures);
        }
    }

    /** What moved in or out because a name stood for something else from this position on. */
    void move(long position, CellKey cell, Measures measures) {
        add(new Key(position, Optional.empty()), cell.period(), measures);
    }

    private void add(Key key, Period period, Measures measures) {
        nets.merge(key, new Net(measures, period), Net::plus);
    }

    Iterable<Long> positions() {
        return () -> nets.keySet().stream().map(Key::position).distinct().iterator();
    }

    /**
     * Hands what was gathered over, and forgets it.
     *
     * @param causes of positions
     * @param since when the first of the two positions was recorded
     */
    void flush(LongFunction<Cause> causes, Optional<Instant> since, Explained.Lines lines) {
        nets.forEach(
                (key, net) -> {
                    Cause cause = causes.apply(key.position());
                    boolean late =
                            cause == Cause.NEW_REPORT
                                    && since.map(at -> hadEnded(net.lastPeriod, at)).orElse(false);
                    lines.add(
                            new Explained.Line(
                                    key.position(),
                                    late ? Explained.LATE_REPORT : cause.code(),
                                    key.incident(),
                                    net.measures));
                });
        nets.clear();
    }

    /**
     * Whether a period's last month had ended. Months are local civil dates as stated, of no time
     * zone; recorded time is read as UTC.
     */
    static boolean hadEnded(Period period, Instant at) {
        return !period.last()
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .isAfter(at);
    }
}
