package org.casualtyledger.api.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.api.testing.Scene.SYRIA;
import static org.casualtyledger.api.testing.Scene.UKRAINE;
import static org.casualtyledger.api.testing.Scene.incident;
import static org.casualtyledger.api.testing.Scene.origin;
import static org.casualtyledger.api.testing.Scene.originAsOf;
import static org.casualtyledger.api.testing.Scene.originIn;
import static org.casualtyledger.api.testing.Scene.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.casualtyledger.api.commands.Decision;
import org.casualtyledger.api.commands.IncidentRefusal;
import org.casualtyledger.api.commands.Origin;
import org.casualtyledger.api.commands.Refusal;
import org.casualtyledger.api.incidents.MoveCommand.ConfirmDuplicate;
import org.casualtyledger.api.incidents.MoveCommand.DismissDuplicate;
import org.casualtyledger.api.incidents.MoveCommand.LinkReports;
import org.casualtyledger.api.incidents.MoveCommand.MergeIncidents;
import org.casualtyledger.api.incidents.MoveCommand.RehomeIncident;
import org.casualtyledger.api.incidents.MoveCommand.ReverseMove;
import org.casualtyledger.api.incidents.MoveCommand.SplitIncident;
import org.casualtyledger.api.testing.Scene;
import org.casualtyledger.events.DuplicateConfirmed;
import org.casualtyledger.events.DuplicateDismissed;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.claim.ReportKind;
import org.junit.jupiter.api.Test;

/** The rules of moves, without anything around them. */
class MoveDeciderTest {
    private static final IncidentId A = incident(1);
    private static final IncidentId B = incident(2);
    private static final IncidentId C = incident(3);

    @Test
    void a_report_is_linked_from_where_it_is() {
        given(two()).when(link(A, 2)).thenDecided(linked(A, B, 2));
        given(two().then(linked(A, B, 2)))
                .when(link(C, 2))
                .thenRefused(IncidentRefusal.UnknownIncident.class);
        given(two().submitted(C, 5).then(linked(A, B, 2)))
                .when(link(C, 2))
                .thenDecided(linked(C, A, 2));
    }

    @Test
    void a_report_that_no_incident_was_named_for_is_its_own() {
        IncidentId own = new IncidentId(report(7).value());
        Scene scene = two();
        scene.append(
                Scene.MONITOR,
                SYRIA,
                new org.casualtyledger.events.ReportSubmitted(
                        report(7),
                        Optional.empty(),
                        "sample-7",
                        List.of(),
                        Scene.claim(ReportKind.INCIDENT),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
        given(scene).when(link(A, 7)).thenDecided(linked(A, own, 7));
        given(scene)
                .when(merge(A, own))
                .thenDecided(new IncidentsMerged(A, own, List.of(report(7)), List.of()));
    }

    @Test
    void reports_that_cannot_be_meant_are_named_one_by_one() {
        MoveRefusal.WrongReports refusal =
                given(two().cumulative(8))
                        .when(link(A, 99, 8))
                        .thenRefused(MoveRefusal.WrongReports.class);
        assertThat(refusal.reports())
                .containsExactly(
                        new MoveRefusal.Wrong(0, report(99), MoveRefusal.Why.UNKNOWN),
                        new MoveRefusal.Wrong(
                                1, report(8), MoveRefusal.Why.NOT_AN_INCIDENT_REPORT));
    }

    @Test
    void nothing_is_moved_to_where_it_is() {
        given(two()).when(link(A, 1)).thenRefused(MoveRefusal.LinkedAlready.class);
        given(two()).when(merge(A, A)).thenRefused(MoveRefusal.Itself.class);
        given(two()).when(rehome(A, SYRIA)).thenRefused(MoveRefusal.NoChange.class);
        given(two()).when(confirm(A, A)).thenRefused(MoveRefusal.Itself.class);
        given(two()).when(dismiss(A, A)).thenRefused(MoveRefusal.Itself.class);
        given(two().then(merged(A, B, 2, 3)))
                .when(merge(A, B))
                .thenRefused(MoveRefusal.NoChange.class);
    }

    @Test
    void what_lies_in_another_theatre_is_rehomed_first() {
        Scene scene = two().submitted(C, UKRAINE, 5);
        given(scene).when(link(A, 5)).thenRefused(MoveRefusal.OtherTheatre.class);
        given(scene).when(merge(A, C)).thenRefused(MoveRefusal.OtherTheatre.class);
        given(scene).when(confirm(A, C)).thenRefused(MoveRefusal.OtherTheatre.class);
        given(scene).when(dismiss(A, C)).thenRefused(MoveRefusal.OtherTheatre.class);
        scene.append(Scene.ASSESSORS, SYRIA, new IncidentRehomed(C, UKRAINE, List.of(), List.of()));
        given(scene).when(merge(A, C)).thenDecided(merged(A, C, 5));
    }

    @Test
    void what_was_merged_away_names_its_survivor() {
        Scene scene = two().submitted(C, 5).then(merged(A, B, 2, 3));
        IncidentRefusal.IncidentMerged refusal =
                given(scene).when(link(B, 5)).thenRefused(IncidentRefusal.IncidentMerged.class);
        assertThat(refusal.survivor()).isEqualTo(A);
        given(scene).when(merge(C, B)).thenRefused(IncidentRefusal.IncidentMerged.class);
        given(scene).when(confirm(C, B)).thenRefused(IncidentRefusal.IncidentMerged.class);
    }

    @Test
    void an_incident_has_at_most_a_thousand_reports() {
        int[] many = IntStream.range(1_000, 1_000 + Limits.REPORTS_OF_AN_INCIDENT - 1).toArray();
        Scene scene = new Scene().submitted(A, many).submitted(B, 2, 3);
        given(scene).when(link(A, 2)).thenDecided(linked(A, B, 2));
        given(scene).when(link(A, 2, 3)).thenRefused(MoveRefusal.IncidentFull.class);
        given(scene).when(merge(A, B)).thenRefused(MoveRefusal.IncidentFull.class);
    }

    @Test
    void some_reports_and_only_its_own_are_split_off() {
        given(two())
                .when(split(B, Optional.empty(), 3))
                .thenDecided(
                        new IncidentSplit(
                                B, new IncidentId(Scene.EVENT), List.of(report(3)), List.of()));
        given(two())
                .when(split(B, Optional.empty(), 2, 3))
                .thenRefused(MoveRefusal.AllReports.class);
        given(two())
                .when(split(B, Optional.empty(), 1))
                .thenRefused(MoveRefusal.WrongReports.class);
    }

    @Test
    void a_split_gives_an_incident_back_that_was_merged_and_no_other() {
        Scene scene = two().submitted(C, 5).then(merged(A, B, 2, 3));
        given(scene).when(split(A, Optional.of(C), 2)).thenRefused(MoveRefusal.NotMergedHere.class);
        given(scene)
                .when(split(A, Optional.of(B), 2))
                .thenDecided(new IncidentSplit(A, B, List.of(report(2)), List.of()));
        scene.then(new IncidentSplit(A, B, List.of(report(2)), List.of()));
        given(scene).when(split(A, Optional.of(B), 3)).thenRefused(MoveRefusal.NotMergedHere.class);
        given(scene).when(link(B, 3)).thenDecided(linked(B, A, 3));
    }

    @Test
    void a_rehomed_incident_takes_the_current_versions_of_its_reports_along() {
        Scene scene = two();
        long corrected =
                scene.append(
                        Scene.MONITOR,
                        SYRIA,
                        new ReportCorrected(
                                report(2),
                                Scene.claim(ReportKind.INCIDENT),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                List.of()));
        Decision decision = given(scene).when(rehome(B, UKRAINE)).decision();
        assertThat(decision)
                .isEqualTo(
                        Decision.accepted(
                                UKRAINE,
                                new IncidentRehomed(
                                        B,
                                        SYRIA,
                                        List.of(
                                                new IncidentRehomed.Carried(report(2), corrected),
                                                new IncidentRehomed.Carried(report(3), 2)),
                                        List.of())));
    }

    @Test
    void a_survivor_is_no_duplicate_and_a_duplicate_is_confirmed_once() {
        Scene scene = two().submitted(C, 5).then(new DuplicateConfirmed(A, B, List.of()));
        given(scene).when(confirm(C, A)).thenRefused(MoveRefusal.IsDuplicate.class);
        given(scene).when(confirm(A, B)).thenRefused(MoveRefusal.NoChange.class);
        given(scene).when(confirm(A, C)).thenRefused(MoveRefusal.IsDuplicate.class);
        given(scene).when(confirm(B, C)).thenDecided(new DuplicateConfirmed(B, C, List.of()));
    }

    @Test
    void a_duplicate_takes_part_in_no_merge() {
        Scene scene = two().submitted(C, 5).then(new DuplicateConfirmed(A, B, List.of()));
        given(scene).when(merge(B, A)).thenRefused(MoveRefusal.IsDuplicate.class);
        given(scene).when(merge(A, B)).thenRefused(MoveRefusal.IsDuplicate.class);
        given(scene).when(merge(C, B)).thenDecided(merged(C, B, 2, 3));
    }

    @Test
    void a_dismissal_takes_a_confirmation_back_from_either_side_and_is_said_once() {
        Scene scene = two().then(new DuplicateConfirmed(A, B, List.of()));
        given(scene).when(dismiss(B, A)).thenDecided(new DuplicateDismissed(B, A, List.of()));
        scene.then(new DuplicateDismissed(B, A, List.of()));
        given(scene).when(dismiss(A, B)).thenRefused(MoveRefusal.NoChange.class);
        given(scene).when(confirm(A, B)).thenDecided(new DuplicateConfirmed(A, B, List.of()));
        scene.then(new DuplicateConfirmed(A, B, List.of()));
        given(scene).when(dismiss(A, B)).thenDecided(new DuplicateDismissed(A, B, List.of()));
    }

    @Test
    void a_link_is_reversed_by_one_link_for_each_origin() {
        Scene scene = two().submitted(C, 5).then(linked(A, B, 2));
        scene.then(
                new ReportsLinked(
                        A,
                        List.of(
                                new ReportsLinked.Move(report(3), B),
                                new ReportsLinked.Move(report(5), C)),
                        List.of()));
        given(scene).when(reverse(A, scene.latest())).thenDecided(linked(B, A, 3), linked(C, A, 5));
        given(scene).when(reverse(B, scene.latest())).thenRefused(MoveRefusal.NotAMove.class);
    }

    @Test
    void what_moved_on_is_not_moved_back() {
        Scene scene = two().submitted(C, 5).then(linked(A, B, 2));
        long link = scene.latest();
        scene.then(linked(C, A, 2));
        given(scene).when(reverse(A, link)).thenRefused(MoveRefusal.MovedOn.class);
        scene.then(linked(A, C, 2));
        given(scene).when(reverse(A, link)).thenRefused(MoveRefusal.MovedOn.class);
        given(scene).when(reverse(A, scene.latest())).thenDecided(linked(C, A, 2));
    }

    @Test
    void nothing_is_linked_back_to_what_is_no_more_or_is_elsewhere() {
        Scene scene = two().submitted(C, 5).then(linked(A, B, 2));
        long link = scene.latest();
        Scene rehomed = two().submitted(C, 5).then(linked(A, B, 2));
        rehomed.append(
                Scene.ASSESSORS, UKRAINE, new IncidentRehomed(B, SYRIA, List.of(), List.of()));
        given(rehomed).when(reverse(A, link)).thenRefused(MoveRefusal.OtherTheatre.class);
        scene.then(merged(C, B, 3));
        given(scene).when(reverse(A, link)).thenRefused(IncidentRefusal.IncidentMerged.class);
    }

    @Test
    void a_merge_is_reversed_by_a_split_and_a_split_by_a_merge() {
        Scene scene = two().then(merged(A, B, 2, 3));
        long merge = scene.latest();
        IncidentSplit split = new IncidentSplit(A, B, List.of(report(2), report(3)), List.of());
        given(scene).when(reverse(A, merge)).thenDecided(split);
        scene.then(split);
        given(scene).when(reverse(A, merge)).thenRefused(MoveRefusal.MovedOn.class);
        given(scene).when(reverse(A, scene.latest())).thenDecided(merged(A, B, 2, 3));
        long again = scene.latest();
        scene.submitted(B, 9);
        given(scene).when(reverse(A, again)).thenRefused(MoveRefusal.MovedOn.class);
    }

    @Test
    void a_merge_into_an_incident_without_reports_is_reversed_too() {
        Scene scene = two().then(linked(B, A, 1)).then(merged(A, B, 2, 3, 1));
        given(scene)
                .when(reverse(A, scene.latest()))
                .thenDecided(
                        new IncidentSplit(
                                A, B, List.of(report(2), report(3), report(1)), List.of()));
    }

    @Test
    void a_rehoming_is_reversed_unless_another_came() {
        Scene scene = two();
        long first =
                scene.append(
                        Scene.ASSESSORS,
                        UKRAINE,
                        new IncidentRehomed(A, SYRIA, List.of(), List.of()));
        assertThat(given(scene).when(reverse(A, first)).decision())
                .isEqualTo(
                        Decision.accepted(
                                SYRIA,
                                new IncidentRehomed(
                                        A,
                                        UKRAINE,
                                        List.of(new IncidentRehomed.Carried(report(1), 0)),
                                        List.of())));
        scene.append(
                Scene.ASSESSORS,
                new TheatreId("IRQ"),
                new IncidentRehomed(A, UKRAINE, List.of(), List.of()));
        given(scene).when(reverse(A, first)).thenRefused(MoveRefusal.MovedOn.class);
    }

    @Test
    void a_confirmation_is_reversed_by_a_dismissal_and_a_dismissal_by_a_confirmation_alone() {
        Scene scene = two().then(new DuplicateConfirmed(A, B, List.of()));
        long confirmed = scene.latest();
        given(scene)
                .when(reverse(A, confirmed))
                .thenDecided(new DuplicateDismissed(A, B, List.of()));
        scene.then(new DuplicateDismissed(A, B, List.of()));
        given(scene).when(reverse(A, confirmed)).thenRefused(MoveRefusal.MovedOn.class);
        given(scene)
                .when(reverse(A, scene.latest()))
                .thenRefused(MoveRefusal.DismissalStands.class);
    }

    @Test
    void what_is_asked_for_without_knowing_the_latest_is_refused() {
        Scene scene = two();
        LinkReports stale = new LinkReports(B, originAsOf(1), List.of(report(1)), List.of());
        assertThat(
                        given(scene)
                                .when(stale)
                                .thenRefused(IncidentRefusal.ChangedSince.class)
                                .position())
                .isEqualTo(2);
        LinkReports fresh = new LinkReports(B, originAsOf(2), List.of(report(1)), List.of());
        given(scene).when(fresh).thenDecided(linked(B, A, 1));
    }

    @Test
    void a_key_for_one_theatre_moves_nothing_in_or_into_another() {
        Origin elsewhere = originIn(UKRAINE);
        given(two())
                .when(new MergeIncidents(A, elsewhere, B, List.of()))
                .thenRefused(IncidentRefusal.TheatreNotAllowed.class);
        given(two())
                .when(new RehomeIncident(A, originIn(SYRIA), UKRAINE, List.of()))
                .thenRefused(IncidentRefusal.TheatreNotAllowed.class);
    }

    @Test
    void where_something_is_unknown_nothing_is_decided() {
        given(two()).when(merge(C, A)).thenRefused(IncidentRefusal.UnknownIncident.class);
        given(two()).when(merge(A, C)).thenRefused(MoveRefusal.UnknownOther.class);
        given(two()).when(dismiss(A, C)).thenRefused(MoveRefusal.UnknownOther.class);
        given(two()).when(reverse(A, 77)).thenRefused(MoveRefusal.NotAMove.class);
    }

    /** A with report 1, B with reports 2 and 3; at positions 0 to 2. */
    private static Scene two() {
        return new Scene().submitted(A, 1).submitted(B, 2, 3);
    }

    private static Given given(Scene scene) {
        return new Given(scene);
    }

    private record Given(Scene scene) {
        Then when(MoveCommand command) {
            return new Then(MoveDecider.decide(command, scene.history()));
        }
    }

    private record Then(Decision decision) {
        void thenDecided(IncidentEvent... events) {
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
            assertThat(((Decision.Accepted) decision).events()).containsExactly(events);
        }

        <R extends Refusal> R thenRefused(Class<R> refusal) {
            assertThat(decision).isInstanceOf(Decision.Refused.class);
            assertThat(((Decision.Refused) decision).refusal()).isInstanceOf(refusal);
            return refusal.cast(((Decision.Refused) decision).refusal());
        }
    }

    private static LinkReports link(IncidentId to, int... reports) {
        return new LinkReports(to, origin(), ids(reports), List.of());
    }

    private static MergeIncidents merge(IncidentId survivor, IncidentId merged) {
        return new MergeIncidents(survivor, origin(), merged, List.of());
    }

    private static SplitIncident split(IncidentId from, Optional<IncidentId> into, int... reports) {
        return new SplitIncident(from, origin(), ids(reports), into, List.of());
    }

    private static RehomeIncident rehome(IncidentId incident, TheatreId theatre) {
        return new RehomeIncident(incident, origin(), theatre, List.of());
    }

    private static ConfirmDuplicate confirm(IncidentId duplicate, IncidentId survivor) {
        return new ConfirmDuplicate(duplicate, origin(), survivor, List.of());
    }

    private static DismissDuplicate dismiss(IncidentId incident, IncidentId other) {
        return new DismissDuplicate(incident, origin(), other, List.of());
    }

    private static ReverseMove reverse(IncidentId incident, long event) {
        return new ReverseMove(incident, origin(), event, List.of());
    }

    private static ReportsLinked linked(IncidentId to, IncidentId from, int report) {
        return new ReportsLinked(
                to, List.of(new ReportsLinked.Move(report(report), from)), List.of());
    }

    private static IncidentsMerged merged(IncidentId survivor, IncidentId merged, int... reports) {
        return new IncidentsMerged(survivor, merged, ids(reports), List.of());
    }

    private static List<ReportId> ids(int... reports) {
        return Arrays.stream(reports).mapToObj(Scene::report).toList();
    }
}
