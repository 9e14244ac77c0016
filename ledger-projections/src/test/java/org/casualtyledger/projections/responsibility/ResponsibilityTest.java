package org.casualtyledger.projections.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.counting.Bounds;
import org.casualtyledger.counting.Dossier;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.Stance;
import org.casualtyledger.events.StatementRecorded.Said;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.projections.responsibility.Responsibility.Actor;
import org.junit.jupiter.api.Test;

class ResponsibilityTest {
    private static final Actor FORCE = new Actor("Force", Optional.empty());

    @Test
    void the_current_statement_is_that_of_the_latest_day_then_the_latest_recorded() {
        List<Dossier.Recorded> statements =
                List.of(
                        recorded(9, said("Force", Stance.DENIES, "2017-06-05")),
                        recorded(3, said("Force", Stance.INVESTIGATING, "2017-06-07")),
                        recorded(5, said("Force", Stance.ADMITS, "2017-06-07")),
                        recorded(7, said("Group", Stance.SILENT, "2017-06-30")));

        assertThat(Responsibility.current(statements, "Force"::equals).orElseThrow().stance())
                .isEqualTo(Stance.ADMITS);
        assertThat(Responsibility.current(statements, "Nobody"::equals)).isEmpty();
    }

    @Test
    void alleged_and_conceded_stand_side_by_side_and_a_denial_lowers_nothing() {
        Responsibility sums = new Responsibility();
        sums.alleged(FORCE, incidents(3, 10, 20), incidents(1, 1, 2));
        sums.says(FORCE, said("Force", Stance.DENIES, "2017-06-05"));
        sums.says(
                FORCE,
                new Said(
                        "Force",
                        Stance.ADMITS,
                        LocalDate.of(2017, 6, 7),
                        Range.atLeast(2),
                        Range.NOT_STATED,
                        Optional.empty()));
        Responsibility.Row row = sums.rows().getFirst();

        assertThat(row.sole().killed()).isEqualTo(new Bounds(10, 20, 0, 0));
        assertThat(row.shared().killed()).isEqualTo(new Bounds(1, 2, 0, 0));
        assertThat(row.stances())
                .containsOnly(
                        java.util.Map.entry(Stance.DENIES, 1L),
                        java.util.Map.entry(Stance.ADMITS, 1L));
        assertThat(row.none()).isEqualTo(2);
        assertThat(row.killed()).isEqualTo(new Bounds(2, 2, 0, 1));
        assertThat(row.injured()).isEqualTo(new Bounds(0, 0, 1, 0));
    }

    private static Measures incidents(long incidents, long min, long max) {
        Bounds none = new Bounds(0, 0, incidents, 0);
        return new Measures(incidents, incidents, 0, new Bounds(min, max, 0, 0), none, none);
    }

    private static Said said(String actor, Stance stance, String on) {
        return new Said(
                actor,
                stance,
                LocalDate.parse(on),
                Range.NOT_STATED,
                Range.NOT_STATED,
                Optional.empty());
    }

    private static Dossier.Recorded recorded(long position, Said said) {
        return new Dossier.Recorded(
                new IncidentId(new UUID(0, 1)),
                position,
                new OrganisationId("reader"),
                new UUID(1, position),
                said);
    }
}
