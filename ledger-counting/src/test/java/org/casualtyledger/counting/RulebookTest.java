package org.casualtyledger.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.counting.Events.approved;
import static org.casualtyledger.counting.Events.assessed;
import static org.casualtyledger.counting.Events.dismissed;
import static org.casualtyledger.counting.Events.duplicate;
import static org.casualtyledger.counting.Events.gradeTakenBack;
import static org.casualtyledger.counting.Events.graded;
import static org.casualtyledger.counting.Events.gradedForReview;
import static org.casualtyledger.counting.Events.in;
import static org.casualtyledger.counting.Events.linked;
import static org.casualtyledger.counting.Events.merged;
import static org.casualtyledger.counting.Events.rehomed;
import static org.casualtyledger.counting.Events.responsible;
import static org.casualtyledger.counting.Events.said;
import static org.casualtyledger.counting.Events.split;
import static org.casualtyledger.counting.Given.INCIDENT;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.report;
import static org.casualtyledger.counting.Given.submitted;
import static org.casualtyledger.counting.Given.withdrawn;

import java.util.List;
import java.util.Map;
import org.casualtyledger.events.Grade;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.Stance;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.events.claim.ClaimantKind;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.TimePrecision;
import org.junit.jupiter.api.Test;

class RulebookTest {
    private static final IncidentId OTHER =
            IncidentId.parse("0199d5a0-0000-7000-8000-000000000009");
    private static final RecordedEvent FIVE_TO_EIGHT =
            submitted("one", "1", claim().killed(5, 8).alleged("Sample Force").build());
    private static final RecordedEvent SEVEN_TO_TWELVE =
            submitted("two", "1", claim().killed(7, 12).alleged("Sample Group").build());

    @Test
    void two_organisations_reports_of_one_incident_count_once_as_their_envelope() {
        Measures total = total(Methodologies.DOCUMENTED, FIVE_TO_EIGHT, SEVEN_TO_TWELVE);

        assertThat(total.incidents()).isEqualTo(1);
        assertThat(total.killed()).isEqualTo(new Bounds(5, 12, 0, 0));
    }

    @Test
    void reports_of_two_incidents_count_once_from_when_they_are_linked() {
        RecordedEvent apart = submitted("two", "1", OTHER, claim().killed(7, 12).build());

        assertThat(total(Methodologies.DOCUMENTED, FIVE_TO_EIGHT, apart).killed())
                .isEqualTo(new Bounds(12, 20, 0, 0));
        assertThat(
                        total(
                                        Methodologies.DOCUMENTED,
                                        FIVE_TO_EIGHT,
                                        apart,
                                        linked("two", INCIDENT, OTHER, report("two", "1")))
                                .killed())
                .isEqualTo(new Bounds(5, 12, 0, 0));
    }

    @Test
    void what_one_organisation_withdraws_leaves_the_others_range() {
        assertThat(
                        total(
                                        Methodologies.DOCUMENTED,
                                        FIVE_TO_EIGHT,
                                        SEVEN_TO_TWELVE,
                                        withdrawn("one", "1"))
                                .killed())
                .isEqualTo(new Bounds(7, 12, 0, 0));
    }

    @Test
    void a_belligerents_claim_that_nobody_was_harmed_lowers_no_minimum_under_any_rule() {
        RecordedEvent denial =
                submitted(
                        "three",
                        "1",
                        claim().killed(0, 0)
                                .by("Sample Ministry", ClaimantKind.BELLIGERENT)
                                .build());
        for (String rule : List.of("envelope", "most-recent", "best-sourced")) {
            assertThat(total(rule(rule), FIVE_TO_EIGHT, denial).killed())
                    .as(rule)
                    .isEqualTo(new Bounds(5, 8, 0, 0));
        }
    }

    @Test
    void a_recorded_denial_changes_no_number() {
        assertThat(
                        total(
                                Methodologies.DOCUMENTED,
                                FIVE_TO_EIGHT,
                                said(
                                        "one",
                                        INCIDENT,
                                        "Sample Force",
                                        Stance.DENIES,
                                        Range.NOT_STATED)))
                .isEqualTo(total(Methodologies.DOCUMENTED, FIVE_TO_EIGHT));
    }

    @Test
    void a_report_that_only_repeats_another_one_widens_no_range() {
        RecordedEvent echo =
                submitted(
                        "two", "1", claim().killed(1, 40).derivedFrom(report("one", "1")).build());

        assertThat(total(Methodologies.DOCUMENTED, FIVE_TO_EIGHT, echo).killed())
                .isEqualTo(new Bounds(5, 8, 0, 0));
        assertThat(derivation(FIVE_TO_EIGHT, echo).leftOut())
                .containsExactly(
                        new Derivation.LeftOut(report("two", "1"), Derivation.Why.DERIVED));
    }

    @Test
    void a_repetition_by_the_same_organisation_does_not_stand_in_for_what_it_repeats() {
        RecordedEvent echo =
                submitted(
                        "one", "2", claim().killed(9, 40).derivedFrom(report("one", "1")).build());

        assertThat(total(Methodologies.DOCUMENTED, FIVE_TO_EIGHT, echo).killed())
                .isEqualTo(new Bounds(5, 8, 0, 0));
        assertThat(derivation(FIVE_TO_EIGHT, echo).leftOut())
                .containsExactly(
                        new Derivation.LeftOut(report("one", "2"), Derivation.Why.DERIVED));
    }

    @Test
    void reports_that_say_they_repeat_each_other_both_count() {
        assertThat(
                        total(
                                        Methodologies.DOCUMENTED,
                                        submitted(
                                                "one",
                                                "1",
                                                claim().killed(2, 4)
                                                        .derivedFrom(report("two", "1"))
                                                        .build()),
                                        submitted(
                                                "two",
                                                "1",
                                                claim().killed(3, 6)
                                                        .derivedFrom(report("one", "1"))
                                                        .build()))
                                .killed())
                .isEqualTo(new Bounds(2, 6, 0, 0));
    }

    @Test
    void a_report_that_repeats_one_of_another_incident_counts_itself() {
        assertThat(
                        total(
                                        Methodologies.DOCUMENTED,
                                        submitted(
                                                "two",
                                                "1",
                                                claim().killed(1, 4)
                                                        .derivedFrom(report("one", "1"))
                                                        .build()))
                                .killed())
                .isEqualTo(new Bounds(1, 4, 0, 0));
    }

    @Test
    void most_recent_takes_the_last_account_and_best_sourced_the_one_with_most_sources() {
        RecordedEvent sourced =
                submitted(
                        "one", "1", claim().killed(5, 8).sources("Wire", "Radio", "Wire").build());
        RecordedEvent later = submitted("two", "1", claim().killed(7, 12).sources("Wire").build());

        assertThat(total(rule("most-recent"), sourced, later).killed())
                .isEqualTo(new Bounds(7, 12, 0, 0));
        assertThat(total(rule("best-sourced"), sourced, later).killed())
                .isEqualTo(new Bounds(5, 8, 0, 0));
        assertThat(total(rule("assessor-only"), sourced, later).killed())
                .isEqualTo(Bounds.NOT_STATED);
    }

    @Test
    void an_assessors_counts_stand_in_place_of_the_derived_ones_and_say_so() {
        RecordedEvent[] history = {
            FIVE_TO_EIGHT, SEVEN_TO_TWELVE, assessed("three", INCIDENT, Range.of(6, 6))
        };

        assertThat(total(Methodologies.DOCUMENTED, history).killed())
                .isEqualTo(new Bounds(6, 6, 0, 0));
        assertThat(derivation(history).rule()).isEqualTo("assessed");
    }

    @Test
    void assessors_who_disagree_are_shown_as_disputed() {
        RecordedEvent[] grades = {
            FIVE_TO_EIGHT,
            graded("two", INCIDENT, Grade.FAIR),
            graded("three", INCIDENT, Grade.WEAK)
        };

        assertThat(cell(Methodologies.DOCUMENTED, grades).grade()).isEqualTo(CellGrade.DISPUTED);
        assertThat(total(Methodologies.DOCUMENTED, grades).disputed()).isEqualTo(1);
        assertThat(derivation(grades).disputed()).containsExactly("grade");
    }

    @Test
    void counts_that_assessors_disagree_about_are_their_envelope_and_disputed() {
        RecordedEvent[] history = {
            FIVE_TO_EIGHT,
            assessed("two", INCIDENT, Range.of(6, 6)),
            assessed("three", INCIDENT, Range.of(7, 9))
        };

        assertThat(total(Methodologies.DOCUMENTED, history).killed())
                .isEqualTo(new Bounds(6, 9, 0, 0));
        assertThat(total(Methodologies.DOCUMENTED, history).disputed()).isEqualTo(1);
    }

    @Test
    void a_grade_that_waits_for_a_second_reader_counts_from_its_approval_on() {
        RecordedEvent pending = gradedForReview("two", INCIDENT, Grade.DISCOUNTED);

        assertThat(total(Methodologies.DOCUMENTED, FIVE_TO_EIGHT, pending).incidents())
                .isEqualTo(1);
        assertThat(
                        total(
                                        Methodologies.DOCUMENTED,
                                        FIVE_TO_EIGHT,
                                        pending,
                                        approved("three", INCIDENT, 1))
                                .incidents())
                .isZero();
    }

    @Test
    void a_pending_grade_leaves_the_one_before_it_in_force() {
        assertThat(
                        cell(
                                        Methodologies.DOCUMENTED,
                                        FIVE_TO_EIGHT,
                                        graded("two", INCIDENT, Grade.FAIR),
                                        gradedForReview("two", INCIDENT, Grade.WEAK))
                                .grade())
                .isEqualTo(CellGrade.FAIR);
    }

    @Test
    void the_headline_counts_confirmed_and_fair_alone() {
        for (Grade grade : Grade.values()) {
            assertThat(
                            total(
                                            Methodologies.CONFIRMED_FAIR,
                                            FIVE_TO_EIGHT,
                                            graded("two", INCIDENT, grade))
                                    .incidents())
                    .as(grade.code())
                    .isEqualTo(grade == Grade.CONFIRMED || grade == Grade.FAIR ? 1 : 0);
        }
        assertThat(total(Methodologies.CONFIRMED_FAIR, FIVE_TO_EIGHT).incidents()).isZero();
    }

    @Test
    void a_grade_can_be_taken_back() {
        assertThat(
                        cell(
                                        Methodologies.DOCUMENTED,
                                        FIVE_TO_EIGHT,
                                        graded("two", INCIDENT, Grade.FAIR),
                                        gradeTakenBack("two", INCIDENT))
                                .grade())
                .isEqualTo(CellGrade.UNGRADED);
    }

    @Test
    void only_assessors_whom_the_methodology_trusts_in_the_theatre_are_heard() {
        Methodology trusting =
                methodology("\"assessors\":\"any\"", "\"assessors\":{\"*\":[],\"SYR\":[\"two\"]}");

        assertThat(
                        cell(
                                        trusting,
                                        FIVE_TO_EIGHT,
                                        graded("two", INCIDENT, Grade.FAIR),
                                        graded("three", INCIDENT, Grade.WEAK))
                                .grade())
                .isEqualTo(CellGrade.FAIR);
    }

    @Test
    void only_organisations_that_contribute_are_counted() {
        Methodology some =
                methodology("\"organisations\":\"all\"", "\"organisations\":{\"*\":[\"two\"]}");

        assertThat(total(some, FIVE_TO_EIGHT).incidents()).isZero();
        assertThat(total(some, FIVE_TO_EIGHT, SEVEN_TO_TWELVE).killed())
                .isEqualTo(new Bounds(7, 12, 0, 0));
    }

    @Test
    void an_assessment_of_responsibility_stands_in_place_of_what_is_alleged() {
        assertThat(
                        cell(
                                        Methodologies.DOCUMENTED,
                                        FIVE_TO_EIGHT,
                                        responsible("two", INCIDENT, "A", "B"))
                                .actors())
                .containsExactly(
                        new Attribution("A", ActorRole.ALLEGED),
                        new Attribution("B", ActorRole.ALLEGED));
    }

    @Test
    void a_confirmed_duplicate_counts_nothing_until_it_is_dismissed() {
        RecordedEvent twin = submitted("one", "2", OTHER, claim().killed(5, 8).build());

        assertThat(
                        total(
                                        Methodologies.DOCUMENTED,
                                        FIVE_TO_EIGHT,
                                        twin,
                                        duplicate("two", OTHER, INCIDENT))
                                .incidents())
                .isEqualTo(1);
        assertThat(
                        total(
                                        Methodologies.DOCUMENTED,
                                        FIVE_TO_EIGHT,
                                        twin,
                                        duplicate("two", OTHER, INCIDENT),
                                        dismissed("two", INCIDENT, OTHER))
                                .incidents())
                .isEqualTo(2);
    }

    @Test
    void a_merge_carries_judgements_along_and_a_split_gives_them_back() {
        RecordedEvent apart = submitted("two", "1", OTHER, claim().killed(7, 12).build());
        RecordedEvent[] merged = {
            FIVE_TO_EIGHT,
            apart,
            graded("three", OTHER, Grade.FAIR),
            merged("three", INCIDENT, OTHER)
        };
        assertThat(cell(Methodologies.DOCUMENTED, merged).grade()).isEqualTo(CellGrade.FAIR);

        CountedHistory back = count(Methodologies.DOCUMENTED, merged);
        back.apply(split("three", INCIDENT, OTHER, report("two", "1")));
        CountedHistory before =
                count(
                        Methodologies.DOCUMENTED,
                        FIVE_TO_EIGHT,
                        apart,
                        graded("three", OTHER, Grade.FAIR));
        assertThat(nonZero(back)).isEqualTo(nonZero(before));
    }

    @Test
    void what_is_split_off_a_rehomed_incident_lies_in_its_theatre() {
        CountedHistory counted =
                count(
                        Methodologies.DOCUMENTED,
                        FIVE_TO_EIGHT,
                        SEVEN_TO_TWELVE,
                        rehomed("three", INCIDENT, "IRQ"),
                        in("IRQ", split("three", INCIDENT, OTHER, report("two", "1"))));

        assertThat(theatres(counted)).hasSize(2).containsOnly("IRQ");
    }

    /** Its report was recorded in Iraq, and is the one that places the two. */
    @Test
    void an_incident_that_takes_in_what_was_rehomed_to_its_theatre_stays_there() {
        RecordedEvent elsewhere =
                in("IRQ", submitted("one", "1", OTHER, claim().killed(5, 8).build()));
        RecordedEvent here = submitted("two", "1", INCIDENT, claim().killed(7, 12).build());
        RecordedEvent rehomed = rehomed("three", OTHER, "SYR");

        for (RecordedEvent move :
                List.of(
                        merged("three", INCIDENT, OTHER),
                        linked("three", INCIDENT, OTHER, report("one", "1")))) {
            CountedHistory counted =
                    count(Methodologies.DOCUMENTED, elsewhere, here, rehomed, move);

            assertThat(theatres(counted)).containsExactly("SYR");
        }
    }

    @Test
    void what_is_given_back_by_an_incident_that_was_rehomed_since_lies_where_that_one_lies() {
        CountedHistory counted =
                count(
                        Methodologies.DOCUMENTED,
                        FIVE_TO_EIGHT,
                        submitted("two", "1", OTHER, claim().killed(7, 12).build()),
                        merged("three", INCIDENT, OTHER),
                        rehomed("three", INCIDENT, "IRQ"),
                        in("IRQ", split("three", INCIDENT, OTHER, report("two", "1"))));

        assertThat(theatres(counted)).hasSize(2).containsOnly("IRQ");
    }

    private static List<String> theatres(CountedHistory counted) {
        return nonZero(counted).keySet().stream().map(cell -> cell.theatre().value()).toList();
    }

    @Test
    void an_interval_spread_over_its_days_adds_up_and_counts_in_its_first_month() {
        Methodology spread =
                methodology("\"spanning\":\"residual\"", "\"spanning\":\"spread-over-days\"");
        CountedHistory counted =
                count(
                        spread,
                        submitted(
                                "one",
                                "1",
                                claim().killed(2, 3)
                                        .when("2017-06-20", "2017-08-09", TimePrecision.LONGER)
                                        .build()));
        Measures total = sum(counted.cells());

        assertThat(counted.cells()).hasSizeBetween(2, 3);
        assertThat(total.incidents()).isEqualTo(1);
        assertThat(total.killed()).isEqualTo(new Bounds(2, 3, 0, 0));
        counted.cells()
                .forEach(
                        (cell, m) -> {
                            assertThat(cell.period().first()).isEqualTo(cell.period().last());
                            assertThat(m.killed().min()).isBetween(0L, m.killed().max());
                        });
    }

    @Test
    void a_document_outside_the_vocabulary_is_no_methodology() {
        String document = Methodologies.DOCUMENTED.document();

        assertThat(Methodologies.read(document)).isPresent();
        assertThat(Methodologies.read(document.replace("envelope", "average"))).isEmpty();
        assertThat(Methodologies.read(document.replace("\"version\"", "\"edition\""))).isEmpty();
        assertThat(Methodologies.read(document.replace("\"semantics\":2", "\"semantics\":3")))
                .isEmpty();
    }

    private static Methodology rule(String rule) {
        return methodology("\"rule\":\"envelope\"", "\"rule\":\"" + rule + "\"");
    }

    private static Methodology methodology(String from, String to) {
        String document = Methodologies.DOCUMENTED.document();
        assertThat(document).contains(from);
        return Methodologies.read(document.replace(from, to)).orElseThrow();
    }

    private static CountedHistory count(Methodology methodology, RecordedEvent... events) {
        CountedHistory counted = new CountedHistory(methodology);
        List.of(events).forEach(counted::apply);
        return counted;
    }

    private static Measures total(Methodology methodology, RecordedEvent... events) {
        return sum(count(methodology, events).cells());
    }

    private static Measures sum(Map<CellKey, Measures> cells) {
        return cells.values().stream().reduce(Measures.ZERO, Measures::plus);
    }

    private static CellKey cell(Methodology methodology, RecordedEvent... events) {
        return nonZero(count(methodology, events)).keySet().iterator().next();
    }

    private static Derivation derivation(RecordedEvent... events) {
        return Methodologies.DOCUMENTED.derivation(
                java.util.Objects.requireNonNull(
                        count(Methodologies.DOCUMENTED, events).incidents().get(INCIDENT)));
    }

    private static Map<CellKey, Measures> nonZero(CountedHistory counted) {
        Map<CellKey, Measures> kept = new java.util.HashMap<>(counted.cells());
        kept.values().removeIf(Measures::isZero);
        return kept;
    }
}
