package org.casualtyledger.projections.candidates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.events.claim.Point;
import org.casualtyledger.events.claim.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {
    /** A degree of latitude has 111.2 km. */
    private static final Point TOWN = new Point(35_950_000, 39_010_000);

    private static Point north(double km) {
        return new Point((int) (TOWN.latE6() + km / 111.195 * 1e6), TOWN.lonE6());
    }

    /** One report, as far as a test says what it states. */
    private record Given(Sighting sighting) {
        static Given report(String by) {
            UUID id = UUID.randomUUID();
            return new Given(
                    new Sighting(
                            new IncidentId(id),
                            new ReportId(id),
                            by,
                            LocalDate.of(2017, 6, 3),
                            LocalDate.of(2017, 6, 3),
                            List.of(),
                            Range.NOT_STATED,
                            Range.NOT_STATED,
                            Set.of(),
                            Set.of(),
                            Set.of()));
        }

        Given at(PlacePrecision precision, Optional<Point> point, Optional<String> name) {
            return where(
                    new Sighting.Where(point, precision, name, List.of("SY", "raqqa", "raqqa")));
        }

        Given town() {
            return at(PlacePrecision.EXACT, Optional.of(TOWN), Optional.of("town"));
        }

        Given in(PlacePrecision precision, String... area) {
            return where(
                    new Sighting.Where(
                            Optional.empty(), precision, Optional.empty(), List.of(area)));
        }

        private Given where(Sighting.Where place) {
            List<Sighting.Where> where = new ArrayList<>(sighting.where());
            where.add(place);
            return with(where, sighting.from(), sighting.to(), sighting.killed());
        }

        Given on(String from, String to) {
            return with(
                    sighting.where(),
                    LocalDate.parse(from),
                    LocalDate.parse(to),
                    sighting.killed());
        }

        Given killed(Range killed) {
            return with(sighting.where(), sighting.from(), sighting.to(), killed);
        }

        private Given with(List<Sighting.Where> where, LocalDate from, LocalDate to, Range killed) {
            return new Given(
                    new Sighting(
                            sighting.incident(),
                            sighting.report(),
                            sighting.organisation(),
                            from,
                            to,
                            where,
                            killed,
                            sighting.injured(),
                            sighting.alleged(),
                            sighting.present(),
                            sighting.sources()));
        }

        Given naming(Set<String> alleged, Set<String> present, Set<String> sources) {
            return new Given(
                    new Sighting(
                            sighting.incident(),
                            sighting.report(),
                            sighting.organisation(),
                            sighting.from(),
                            sighting.to(),
                            sighting.where(),
                            sighting.killed(),
                            sighting.injured(),
                            alleged,
                            present,
                            sources));
        }
    }

    private static int points(Given a, Given b, String about) {
        return Likeness.of(a.sighting(), b.sighting()).orElseThrow().reasons().stream()
                .filter(reason -> reason.about().equals(about))
                .mapToInt(Likeness.Reason::points)
                .sum();
    }

    private static boolean excluded(Given a, Given b) {
        return Likeness.of(a.sighting(), b.sighting()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0,  EXACT, EXACT, 400",
        "5,  EXACT, EXACT, 300",
        "15, EXACT, EXACT, 100",
        "20, NEAR,  EXACT, 280", // within what "near" means
        "2,  NEAR,  EXACT, 360", // the points themselves are close
        "35, NEAR,  EXACT, 140", // 10 km beyond it
        "48, NEAR,  NEAR,  280",
    })
    void a_distance_counts_against_what_was_stated_of_the_precision(
            double km, PlacePrecision one, PlacePrecision other, int points) {
        Given a = Given.report("a").at(one, Optional.of(TOWN), Optional.of("town"));
        Given b = Given.report("b").at(other, Optional.of(north(km)), Optional.of("village"));

        assertThat(points(a, b, "place")).isCloseTo(points, org.assertj.core.data.Offset.offset(1));
        assertThat(points(b, a, "place")).as("either way round").isEqualTo(points(a, b, "place"));
    }

    @Test
    void places_that_are_too_far_apart_are_not_compared_any_further() {
        Given a = Given.report("a").town();
        assertThat(
                        excluded(
                                a,
                                Given.report("b")
                                        .at(
                                                PlacePrecision.EXACT,
                                                Optional.of(north(21)),
                                                Optional.of("town"))))
                .isTrue();
        assertThat(
                        excluded(
                                a,
                                Given.report("b")
                                        .at(
                                                PlacePrecision.NEAR,
                                                Optional.of(north(46)),
                                                Optional.of("town"))))
                .isTrue();
    }

    @Test
    void without_a_point_the_name_decides() {
        Given named =
                Given.report("b").at(PlacePrecision.EXACT, Optional.empty(), Optional.of("town"));
        Given other =
                Given.report("b").at(PlacePrecision.EXACT, Optional.empty(), Optional.of("hamlet"));

        assertThat(points(Given.report("a").town(), named, "place")).isEqualTo(320);
        assertThat(excluded(Given.report("a").town(), other)).isTrue();
    }

    @Test
    void an_area_counts_as_far_as_it_is_stated() {
        Given town = Given.report("a").town();
        assertThat(
                        points(
                                town,
                                Given.report("b")
                                        .in(PlacePrecision.DISTRICT, "SY", "raqqa", "raqqa"),
                                "place"))
                .isEqualTo(200);
        assertThat(
                        points(
                                town,
                                Given.report("b").in(PlacePrecision.PROVINCE, "SY", "raqqa"),
                                "place"))
                .isEqualTo(120);
        assertThat(points(town, Given.report("b").in(PlacePrecision.COUNTRY, "SY"), "place"))
                .isEqualTo(40);
        assertThat(
                        excluded(
                                town,
                                Given.report("b")
                                        .in(PlacePrecision.DISTRICT, "SY", "raqqa", "thawra")))
                .isTrue();
        assertThat(excluded(town, Given.report("b").in(PlacePrecision.PROVINCE, "SY", "aleppo")))
                .isTrue();
        assertThat(excluded(town, Given.report("b").in(PlacePrecision.COUNTRY, "IQ"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2017-06-03, 2017-06-03, 300",
        "2017-06-04, 2017-06-04, 180",
        "2017-06-06, 2017-06-06, 90",
        "2017-06-01, 2017-06-07, 250",
        "2017-06-01, 2017-06-30, 200",
        "2017-06-01, 2017-09-30, 120",
    })
    void days_count_by_how_precisely_they_are_stated(String from, String to, int points) {
        Given a = Given.report("a").town();
        Given b = Given.report("b").town().on(from, to);

        assertThat(points(a, b, "days")).isEqualTo(points);
        assertThat(points(b, a, "days")).isEqualTo(points);
    }

    @Test
    void more_than_three_days_apart_is_another_event() {
        assertThat(
                        excluded(
                                Given.report("a").town(),
                                Given.report("b").town().on("2017-06-07", "2017-06-07")))
                .isTrue();
    }

    @Test
    void figures_that_overlap_speak_for_it_and_figures_that_exclude_each_other_against() {
        Given a = Given.report("a").town().killed(Range.of(5, 8));
        assertThat(points(a, Given.report("b").town().killed(Range.of(7, 12)), "figures"))
                .isEqualTo(120);
        assertThat(points(a, Given.report("b").town().killed(Range.atLeast(3)), "figures"))
                .isEqualTo(120);
        assertThat(points(a, Given.report("b").town().killed(Range.of(10, 12)), "figures"))
                .isEqualTo(60);
        assertThat(points(a, Given.report("b").town().killed(Range.of(40, 50)), "figures"))
                .isEqualTo(-80);
        assertThat(points(a, Given.report("b").town(), "figures"))
                .as("what is not stated excludes nothing")
                .isZero();
        Given nobody = Given.report("a").town().killed(Range.exactly(0));
        assertThat(points(nobody, Given.report("b").town().killed(Range.exactly(0)), "figures"))
                .isEqualTo(40);
    }

    @Test
    void actors_and_sources_in_common_speak_for_it() {
        Given a =
                Given.report("a")
                        .town()
                        .naming(Set.of("actor:force"), Set.of(), Set.of("Agency\t2017-06-04"));
        Given same =
                Given.report("b")
                        .town()
                        .naming(
                                Set.of("actor:force", "other"),
                                Set.of(),
                                Set.of("Agency\t2017-06-04"));
        Given present =
                Given.report("b").town().naming(Set.of(), Set.of("actor:force"), Set.of("Agency"));
        Given other = Given.report("b").town().naming(Set.of("other"), Set.of(), Set.of());

        assertThat(points(a, same, "actors")).isEqualTo(100);
        assertThat(points(a, same, "sources")).isEqualTo(80);
        assertThat(points(a, present, "actors")).isEqualTo(40);
        assertThat(points(a, present, "sources")).isEqualTo(30);
        assertThat(points(a, other, "actors")).isEqualTo(-60);
        assertThat(points(a, other, "sources")).isZero();
    }

    @Test
    void the_same_town_on_the_same_day_is_a_candidate_unless_figures_and_actors_disagree() {
        Given a = Given.report("a").town().killed(Range.of(5, 8));
        assertThat(score(a, Given.report("b").town())).isEqualTo(700);
        assertThat(score(a, Given.report("b").town().killed(Range.exactly(60))))
                .isGreaterThanOrEqualTo(Likeness.OPEN);
        assertThat(
                        score(
                                a.naming(Set.of("x"), Set.of(), Set.of()),
                                Given.report("b")
                                        .town()
                                        .killed(Range.exactly(60))
                                        .naming(Set.of("y"), Set.of(), Set.of())))
                .isLessThan(Likeness.OPEN);
        assertThat(score(a, Given.report("a").town().killed(Range.of(5, 8))))
                .as("one organisation knows its own incidents apart")
                .isEqualTo(670);
    }

    private static int score(Given a, Given b) {
        return Likeness.of(a.sighting(), b.sighting()).orElseThrow().score();
    }

    @Test
    void incidents_are_as_alike_as_their_most_alike_reports() {
        Given far = Given.report("a").town().on("2017-06-06", "2017-06-06");
        Given near = Given.report("a").town();
        Given other = Given.report("b").town();

        Likeness best =
                Likeness.of(List.of(far.sighting(), near.sighting()), List.of(other.sighting()))
                        .orElseThrow();

        assertThat(best.one()).isEqualTo(near.sighting().report());
        assertThat(best.reasons())
                .contains(new Likeness.Reason("days", 300, "the same day, 2017-06-03"));
    }
}
