package org.casualtyledger.api.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.api.testing.Scene.ASSESSORS;
import static org.casualtyledger.api.testing.Scene.OTHERS;
import static org.casualtyledger.api.testing.Scene.SYRIA;
import static org.casualtyledger.api.testing.Scene.incident;
import static org.casualtyledger.api.testing.Scene.origin;
import static org.casualtyledger.api.testing.Scene.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.api.attribution.AttributionCommand.AssessResponsibility;
import org.casualtyledger.api.attribution.AttributionCommand.RecordStatement;
import org.casualtyledger.api.attribution.AttributionCommand.RetractStatement;
import org.casualtyledger.api.commands.Decision;
import org.casualtyledger.api.commands.IncidentRefusal;
import org.casualtyledger.api.commands.Refusal;
import org.casualtyledger.api.testing.Scene;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ResponsibilityAssessed;
import org.casualtyledger.events.Stance;
import org.casualtyledger.events.StatementRecorded;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.StatedActor;
import org.junit.jupiter.api.Test;

/** The rules of attribution, without anything around them. */
class AttributionDeciderTest {
    private static final IncidentId A = incident(1);
    private static final IncidentId B = incident(2);
    private static final UUID STATEMENT = new UUID(5, 5);

    @Test
    void who_is_held_responsible_may_be_somebody_or_nobody_and_is_taken_back() {
        Optional<List<StatedActor>> somebody =
                Optional.of(
                        List.of(
                                new StatedActor(
                                        "Example forces",
                                        ActorRole.ALLEGED,
                                        Optional.empty(),
                                        Optional.empty())));
        given(one()).when(assess(somebody)).thenDecided(assessed(somebody));
        given(one())
                .when(assess(Optional.empty()))
                .thenRefused(AttributionRefusal.NothingToTakeBack.class);
        Scene scene = one().then(assessed(Optional.of(List.of())));
        given(scene).when(assess(Optional.empty())).thenDecided(assessed(Optional.empty()));
        given(scene.then(assessed(Optional.empty())))
                .when(assess(Optional.empty()))
                .thenRefused(AttributionRefusal.NothingToTakeBack.class);
    }

    @Test
    void a_statement_is_replaced_and_retracted_by_who_recorded_it() {
        Scene scene = one();
        given(scene).when(record(ASSESSORS)).thenDecided(recorded(A));
        scene.then(recorded(A));
        given(scene).when(record(ASSESSORS)).thenDecided(recorded(A));
        given(scene).when(record(OTHERS)).thenRefused(AttributionRefusal.AnothersStatement.class);
        given(scene).when(retract(OTHERS)).thenRefused(AttributionRefusal.AnothersStatement.class);
        given(scene).when(retract(ASSESSORS)).thenDecided(retracted());
        scene.then(retracted());
        given(scene)
                .when(retract(ASSESSORS))
                .thenRefused(AttributionRefusal.RetractedAlready.class);
        given(scene).when(record(OTHERS)).thenRefused(AttributionRefusal.AnothersStatement.class);
        given(scene).when(record(ASSESSORS)).thenDecided(recorded(A));
    }

    @Test
    void what_nobody_recorded_is_not_retracted() {
        given(one())
                .when(retract(ASSESSORS))
                .thenRefused(AttributionRefusal.UnknownStatement.class);
        Scene elsewhere = one().submitted(B, 2).then(recorded(B));
        given(elsewhere)
                .when(retract(ASSESSORS))
                .thenRefused(AttributionRefusal.UnknownStatement.class);
    }

    @Test
    void a_statement_on_a_merged_incident_is_replaced_where_it_holds_now() {
        Scene scene = one().submitted(B, 2).then(recorded(B));
        scene.then(new IncidentsMerged(A, B, List.of(report(2)), List.of()));
        given(scene).when(record(OTHERS)).thenRefused(AttributionRefusal.AnothersStatement.class);
        given(scene).when(retract(ASSESSORS)).thenDecided(retracted());
        given(scene)
                .when(new RetractStatement(B, origin(), STATEMENT, List.of()))
                .thenRefused(IncidentRefusal.IncidentMerged.class);
    }

    @Test
    void nothing_is_said_of_what_is_unknown() {
        given(new Scene())
                .when(record(ASSESSORS))
                .thenRefused(IncidentRefusal.UnknownIncident.class);
    }

    private static Scene one() {
        return new Scene().submitted(A, SYRIA, 1);
    }

    private static Given given(Scene scene) {
        return new Given(scene);
    }

    private record Given(Scene scene) {
        Then when(AttributionCommand command) {
            return new Then(AttributionDecider.decide(command, scene.history()));
        }
    }

    private record Then(Decision decision) {
        void thenDecided(IncidentEvent event) {
            assertThat(decision).isEqualTo(Decision.accepted(SYRIA, event));
        }

        void thenRefused(Class<? extends Refusal> refusal) {
            assertThat(decision).isInstanceOf(Decision.Refused.class);
            assertThat(((Decision.Refused) decision).refusal()).isInstanceOf(refusal);
        }
    }

    private static AssessResponsibility assess(Optional<List<StatedActor>> actors) {
        return new AssessResponsibility(A, origin(), actors, false, List.of());
    }

    private static ResponsibilityAssessed assessed(Optional<List<StatedActor>> actors) {
        return new ResponsibilityAssessed(A, actors, false, Optional.empty(), List.of());
    }

    private static RecordStatement record(OrganisationId by) {
        return new RecordStatement(
                A, origin(by, Optional.empty()), STATEMENT, said(), List.of(), List.of());
    }

    private static RetractStatement retract(OrganisationId by) {
        return new RetractStatement(A, origin(by, Optional.empty()), STATEMENT, List.of());
    }

    private static StatementRecorded recorded(IncidentId incident) {
        return new StatementRecorded(incident, STATEMENT, Optional.of(said()), List.of());
    }

    private static StatementRecorded retracted() {
        return new StatementRecorded(A, STATEMENT, Optional.empty(), List.of());
    }

    private static StatementRecorded.Said said() {
        return new StatementRecorded.Said(
                "Example ministry",
                Stance.DENIES,
                LocalDate.of(2001, 6, 4),
                Range.NOT_STATED,
                Range.NOT_STATED,
                Optional.empty());
    }
}
