package org.casualtyledger.api.testing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.casualtyledger.api.commands.Assessor;
import org.casualtyledger.api.commands.History;
import org.casualtyledger.api.commands.Origin;
import org.casualtyledger.api.commands.Recorded;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.PersonId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.Harm;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.claim.TimePrecision;
import org.casualtyledger.events.claim.Toll;
import org.casualtyledger.events.claim.When;

/** A made-up history for tests of rules: events at positions from 0. Values are synthetic. */
public final class Scene {
    public static final TheatreId SYRIA = new TheatreId("SYR");
    public static final TheatreId UKRAINE = new TheatreId("RUS-UKR");
    public static final OrganisationId MONITOR = new OrganisationId("sample-monitor");
    public static final OrganisationId ASSESSORS = new OrganisationId("sample-assessors");
    public static final OrganisationId OTHERS = new OrganisationId("sample-others");

    /** The id that the event of every command in a test would get. */
    public static final UUID EVENT = new UUID(0x0199_0000_0000_7000L, 0x8000_0000_0000_0001L);

    private final List<Recorded> events = new ArrayList<>();

    public static IncidentId incident(int number) {
        return new IncidentId(new UUID(1, number));
    }

    public static ReportId report(int number) {
        return ReportId.of(MONITOR, "sample-" + number);
    }

    /** These reports were submitted for the incident, there. */
    public Scene submitted(IncidentId incident, TheatreId theatre, int... reports) {
        for (int report : reports) {
            append(MONITOR, theatre, submission(report, ReportKind.INCIDENT, incident));
        }
        return this;
    }

    /** In Syria. */
    public Scene submitted(IncidentId incident, int... reports) {
        return submitted(incident, SYRIA, reports);
    }

    /** A report that belongs to no incident. */
    public Scene cumulative(int report) {
        append(MONITOR, SYRIA, submission(report, ReportKind.CUMULATIVE, null));
        return this;
    }

    /** One more event; answers its position. */
    public long append(OrganisationId by, TheatreId theatre, LedgerEvent event) {
        events.add(new Recorded(events.size(), by, theatre, event));
        return events.size() - 1;
    }

    /** One more event by the assessors, in Syria. */
    public Scene then(IncidentEvent event) {
        append(ASSESSORS, SYRIA, event);
        return this;
    }

    /** The position of the latest event. */
    public long latest() {
        return events.size() - 1;
    }

    public History history() {
        return History.of(events);
    }

    public static Origin origin() {
        return origin(ASSESSORS, Optional.empty());
    }

    public static Origin origin(OrganisationId by, Optional<PersonId> person) {
        return new Origin(
                EVENT,
                new Assessor(by, person, _ -> true),
                Optional.empty(),
                OptionalLong.empty(),
                false);
    }

    /** Of a caller who may judge in one theatre only. */
    public static Origin originIn(TheatreId theatre) {
        return new Origin(
                EVENT,
                new Assessor(ASSESSORS, Optional.empty(), theatre::equals),
                Optional.empty(),
                OptionalLong.empty(),
                false);
    }

    /** Of a caller who has read up to this position. */
    public static Origin originAsOf(long position) {
        return new Origin(
                EVENT,
                new Assessor(ASSESSORS, Optional.empty(), _ -> true),
                Optional.empty(),
                OptionalLong.of(position),
                false);
    }

    private static ReportSubmitted submission(int report, ReportKind kind, IncidentId incident) {
        return new ReportSubmitted(
                report(report),
                Optional.ofNullable(incident),
                "sample-" + report,
                List.of(),
                claim(kind),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    public static Claim claim(ReportKind kind) {
        LocalDate day = LocalDate.of(2001, 6, 3);
        return new Claim(
                kind,
                Optional.empty(),
                new When(day, day, TimePrecision.DAY),
                List.of(),
                new Harm(Toll.civilians(Range.atLeast(1)), Toll.NOT_STATED),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of());
    }
}
