package org.casualtyledger.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.corrected;
import static org.casualtyledger.counting.Given.place;
import static org.casualtyledger.counting.Given.submitted;
import static org.casualtyledger.counting.Given.withdrawn;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.events.claim.ClaimantKind;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.claim.TimePrecision;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Json;
import org.junit.jupiter.api.Test;

class DocumentedTest {
    private static final Range AT_MOST_5 =
            new Range(OptionalInt.empty(), OptionalInt.of(5), OptionalInt.empty());

    @Test
    void the_document_is_canonical_json_and_its_hash_never_changes() throws Exception {
        Documented method = Documented.V1;

        assertThat(CanonicalJson.text(Json.parse(method.document().getBytes("UTF-8"))))
                .isEqualTo(method.document());
        assertThat(method.hash())
                .isEqualTo("94e91d4316c09f761860be2729d8ccb0452f167f078cf24bb3558763fa2da077");
    }

    @Test
    void one_report_contributes_what_it_states() {
        Contribution c = contribution(submitted("un", "1", claim().killed(3, 5).build()));

        assertThat(c.measures().killed()).isEqualTo(new Bounds(3, 5, 0, 0));
        assertThat(c.measures().injured()).isEqualTo(new Bounds(0, 0, 1, 0));
        assertThat(c.measures().incidents()).isEqualTo(1);
        assertThat(c.measures().withCivilianHarm()).isEqualTo(1);
        assertThat(c.cell().place())
                .isEqualTo(
                        new PlaceKey.Settlement(
                                Optional.of("Syria"),
                                List.of("Example Governorate", "Example district"),
                                "Example town",
                                false));
        assertThat(c.cell().period())
                .isEqualTo(new Period(YearMonth.of(2017, 6), YearMonth.of(2017, 6)));
    }

    @Test
    void at_least_ten_adds_ten_to_both_sums_and_is_open_ended() {
        assertThat(killed(Range.atLeast(10))).isEqualTo(new Bounds(10, 10, 0, 1));
    }

    @Test
    void at_most_five_adds_nothing_to_the_minimum() {
        assertThat(killed(AT_MOST_5)).isEqualTo(new Bounds(0, 5, 0, 0));
    }

    @Test
    void not_stated_is_not_zero() {
        assertThat(killed(Range.NOT_STATED)).isEqualTo(new Bounds(0, 0, 1, 0));
        assertThat(killed(Range.exactly(0))).isEqualTo(new Bounds(0, 0, 0, 0));
    }

    @Test
    void a_best_figure_alone_is_no_bound() {
        Range best = new Range(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(4));
        assertThat(killed(best)).isEqualTo(new Bounds(0, 0, 1, 0));
    }

    @Test
    void undetermined_deaths_are_no_civilian_harm() {
        Contribution c =
                contribution(submitted("un", "1", claim().undetermined(Range.exactly(8)).build()));

        assertThat(c.measures().withCivilianHarm()).isZero();
        assertThat(c.measures().undetermined()).isEqualTo(new Bounds(8, 8, 0, 0));
        assertThat(c.measures().killed().notStated()).isEqualTo(1);
    }

    @Test
    void several_accounts_of_one_incident_count_once_as_their_envelope() {
        Contribution c =
                contribution(
                        submitted("one", "1", claim().killed(3, 5).build()),
                        submitted("two", "1", claim().killed(4, 9).build()),
                        submitted("six", "1", claim().build()));

        assertThat(c.measures().incidents()).isEqualTo(1);
        assertThat(c.measures().killed()).isEqualTo(new Bounds(3, 9, 0, 0));
        assertThat(c.cell().organisations())
                .extracting("value")
                .containsExactly("one", "six", "two");
    }

    @Test
    void an_open_ended_account_raises_the_maximum_to_its_minimum_at_least() {
        Contribution c =
                contribution(
                        submitted("one", "1", claim().killed(3, 5).build()),
                        submitted("two", "1", claim().killed(Range.atLeast(10)).build()));

        assertThat(c.measures().killed()).isEqualTo(new Bounds(3, 10, 0, 1));
    }

    @Test
    void a_missing_minimum_lowers_no_minimum() {
        Contribution c =
                contribution(
                        submitted("one", "1", claim().killed(3, 4).build()),
                        submitted("two", "1", claim().killed(AT_MOST_5).build()));

        assertThat(c.measures().killed()).isEqualTo(new Bounds(3, 5, 0, 0));
    }

    @Test
    void a_denial_never_lowers_a_minimum() {
        var denial = claim().by("Sample Force", ClaimantKind.BELLIGERENT).killed(0, 0).build();
        Contribution c =
                contribution(
                        submitted("one", "1", claim().killed(3, 5).build()),
                        submitted("two", "1", denial));

        assertThat(c.measures().killed()).isEqualTo(new Bounds(3, 5, 0, 0));
        assertThat(contribution(submitted("two", "1", denial)).measures().killed())
                .isEqualTo(new Bounds(0, 0, 0, 0));
    }

    @Test
    void a_monitor_that_found_nobody_harmed_does_lower_it() {
        Contribution c =
                contribution(
                        submitted("one", "1", claim().killed(3, 5).build()),
                        submitted("two", "1", claim().killed(0, 0).build()));

        assertThat(c.measures().killed()).isEqualTo(new Bounds(0, 5, 0, 0));
    }

    @Test
    void of_one_organisation_and_claimant_the_latest_account_stands() {
        Contribution c =
                contribution(
                        submitted("one", "1", claim().killed(3, 5).build()),
                        submitted("one", "2", claim().killed(7, 7).build()));

        assertThat(c.measures().killed()).isEqualTo(new Bounds(7, 7, 0, 0));
    }

    @Test
    void two_claimants_of_one_organisation_are_two_accounts() {
        Contribution c =
                contribution(
                        submitted(
                                "one",
                                "1",
                                claim().by("A", ClaimantKind.MEDIA).killed(3, 5).build()),
                        submitted(
                                "one",
                                "2",
                                claim().by("B", ClaimantKind.MEDIA).killed(7, 7).build()));

        assertThat(c.measures().killed()).isEqualTo(new Bounds(3, 7, 0, 0));
    }

    @Test
    void when_the_latest_account_is_withdrawn_the_one_before_stands_again() {
        Contribution c =
                contribution(
                        submitted("one", "1", claim().killed(3, 5).build()),
                        submitted("one", "2", claim().killed(7, 7).build()),
                        withdrawn("one", "2"));

        assertThat(c.measures().killed()).isEqualTo(new Bounds(3, 5, 0, 0));
    }

    @Test
    void the_place_is_of_the_most_precise_account_and_of_the_earliest_among_equals() {
        var province = place("Example", PlacePrecision.PROVINCE, "Example Governorate");
        var near = place("Near town", PlacePrecision.NEAR, "Example Governorate");
        var other = place("Other town", PlacePrecision.NEAR, "Example Governorate");
        Contribution c =
                contribution(
                        submitted("one", "1", claim().where(province).build()),
                        submitted("two", "1", claim().where(near).build()),
                        submitted("six", "1", claim().where(other).build()),
                        corrected("two", "1", claim().where(near).killed(1, 1).build()));

        assertThat(c.cell().place())
                .isEqualTo(
                        new PlaceKey.Settlement(
                                Optional.of("Syria"),
                                List.of("Example Governorate"),
                                "Near town",
                                true));
    }

    @Test
    void the_date_is_of_the_most_precisely_dated_account() {
        Contribution c =
                contribution(
                        submitted(
                                "one",
                                "1",
                                claim().when("2017-06-01", "2017-08-30", TimePrecision.LONGER)
                                        .build()),
                        submitted(
                                "two",
                                "1",
                                claim().when("2017-07-02", "2017-07-02", TimePrecision.DAY)
                                        .build()));

        assertThat(c.cell().period().first()).isEqualTo(YearMonth.of(2017, 7));
        assertThat(c.cell().period().last()).isEqualTo(YearMonth.of(2017, 7));
    }

    @Test
    void actors_are_a_set_and_alleged_by_one_account_is_alleged() {
        Contribution c =
                contribution(
                        submitted("one", "1", claim().party("Force").party("Group").build()),
                        submitted("two", "1", claim().alleged("Force").build()));

        assertThat(c.cell().actors())
                .containsExactly(
                        new Attribution("Force", ActorRole.ALLEGED),
                        new Attribution("Group", ActorRole.PARTY));
    }

    @Test
    void an_incident_whose_only_report_is_withdrawn_contributes_nothing() {
        assertThat(
                        Documented.V1.contributions(
                                fold(
                                        submitted("one", "1", claim().killed(3, 5).build()),
                                        withdrawn("one", "1"))))
                .isEmpty();
    }

    @Test
    void a_correction_lets_a_withdrawn_report_stand_again() {
        assertThat(
                        contribution(
                                        submitted("one", "1", claim().killed(3, 5).build()),
                                        withdrawn("one", "1"),
                                        corrected("one", "1", claim().killed(4, 4).build()))
                                .measures()
                                .killed())
                .isEqualTo(new Bounds(4, 4, 0, 0));
    }

    @Test
    void aggregate_and_cumulative_reports_never_count() {
        for (ReportKind kind : List.of(ReportKind.AGGREGATE, ReportKind.CUMULATIVE)) {
            assertThat(
                            Documented.V1.contributions(
                                    fold(
                                            submitted(
                                                    "one",
                                                    "1",
                                                    claim().kind(kind).killed(3, 5).build()))))
                    .isEmpty();
        }
    }

    @Test
    void a_correction_posts_the_old_cell_back_and_the_new_one() {
        CountedHistory history = new CountedHistory(Documented.V1);
        history.apply(submitted("one", "1", claim().killed(3, 5).build()));
        history.apply(
                corrected(
                        "one",
                        "1",
                        claim().killed(3, 5)
                                .when("2017-07-01", "2017-07-01", TimePrecision.DAY)
                                .build()));

        assertThat(history.journal()).hasSize(3);
        assertThat(history.journal().get(1).measures().killed())
                .isEqualTo(new Bounds(-3, -5, 0, 0));
        assertThat(history.journal().get(2).cell().period().first())
                .isEqualTo(YearMonth.of(2017, 7));
        assertThat(Map.copyOf(history.cells()).values())
                .filteredOn(m -> !m.isZero())
                .singleElement()
                .extracting(Measures::killed)
                .isEqualTo(new Bounds(3, 5, 0, 0));
    }

    @Test
    void a_correction_that_changes_nothing_counted_posts_nothing() {
        CountedHistory history = new CountedHistory(Documented.V1);
        history.apply(submitted("one", "1", claim().killed(3, 5).build()));
        history.apply(corrected("one", "1", claim().killed(3, 5).build()));

        assertThat(history.journal()).hasSize(1);
    }

    private static Bounds killed(Range range) {
        return contribution(submitted("un", "1", claim().killed(range).build()))
                .measures()
                .killed();
    }

    private static Contribution contribution(RecordedEvent... events) {
        return Documented.V1.contributions(fold(events)).getFirst();
    }

    private static IncidentState fold(RecordedEvent... events) {
        CountedHistory history = new CountedHistory(Documented.V1);
        for (RecordedEvent event : events) {
            history.apply(event);
        }
        return history.incidents().get(Given.INCIDENT);
    }
}
