package org.casualtyledger.projections.replays;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.LedgerEvents;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.TheatreId;

/** Random histories with events of every type, so that a replay meets them all. */
final class EveryEvent {
    private EveryEvent() {}

    static List<RecordedEvent> history(Random random, int size) {
        List<LedgerEvent> single = new LedgerEvents(random).oneOfEach();
        // A move of what was never submitted is no history; the generator of histories has its own.
        List<LedgerEvent> apart =
                single.stream().filter(event -> !(event instanceof IncidentEvent)).toList();
        List<RecordedEvent> history =
                new ArrayList<>(new Histories(random).history(size - apart.size()));
        Instant at = history.getLast().at();
        for (LedgerEvent event : apart) {
            history.add(
                    new RecordedEvent(
                            at,
                            new OrganisationId("sample-monitor"),
                            new UUID(random.nextLong(), random.nextLong()),
                            new TheatreId("SYR"),
                            event));
        }
        Set<String> types = new HashSet<>();
        history.forEach(recorded -> types.add(EventCodec.type(recorded.event())));
        assertThat(types)
                .containsAll(single.stream().map(EventCodec::type).toList())
                .contains("report-submitted", "report-corrected", "report-withdrawn");
        return history;
    }
}
