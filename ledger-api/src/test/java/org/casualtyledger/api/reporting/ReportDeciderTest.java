package org.casualtyledger.api.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.casualtyledger.api.reporting.ReportCommand.CorrectReport;
import org.casualtyledger.api.reporting.ReportCommand.Origin;
import org.casualtyledger.api.reporting.ReportCommand.SealedClaim;
import org.casualtyledger.api.reporting.ReportCommand.SubmitReport;
import org.casualtyledger.api.reporting.ReportCommand.WithdrawReport;
import org.casualtyledger.events.Flag;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.MoveEvent;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.ClaimDraft;
import org.casualtyledger.events.claim.Harm;
import org.casualtyledger.events.claim.Place;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.claim.TimePrecision;
import org.casualtyledger.events.claim.Toll;
import org.casualtyledger.events.claim.When;
import org.junit.jupiter.api.Test;

/** The rules of reporting, without anything around them. */
class ReportDeciderTest {
    private static final OrganisationId MONITOR = new OrganisationId("sample-monitor");
    private static final OrganisationId NETWORK = new OrganisationId("sample-network");
    private static final TheatreId SYRIA = new TheatreId("SYR");
    private static final IncidentId INCIDENT = new IncidentId(new UUID(1, 1));
    private static final IncidentId OTHER = new IncidentId(new UUID(2, 2));
    private static final ReportId REPORT = ReportId.of(MONITOR, "r-1");

    @Test
    void a_first_account_is_accepted() {
        given().when(submit(killed(4, 6))).thenAccepted(ReportSubmitted.class);
    }

    @Test
    void the_same_claim_again_is_nothing_new() {
        SubmitReport submit = submit(killed(4, 6));
        given(submit)
                .known(submit.sealed())
                .when(submit(killed(4, 6)))
                .thenRefused(Refusal.Unchanged.class);
    }

    @Test
    void another_claim_is_no_second_submission() {
        SubmitReport submit = submit(killed(4, 6));
        given(submit)
                .known(submit.sealed())
                .when(submit(killed(4, 7)))
                .thenRefused(Refusal.AlreadySubmitted.class);
    }

    @Test
    void a_claim_whose_texts_were_destroyed_is_told_from_none() {
        given(submit(killed(4, 6)))
                .when(submit(killed(4, 6)))
                .thenRefused(Refusal.AlreadySubmitted.class);
    }

    @Test
    void a_correction_names_the_version_that_it_corrects() {
        given(submit(killed(4, 6)))
                .when(correct(MONITOR, 0, killed(5, 6)))
                .thenAccepted(ReportCorrected.class);
        given(submit(killed(4, 6)), correct(MONITOR, 0, killed(5, 6)))
                .when(correct(MONITOR, 0, killed(9, 9)))
                .thenRefused(Refusal.ChangedSince.class);
    }

    @Test
    void nobody_corrects_or_withdraws_another_organisations_report() {
        given(submit(killed(4, 6)))
                .when(correct(NETWORK, 0, killed(5, 6)))
                .thenRefused(Refusal.NoSuchReport.class);
        given(submit(killed(4, 6))).when(withdraw(NETWORK)).thenRefused(Refusal.NoSuchReport.class);
    }

    @Test
    void a_report_never_changes_its_kind() {
        Claim series = claim(ReportKind.CUMULATIVE, 4, 6, "Syria");
        given(submit(killed(4, 6)))
                .when(correct(MONITOR, 0, series))
                .thenRefused(Refusal.OtherKind.class);
    }

    @Test
    void a_corrected_place_in_another_theatre_is_flagged() {
        Claim elsewhere = claim(ReportKind.INCIDENT, 4, 6, "Ukraine");
        ReportCorrected corrected =
                (ReportCorrected)
                        given(submit(killed(4, 6)))
                                .when(correct(MONITOR, 0, elsewhere))
                                .thenAccepted(ReportCorrected.class);
        assertThat(corrected.flags()).contains(new Flag("theatre-differs", "/claim/where"));
    }

    @Test
    void a_withdrawn_report_takes_nothing_more() {
        given(submit(killed(4, 6)), withdraw(MONITOR))
                .when(withdraw(MONITOR))
                .thenRefused(Refusal.NotStanding.class);
        given(submit(killed(4, 6)), withdraw(MONITOR))
                .when(correct(MONITOR, 1, killed(1, 1)))
                .thenRefused(Refusal.NotStanding.class);
        given(submit(killed(4, 6)), withdraw(MONITOR))
                .when(submit(killed(4, 6)))
                .thenRefused(Refusal.NotStanding.class);
    }

    @Test
    void what_was_never_submitted_is_neither_corrected_nor_withdrawn() {
        given().when(correct(MONITOR, 0, killed(1, 1))).thenRefused(Refusal.NoSuchReport.class);
        given().when(withdraw(MONITOR)).thenRefused(Refusal.NoSuchReport.class);
    }

    @Test
    void a_correction_is_recorded_where_its_incident_lies_now() {
        Given rehomed =
                given(submit(killed(4, 6)))
                        .and("IRQ", new IncidentRehomed(INCIDENT, SYRIA, carried(), List.of()));
        assertThat(
                        rehomed.when(correct(MONITOR, 0, killed(5, 6)))
                                .thenIn(new TheatreId("IRQ"))
                                .flags())
                .contains(new Flag("theatre-differs", "/claim/where"));
        assertThat(
                        rehomed.when(correct(MONITOR, 0, claim(ReportKind.INCIDENT, 5, 6, "Iraq")))
                                .thenIn(new TheatreId("IRQ"))
                                .flags())
                .isEmpty();
    }

    @Test
    void somebody_elses_move_makes_no_version_stale() {
        Given moved =
                given(submit(killed(4, 6)))
                        .and(
                                "SYR",
                                new IncidentsMerged(OTHER, INCIDENT, List.of(REPORT), List.of()))
                        .and("SYR", new IncidentSplit(OTHER, INCIDENT, List.of(REPORT), List.of()))
                        .and("SYR", linked(OTHER));
        moved.when(correct(MONITOR, 0, killed(5, 6))).thenAccepted(ReportCorrected.class);
        assertThat(((ReportState.Standing) moved.state()).incident()).contains(OTHER);
    }

    @Test
    void a_move_of_other_reports_leaves_a_report_where_it_is() {
        Given untouched =
                given(submit(killed(4, 6)))
                        .and("IRQ", new IncidentRehomed(OTHER, SYRIA, List.of(), List.of()))
                        .and("SYR", new IncidentSplit(INCIDENT, OTHER, List.of(), List.of()));
        assertThat(((ReportState.Standing) untouched.state()).incident()).contains(INCIDENT);
        untouched.when(withdraw(MONITOR)).thenIn(SYRIA);
    }

    @Test
    void only_an_import_takes_up_what_a_release_left_out() {
        Given missing = given(submit(killed(4, 6)), missing(MONITOR));
        missing.when(inBulk(correct(MONITOR, 1, killed(4, 6)))).thenAccepted(ReportCorrected.class);
        missing.when(inBulk(correct(MONITOR, 0, killed(4, 6))))
                .thenRefused(Refusal.ChangedSince.class);
        missing.when(correct(MONITOR, 1, killed(4, 6))).thenRefused(Refusal.NotStanding.class);
        given(submit(killed(4, 6)), withdraw(MONITOR))
                .when(inBulk(correct(MONITOR, 1, killed(4, 6))))
                .thenRefused(Refusal.NotStanding.class);
    }

    @Test
    void a_report_joins_an_incident_that_is_there() {
        given().around(new NamedIncident.Live(SYRIA, 3))
                .when(submit(killed(4, 6)))
                .thenAccepted(ReportSubmitted.class);
        given().around(new NamedIncident.Unknown())
                .when(submit(killed(4, 6)))
                .thenRefused(Refusal.NoSuchIncident.class);
        given().around(new NamedIncident.Merged(OTHER))
                .when(submit(killed(4, 6)))
                .thenRefused(Refusal.IncidentMerged.class);
        given().around(new NamedIncident.Live(new TheatreId("IRQ"), 3))
                .when(submit(killed(4, 6)))
                .thenRefused(Refusal.OtherTheatre.class);
        given().around(new NamedIncident.Live(SYRIA, 1_000))
                .when(submit(killed(4, 6)))
                .thenRefused(Refusal.IncidentFull.class);
    }

    @Test
    void the_same_claim_again_is_nothing_new_whatever_became_of_its_incident() {
        SubmitReport submit = submit(killed(4, 6));
        given(submit)
                .known(submit.sealed())
                .around(new NamedIncident.Merged(OTHER))
                .when(submit(killed(4, 6)))
                .thenRefused(Refusal.Unchanged.class);
    }

    @Test
    void a_claim_that_repeats_a_report_which_nobody_knows_is_flagged() {
        Flag unknown = new Flag("derived-from-unknown", "/claim/derivedFrom");
        Surroundings nowhere =
                new Surroundings(new NamedIncident.New(), false, 0, Optional.empty());
        Claim derived = derivedFrom(ReportId.of(NETWORK, "elsewhere"));
        assertThat(given().around(nowhere).when(submit(derived)).flags()).containsExactly(unknown);
        assertThat(given().when(submit(derived)).flags()).isEmpty();
        assertThat(
                        given(submit(killed(4, 6)))
                                .around(nowhere)
                                .when(correct(MONITOR, 0, derived))
                                .flags())
                .containsExactly(unknown);
        assertThat(given().when(submit(derivedFrom(REPORT))).flags())
                .containsExactly(new Flag("derived-from-itself", "/claim/derivedFrom"));
    }

    private static Given given(ReportCommand... history) {
        ReportState state = new ReportState.Absent();
        long position = 0;
        for (ReportCommand command : history) {
            Decision decision =
                    ReportDecider.decide(command, state, Optional.empty(), Surroundings.NONE);
            if (!(decision instanceof Decision.Accepted(TheatreId theatre, ReportEvent event))) {
                throw new AssertionError("a history that cannot be: " + decision);
            }
            state =
                    ReportDecider.evolve(
                            state,
                            new ReportState.Recorded(
                                    position++, command.origin().by(), theatre, event));
        }
        return new Given(state, Optional.empty(), Surroundings.NONE, position);
    }

    private record Given(
            ReportState state, Optional<Fingerprint> current, Surroundings around, long next) {
        Given and(String theatre, MoveEvent move) {
            ReportState moved =
                    ReportDecider.evolve(
                            state,
                            new ReportState.Recorded(next, NETWORK, new TheatreId(theatre), move));
            return new Given(moved, current, around, next + 1);
        }

        Given around(NamedIncident incident) {
            return around(new Surroundings(incident, true, next, Optional.empty()));
        }

        Given around(Surroundings other) {
            return new Given(state, current, other, next);
        }

        Given known(SealedClaim sealed) {
            Fingerprint kept = sealed.fingerprint();
            return new Given(
                    state,
                    Optional.of(Fingerprint.stored(kept.salt(), kept.salted())),
                    around,
                    next);
        }

        Then when(ReportCommand command) {
            return new Then(ReportDecider.decide(command, state, current, around));
        }
    }

    private record Then(Decision decision) {
        ReportEvent thenAccepted(Class<? extends ReportEvent> type) {
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
            ReportEvent event = ((Decision.Accepted) decision).event();
            assertThat(event).isInstanceOf(type);
            return event;
        }

        Then thenIn(TheatreId theatre) {
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
            assertThat(((Decision.Accepted) decision).theatre()).isEqualTo(theatre);
            return this;
        }

        List<Flag> flags() {
            return switch (((Decision.Accepted) decision).event()) {
                case ReportSubmitted e -> e.flags();
                case ReportCorrected e -> e.flags();
                case ReportWithdrawn _ -> List.of();
            };
        }

        void thenRefused(Class<? extends Refusal> refusal) {
            assertThat(decision).isInstanceOf(Decision.Refused.class);
            assertThat(((Decision.Refused) decision).refusal()).isInstanceOf(refusal);
        }
    }

    private static SubmitReport submit(Claim claim) {
        return new SubmitReport(
                REPORT,
                origin(MONITOR),
                "r-1",
                List.of(),
                Optional.of(INCIDENT),
                SYRIA,
                sealed(claim),
                Optional.empty());
    }

    private static CorrectReport correct(OrganisationId by, long expected, Claim claim) {
        return new CorrectReport(
                REPORT, origin(by), expected, sealed(claim), Optional.empty(), List.of());
    }

    private static WithdrawReport withdraw(OrganisationId by) {
        return new WithdrawReport(REPORT, origin(by), WithdrawalReason.ENTERED_IN_ERROR, List.of());
    }

    private static WithdrawReport missing(OrganisationId by) {
        return new WithdrawReport(
                REPORT, origin(by), WithdrawalReason.MISSING_FROM_RELEASE, List.of());
    }

    private static CorrectReport inBulk(CorrectReport c) {
        Origin bulk =
                new Origin(
                        c.origin().event(),
                        c.origin().by(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Optional.empty());
        return new CorrectReport(
                c.report(), bulk, c.expected(), c.sealed(), c.knownAt(), c.reason());
    }

    private static ReportsLinked linked(IncidentId into) {
        return new ReportsLinked(
                into, List.of(new ReportsLinked.Move(REPORT, INCIDENT)), List.of());
    }

    private static List<IncidentRehomed.Carried> carried() {
        return List.of(new IncidentRehomed.Carried(REPORT, 0));
    }

    private static Origin origin(OrganisationId by) {
        return new Origin(
                new UUID(7, 7), by, Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    private static SealedClaim sealed(Claim claim) {
        ClaimDraft draft = new ClaimDraft(claim, List.of(), List.of());
        return new SealedClaim(claim, List.of(), List.of(), Fingerprint.of(draft, new Random(5)));
    }

    private static Claim killed(int min, int max) {
        return claim(ReportKind.INCIDENT, min, max, "Syria");
    }

    private static Claim derivedFrom(ReportId report) {
        return claim(ReportKind.INCIDENT, 4, 6, "Syria", Optional.of(report));
    }

    private static Claim claim(ReportKind kind, int min, int max, String country) {
        return claim(kind, min, max, country, Optional.empty());
    }

    private static Claim claim(
            ReportKind kind, int min, int max, String country, Optional<ReportId> derivedFrom) {
        LocalDate day = LocalDate.of(2001, 6, 3);
        return new Claim(
                kind,
                Optional.empty(),
                new When(day, day, TimePrecision.DAY),
                List.of(
                        new Place(
                                "Example town",
                                List.of(),
                                Optional.of(country),
                                Optional.empty(),
                                PlacePrecision.EXACT)),
                new Harm(Toll.civilians(Range.of(min, max)), Toll.NOT_STATED),
                List.of(),
                List.of(),
                List.of(),
                derivedFrom,
                Optional.empty(),
                java.util.Map.of(),
                List.of());
    }
}
