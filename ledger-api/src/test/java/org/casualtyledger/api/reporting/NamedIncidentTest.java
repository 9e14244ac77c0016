package org.casualtyledger.api.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.Harm;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.claim.TimePrecision;
import org.casualtyledger.events.claim.When;
import org.junit.jupiter.api.Test;

/** What becomes of an incident, as far as a further report is concerned. */
class NamedIncidentTest {
    private static final OrganisationId MONITOR = new OrganisationId("sample-monitor");
    private static final TheatreId SYRIA = new TheatreId("SYR");
    private static final TheatreId IRAQ = new TheatreId("IRQ");
    private static final IncidentId INCIDENT = new IncidentId(new UUID(1, 1));
    private static final IncidentId OTHER = new IncidentId(new UUID(2, 2));
    private static final ReportId ONE = ReportId.of(MONITOR, "one");
    private static final ReportId TWO = ReportId.of(MONITOR, "two");

    @Test
    void an_incident_exists_from_its_first_report_on() {
        assertThat(after()).isEqualTo(new NamedIncident.Unknown());
        assertThat(after(in(SYRIA, submitted(ONE)), in(SYRIA, submitted(TWO))))
                .isEqualTo(new NamedIncident.Live(SYRIA, 2));
    }

    @Test
    void a_merge_dissolves_it_and_a_split_back_makes_it_live_again() {
        Happened submitted = in(SYRIA, submitted(ONE));
        Happened merged = in(SYRIA, new IncidentsMerged(OTHER, INCIDENT, List.of(ONE), List.of()));
        Happened split = in(SYRIA, new IncidentSplit(OTHER, INCIDENT, List.of(ONE), List.of()));
        assertThat(after(submitted, merged)).isEqualTo(new NamedIncident.Merged(OTHER));
        assertThat(after(submitted, merged, split)).isEqualTo(new NamedIncident.Live(SYRIA, 1));
    }

    @Test
    void an_incident_that_was_split_off_is_there_without_a_submission_of_its_own() {
        assertThat(after(in(SYRIA, new IncidentSplit(OTHER, INCIDENT, List.of(ONE), List.of()))))
                .isEqualTo(new NamedIncident.Live(SYRIA, 1));
    }

    @Test
    void reports_come_and_go() {
        Happened here = in(SYRIA, submitted(ONE));
        assertThat(after(here, in(SYRIA, linked(INCIDENT, TWO, OTHER))))
                .isEqualTo(new NamedIncident.Live(SYRIA, 2));
        assertThat(after(here, in(SYRIA, linked(OTHER, ONE, INCIDENT))))
                .isEqualTo(new NamedIncident.Live(SYRIA, 0));
        assertThat(
                        after(
                                here,
                                in(
                                        SYRIA,
                                        new IncidentsMerged(
                                                INCIDENT, OTHER, List.of(TWO), List.of()))))
                .isEqualTo(new NamedIncident.Live(SYRIA, 2));
        assertThat(
                        after(
                                here,
                                in(
                                        SYRIA,
                                        new IncidentSplit(
                                                INCIDENT, OTHER, List.of(ONE), List.of()))))
                .isEqualTo(new NamedIncident.Live(SYRIA, 0));
    }

    @Test
    void a_rehomed_incident_lies_where_it_was_taken() {
        assertThat(
                        after(
                                in(SYRIA, submitted(ONE)),
                                in(
                                        IRAQ,
                                        new IncidentRehomed(
                                                INCIDENT, SYRIA, List.of(), List.of()))))
                .isEqualTo(new NamedIncident.Live(IRAQ, 1));
    }

    private record Happened(TheatreId theatre, LedgerEvent event) {}

    private static Happened in(TheatreId theatre, LedgerEvent event) {
        return new Happened(theatre, event);
    }

    private static NamedIncident after(Happened... history) {
        List<ReportState.Recorded> events = new ArrayList<>();
        for (Happened happened : history) {
            events.add(
                    new ReportState.Recorded(
                            events.size(), MONITOR, happened.theatre(), happened.event()));
        }
        return NamedIncident.of(INCIDENT, events);
    }

    private static ReportsLinked linked(IncidentId into, ReportId report, IncidentId from) {
        return new ReportsLinked(into, List.of(new ReportsLinked.Move(report, from)), List.of());
    }

    private static ReportSubmitted submitted(ReportId report) {
        LocalDate day = LocalDate.of(2001, 6, 3);
        Claim claim =
                new Claim(
                        ReportKind.INCIDENT,
                        Optional.empty(),
                        new When(day, day, TimePrecision.DAY),
                        List.of(),
                        Harm.NOT_STATED,
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        List.of());
        return new ReportSubmitted(
                report,
                Optional.of(INCIDENT),
                report.toString(),
                List.of(),
                claim,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
