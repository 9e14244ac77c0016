package org.casualtyledger.projections.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.projections.processing.SharedTables.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Given;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.topic.Partitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An incident comes from another partition. */
class RehomingTest {
    private static final int PARTITIONS = 8;
    private static final TheatreId HERE = new TheatreId("SYR");
    private static final TheatreId THERE = elsewhere();
    private static final IncidentId ONE = incident(1);
    private static final IncidentId TWO = incident(2);

    private final SharedTables tables = new SharedTables(PARTITIONS);
    private final List<RecordedEvent> history = new ArrayList<>();

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void two_incidents_that_cross_do_not_hold_each_other_up() {
        record(HERE, submitted("1", ONE, 3));
        record(THERE, submitted("2", TWO, 5));
        for (int i = 0; i < 20; i++) {
            boolean out = i % 2 == 0;
            record(
                    out ? THERE : HERE,
                    new IncidentRehomed(ONE, out ? HERE : THERE, List.of(), List.of()));
            record(
                    out ? HERE : THERE,
                    new IncidentRehomed(TWO, out ? THERE : HERE, List.of(), List.of()));
            record(out ? THERE : HERE, corrected("1", 4 + i));
            record(out ? HERE : THERE, corrected("2", 6 + i));
        }
        tables.log.append(history);
        tables.instance("a", 2).start();
        tables.instance("b", 7).start();

        tables.caughtUp();

        assertCounted();
    }

    @Test
    void the_partition_that_it_enters_waits_for_the_one_that_it_leaves() {
        PartitionedProjections a = tables.instance("a", 16);
        a.start();
        int left = new Partitions(PARTITIONS).of(HERE);
        int entered = new Partitions(PARTITIONS).of(THERE);
        await(() -> a.working().size() == PARTITIONS);
        tables.take(left);
        record(HERE, submitted("1", ONE, 3));
        record(THERE, submitted("2", TWO, 5));
        record(THERE, new IncidentRehomed(ONE, HERE, List.of(), List.of()));
        record(THERE, corrected("1", 7));
        tables.log.append(history);

        await(() -> tables.positions().stream().filter(p -> p == 3).count() == PARTITIONS - 2);
        await(() -> tables.positions().get(entered) == 1);
        assertThat(tables.watermark()).isEqualTo(-1);

        tables.giveBack(left);
        tables.caughtUp();
        assertCounted();
    }

    @Test
    void an_incident_that_is_changed_from_two_partitions_stops_the_one_that_finds_out() {
        PartitionedProjections a = tables.instance("a", 16);
        a.start();
        int here = new Partitions(PARTITIONS).of(HERE);
        await(() -> a.working().size() == PARTITIONS);
        tables.take(here);
        record(HERE, submitted("1", ONE, 3));
        record(THERE, submitted("2", ONE, 5)); // no decider lets this in
        tables.log.append(history);
        await(() -> tables.positions().stream().filter(p -> p == 1).count() == PARTITIONS - 1);

        tables.giveBack(here);
        await(() -> a.health().failed().isPresent());

        assertThat(a.health().failed().orElseThrow().position()).isZero();
        assertThat(tables.watermark()).isEqualTo(-1);
    }

    private void assertCounted() {
        CountedHistory counted = new CountedHistory(Methodologies.DOCUMENTED);
        history.forEach(counted::apply);
        long last = history.size() - 1;
        assertThat(tables.tallyDigest(last)).isEqualTo(counted.tallyDigest());
        assertThat(tables.postingsDigest(last)).isEqualTo(counted.postingsDigest());
    }

    private void record(TheatreId theatre, LedgerEvent event) {
        history.add(
                new RecordedEvent(
                        Instant.parse("2026-11-22T06:00:00Z"),
                        new OrganisationId("one"),
                        new UUID(7, history.size()),
                        theatre,
                        event));
    }

    private static ReportSubmitted submitted(String externalId, IncidentId incident, int killed) {
        return new ReportSubmitted(
                ReportId.of(new OrganisationId("one"), externalId),
                Optional.of(incident),
                externalId,
                List.of(),
                Given.claim().killed(killed, killed).build(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static ReportCorrected corrected(String externalId, int killed) {
        return new ReportCorrected(
                ReportId.of(new OrganisationId("one"), externalId),
                Given.claim().killed(killed, killed).build(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static IncidentId incident(int n) {
        return new IncidentId(new UUID(1, n));
    }

    private static TheatreId elsewhere() {
        Partitions partitions = new Partitions(PARTITIONS);
        return List.of("UKR", "IRQ", "YEM", "SDN").stream()
                .map(TheatreId::new)
                .filter(theatre -> partitions.of(theatre) != partitions.of(HERE))
                .findFirst()
                .orElseThrow();
    }
}
