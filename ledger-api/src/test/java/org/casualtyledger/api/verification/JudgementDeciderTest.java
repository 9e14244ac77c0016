package org.casualtyledger.api.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.api.testing.Scene.ASSESSORS;
import static org.casualtyledger.api.testing.Scene.OTHERS;
import static org.casualtyledger.api.testing.Scene.SYRIA;
import static org.casualtyledger.api.testing.Scene.UKRAINE;
import static org.casualtyledger.api.testing.Scene.incident;
import static org.casualtyledger.api.testing.Scene.origin;
import static org.casualtyledger.api.testing.Scene.originAsOf;
import static org.casualtyledger.api.testing.Scene.originIn;
import static org.casualtyledger.api.testing.Scene.report;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.api.commands.Decision;
import org.casualtyledger.api.commands.IncidentRefusal;
import org.casualtyledger.api.commands.Origin;
import org.casualtyledger.api.commands.Refusal;
import org.casualtyledger.api.testing.Scene;
import org.casualtyledger.api.verification.JudgementCommand.ApproveJudgement;
import org.casualtyledger.api.verification.JudgementCommand.AssessCounts;
import org.casualtyledger.api.verification.JudgementCommand.GradeIncident;
import org.casualtyledger.events.CountsAssessed;
import org.casualtyledger.events.Grade;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentGraded;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.PersonId;
import org.casualtyledger.events.ResponsibilityAssessed;
import org.casualtyledger.events.ReviewApproved;
import org.casualtyledger.events.claim.Range;
import org.junit.jupiter.api.Test;

/** The rules of judging, without anything around them. */
class JudgementDeciderTest {
    private static final IncidentId A = incident(1);
    private static final IncidentId B = incident(2);
    private static final Optional<PersonId> NOBODY = Optional.empty();
    private static final Optional<PersonId> ANNA = Optional.of(new PersonId("reader-a"));
    private static final Optional<PersonId> BASIL = Optional.of(new PersonId("reader-b"));

    @Test
    void a_grade_is_its_organisations_and_stands_in_the_incidents_theatre() {
        Scene scene = one();
        given(scene)
                .when(grade(ASSESSORS, ANNA, Grade.FAIR, false))
                .thenDecided(graded(A, Grade.FAIR, false, ANNA));
        scene.append(ASSESSORS, UKRAINE, new IncidentRehomed(A, SYRIA, List.of(), List.of()));
        assertThat(given(scene).when(grade(ASSESSORS, NOBODY, Grade.FAIR, false)).decision())
                .isEqualTo(Decision.accepted(UKRAINE, graded(A, Grade.FAIR, false, NOBODY)));
    }

    @Test
    void only_what_was_judged_is_taken_back_and_only_once() {
        GradeIncident back =
                new GradeIncident(
                        A, origin(), Optional.empty(), Optional.empty(), false, List.of());
        AssessCounts countsBack = new AssessCounts(A, origin(), Optional.empty(), false, List.of());
        Scene scene = one();
        given(scene).when(back).thenRefused(JudgementRefusal.NothingToTakeBack.class);
        given(scene).when(countsBack).thenRefused(JudgementRefusal.NothingToTakeBack.class);
        scene.append(OTHERS, SYRIA, graded(A, Grade.FAIR, false, NOBODY));
        given(scene).when(back).thenRefused(JudgementRefusal.NothingToTakeBack.class);
        scene.then(graded(A, Grade.FAIR, false, NOBODY)).then(counted(A, false));
        IncidentEvent taken =
                new IncidentGraded(A, Optional.empty(), Optional.empty(), false, NOBODY, List.of());
        given(scene).when(back).thenDecided(taken);
        given(scene)
                .when(countsBack)
                .thenDecided(new CountsAssessed(A, Optional.empty(), false, NOBODY, List.of()));
        scene.then(taken);
        given(scene).when(back).thenRefused(JudgementRefusal.NothingToTakeBack.class);
    }

    @Test
    void a_pending_judgement_of_any_kind_is_approved_by_another_organisation() {
        for (IncidentEvent judgement :
                List.of(
                        graded(A, Grade.FAIR, true, NOBODY),
                        counted(A, true),
                        new ResponsibilityAssessed(
                                A, Optional.of(List.of()), true, NOBODY, List.of()))) {
            Scene scene = one().then(judgement);
            given(scene)
                    .when(approve(OTHERS, ANNA, scene.latest()))
                    .thenDecided(new ReviewApproved(A, scene.latest(), ANNA, List.of()));
        }
    }

    @Test
    void within_an_organisation_two_people_are_told_apart_only_where_both_are_known() {
        Scene annas = one().then(graded(A, Grade.FAIR, true, ANNA));
        Scene nobodys = one().then(graded(A, Grade.FAIR, true, NOBODY));
        given(annas)
                .when(approve(ASSESSORS, BASIL, 1))
                .thenDecided(new ReviewApproved(A, 1, BASIL, List.of()));
        given(annas)
                .when(approve(ASSESSORS, ANNA, 1))
                .thenRefused(JudgementRefusal.OwnJudgement.class);
        given(annas)
                .when(approve(ASSESSORS, NOBODY, 1))
                .thenRefused(JudgementRefusal.OwnJudgement.class);
        given(nobodys)
                .when(approve(ASSESSORS, BASIL, 1))
                .thenRefused(JudgementRefusal.OwnJudgement.class);
        given(nobodys)
                .when(approve(OTHERS, NOBODY, 1))
                .thenDecided(new ReviewApproved(A, 1, NOBODY, List.of()));
    }

    @Test
    void the_same_pseudonym_in_two_organisations_is_two_people() {
        given(one().then(graded(A, Grade.FAIR, true, ANNA)))
                .when(approve(OTHERS, ANNA, 1))
                .thenDecided(new ReviewApproved(A, 1, ANNA, List.of()));
    }

    @Test
    void what_waits_for_nobody_is_not_approved() {
        Scene scene = one().then(graded(A, Grade.FAIR, false, NOBODY));
        given(scene)
                .when(approve(OTHERS, NOBODY, 1))
                .thenRefused(JudgementRefusal.NotPending.class);
        scene.then(counted(A, true));
        scene.append(OTHERS, SYRIA, new ReviewApproved(A, 2, NOBODY, List.of()));
        assertThat(
                        given(scene)
                                .when(approve(OTHERS, NOBODY, 2))
                                .thenRefused(JudgementRefusal.ApprovedAlready.class)
                                .approval())
                .isEqualTo(3);
    }

    @Test
    void what_its_author_judged_anew_is_not_approved_any_more() {
        Scene scene =
                one().then(graded(A, Grade.FAIR, true, ANNA))
                        .then(counted(A, true))
                        .then(graded(A, Grade.WEAK, true, BASIL));
        assertThat(
                        given(scene)
                                .when(approve(OTHERS, NOBODY, 1))
                                .thenRefused(JudgementRefusal.Superseded.class)
                                .by())
                .isEqualTo(3);
        given(scene)
                .when(approve(OTHERS, NOBODY, 2))
                .thenDecided(new ReviewApproved(A, 2, NOBODY, List.of()));
        scene.append(OTHERS, SYRIA, graded(A, Grade.FAIR, true, NOBODY));
        given(scene)
                .when(approve(OTHERS, NOBODY, 3))
                .thenDecided(new ReviewApproved(A, 3, NOBODY, List.of()));
    }

    @Test
    void only_a_judgement_of_this_incident_is_approved_here() {
        Scene scene = one().submitted(B, 2).then(graded(B, Grade.FAIR, true, NOBODY));
        for (long position : List.of(0L, 2L, 77L)) {
            given(scene)
                    .when(approve(OTHERS, NOBODY, position))
                    .thenRefused(JudgementRefusal.NotAJudgement.class);
        }
    }

    @Test
    void what_was_judged_of_a_merged_incident_is_approved_where_it_holds_now() {
        Scene scene = one().submitted(B, 2).then(graded(B, Grade.FAIR, true, NOBODY));
        scene.then(new IncidentsMerged(A, B, List.of(report(2)), List.of()));
        given(scene)
                .when(approve(OTHERS, NOBODY, 2))
                .thenDecided(new ReviewApproved(A, 2, NOBODY, List.of()));
        given(scene)
                .when(new ApproveJudgement(B, origin(OTHERS, NOBODY), 2, List.of()))
                .thenRefused(IncidentRefusal.IncidentMerged.class);
        scene.append(OTHERS, SYRIA, new ReviewApproved(A, 2, NOBODY, List.of()));
        scene.then(new IncidentSplit(A, B, List.of(report(2)), List.of()));
        given(scene)
                .when(approve(OTHERS, NOBODY, 2))
                .thenRefused(JudgementRefusal.NotAJudgement.class);
        given(scene)
                .when(new ApproveJudgement(B, origin(OTHERS, NOBODY), 2, List.of()))
                .thenRefused(JudgementRefusal.ApprovedAlready.class);
    }

    @Test
    void nothing_is_judged_that_is_unknown_or_elsewhere_or_has_changed() {
        given(new Scene())
                .when(grade(ASSESSORS, NOBODY, Grade.FAIR, false))
                .thenRefused(IncidentRefusal.UnknownIncident.class);
        given(one())
                .when(graded(originIn(UKRAINE)))
                .thenRefused(IncidentRefusal.TheatreNotAllowed.class);
        Scene scene = one().then(counted(A, false));
        given(scene).when(graded(originAsOf(0))).thenRefused(IncidentRefusal.ChangedSince.class);
        given(scene).when(graded(originAsOf(1))).thenDecided(graded(A, Grade.FAIR, false, NOBODY));
    }

    private static Scene one() {
        return new Scene().submitted(A, 1);
    }

    private static Given given(Scene scene) {
        return new Given(scene);
    }

    private record Given(Scene scene) {
        Then when(JudgementCommand command) {
            return new Then(JudgementDecider.decide(command, scene.history()));
        }
    }

    private record Then(Decision decision) {
        void thenDecided(IncidentEvent event) {
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
            assertThat(((Decision.Accepted) decision).events()).containsExactly(event);
        }

        <R extends Refusal> R thenRefused(Class<R> refusal) {
            assertThat(decision).isInstanceOf(Decision.Refused.class);
            assertThat(((Decision.Refused) decision).refusal()).isInstanceOf(refusal);
            return refusal.cast(((Decision.Refused) decision).refusal());
        }
    }

    private static GradeIncident grade(
            OrganisationId by, Optional<PersonId> person, Grade grade, boolean review) {
        return new GradeIncident(
                A, origin(by, person), Optional.of(grade), Optional.empty(), review, List.of());
    }

    private static GradeIncident graded(Origin origin) {
        return new GradeIncident(
                A, origin, Optional.of(Grade.FAIR), Optional.empty(), false, List.of());
    }

    private static ApproveJudgement approve(
            OrganisationId by, Optional<PersonId> person, long judgement) {
        return new ApproveJudgement(A, origin(by, person), judgement, List.of());
    }

    private static IncidentGraded graded(
            IncidentId incident, Grade grade, boolean review, Optional<PersonId> person) {
        return new IncidentGraded(
                incident, Optional.of(grade), Optional.empty(), review, person, List.of());
    }

    private static CountsAssessed counted(IncidentId incident, boolean review) {
        return new CountsAssessed(
                incident,
                Optional.of(
                        new CountsAssessed.Counts(
                                Range.of(1, 2), Range.NOT_STATED, Range.NOT_STATED)),
                review,
                NOBODY,
                List.of());
    }
}
