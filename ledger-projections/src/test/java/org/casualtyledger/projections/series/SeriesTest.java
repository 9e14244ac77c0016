package org.casualtyledger.projections.series;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.corrected;
import static org.casualtyledger.counting.Given.submitted;
import static org.casualtyledger.counting.Given.withdrawn;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.casualtyledger.counting.Given.ClaimBuilder;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.claim.TimePrecision;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {
    private static final SeriesQuestion ALL = question(false);

    private static SeriesQuestion question(boolean revisions) {
        return new SeriesQuestion(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                EnumSet.allOf(SeriesQuestion.Field.class),
                revisions);
    }

    private final ReadSide side = new ReadSide();

    @AfterEach
    void close() {
        side.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void differences_of_a_running_total_are_signed_and_follow_its_days(int chunk) {
        side.log.append(submitted("one", "c2", total("2023-11-30", 900, 950)));
        side.log.append(submitted("one", "c1", total("2023-10-31", 1_000, 1_000)));
        side.log.append(submitted("one", "c3", total("2023-12-31", 1_200, 1_300)));
        long last = side.log.append(submitted("one", "i1", claim().killed(1, 1).build()));
        run(chunk);

        List<Point> points = only(last);
        assertThat(points)
                .extracting(p -> p.killed().min().getAsInt())
                .containsExactly(1_000, 900, 1_200);
        assertThat(points.get(1).since(Optional.of(points.get(0))).orElseThrow().killed())
                .isEqualTo(new Point.Stated(OptionalInt.of(-100), OptionalInt.of(-50)));
        assertThat(points.get(1).since(Optional.of(points.get(0))).orElseThrow().injured().min())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void a_correction_replaces_and_a_withdrawal_removes_and_earlier_positions_keep_theirs(
            int chunk) {
        long first = side.log.append(submitted("one", "c1", total("2023-10-31", 1_000, 1_000)));
        long second = side.log.append(corrected("one", "c1", total("2023-10-31", 800, 800)));
        long third = side.log.append(withdrawn("one", "c1"));
        run(chunk);

        assertThat(only(first)).extracting(p -> p.killed().min().getAsInt()).containsExactly(1_000);
        assertThat(only(second)).extracting(p -> p.killed().min().getAsInt()).containsExactly(800);
        assertThat(read(third, ALL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void a_report_corrected_to_an_incident_leaves_its_series_and_counts(int chunk) {
        side.log.append(submitted("one", "c1", total("2023-10-31", 1_000, 1_000)));
        long last = side.log.append(corrected("one", "c1", claim().killed(3, 3).build()));
        run(chunk);

        assertThat(read(last, ALL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void every_revision_is_kept_with_when_and_how_it_came_and_ended(int chunk) {
        long first = side.log.append(submitted("one", "c1", total("2023-10-31", 1_000, 1_000)));
        long second = side.log.append(corrected("one", "c1", total("2023-10-31", 800, 900)));
        long third = side.log.append(withdrawn("one", "c1"));
        run(chunk);

        List<Point> revisions = read(third, question(true)).values().iterator().next();
        assertThat(revisions).extracting(Point::position).containsExactly(first, second);
        assertThat(revisions.get(0).version())
                .isEqualTo(
                        new Point.Version(
                                first,
                                Instant.parse("2026-11-22T06:00:00.123Z"),
                                "report-submitted",
                                Optional.of(
                                        new Point.Ended(
                                                second, "report-corrected", Optional.empty()))));
        assertThat(revisions.get(1).version().ended())
                .contains(new Point.Ended(third, "report-withdrawn", Optional.of("other")));
        assertThat(read(second, question(true)).values().iterator().next().get(1).version().ended())
                .as("what was known at the second position")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void a_stated_backlog_is_told_from_the_rest_of_an_increase(int chunk) {
        side.log.append(submitted("one", "c1", total("2023-10-31", 1_000, 1_000)));
        long last =
                side.log.append(
                        submitted("one", "c2", backlog(total("2023-11-30", 1_500, 1_500), 300)));
        run(chunk);

        Map<SeriesKey, List<Point>> series = read(last, ALL);
        String json = new String(SeriesJson.write(last, ALL, series), UTF_8);
        assertThat(json)
                .contains(
                        "\"backlog\":{\"killed\":{\"min\":300,\"max\":300},\"injured\":{\"min\":null,\"max\":null}},\"current\":{\"killed\":{\"min\":200,\"max\":200}");
        String csv = new String(SeriesCsv.write(last, ALL, series), UTF_8);
        assertThat(csv.lines().toList().get(2)).contains(",1500,1500,,,,,500,500,,,,,300,300,,,");
    }

    private static Claim backlog(Claim claim, int killed) {
        return new Claim(
                claim.kind(),
                claim.claimant(),
                claim.when(),
                claim.where(),
                claim.harm(),
                claim.actors(),
                claim.means(),
                claim.sources(),
                claim.derivedFrom(),
                Optional.of(new Claim.Backlog(Range.exactly(killed), Range.NOT_STATED)),
                claim.original(),
                claim.sd());
    }

    private static Claim total(String day, int min, int max) {
        ClaimBuilder claim = claim().kind(ReportKind.CUMULATIVE).killed(min, max);
        return claim.when("2023-10-07", day, TimePrecision.LONGER).build();
    }

    private void run(int chunk) {
        side.processor = side.processor(chunk);
        side.caughtUp();
    }

    private List<Point> only(long position) {
        Map<SeriesKey, List<Point>> series = read(position, ALL);
        assertThat(series).hasSize(1);
        return series.values().iterator().next();
    }

    private Map<SeriesKey, List<Point>> read(long position, SeriesQuestion question) {
        return new SeriesReader(side.database).asOf(position, question);
    }
}
