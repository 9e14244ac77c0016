package org.casualtyledger.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.casualtyledger.standalone.OtlpReceiver.named;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.topic.Partitions;
import org.casualtyledger.standalone.OtlpReceiver.Span;
import org.casualtyledger.standalone.Requests;
import org.casualtyledger.standalone.SyntheticClaim;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Faults of a whole deployment, under load: each of them leaves the figures of one process that
 * counts the same events, and no receipt that was given is worth nothing. All tests share one
 * deployment, whose history goes on from one to the next.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the deployment") // which keeps its tests one after the other
class FaultsOfADeploymentTest {
    private static final int SUBMITTERS = 8;

    /** Reports between a fault and the end of the load, at least. */
    private static final int MORE = 40;

    /** Records of each partition that come again. */
    private static final int PLANTED = 12;

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    @TempDir private static Path data;

    private static Deployment deployment;
    private static final Map<String, Long> RECEIPTS = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        deployment = new Deployment(Path.of("target", "deployment").toAbsolutePath(), data);
    }

    @BeforeEach
    void everybodyRuns() throws Exception {
        deployment.settle();
    }

    @AfterAll
    static void end() throws Exception {
        if (deployment != null) {
            deployment.close();
        }
    }

    @Test
    void the_api_that_publishes_is_killed_and_the_other_one_receipts_and_publishes_all()
            throws Exception {
        Child publisher = deployment.publishers().getFirst();
        try (Submitters submitters = load()) {
            submitters.awaitMore(MORE);

            publisher.kill();
            long killed = System.nanoTime();
            Child other = deployment.otherApi(publisher);
            await().atMost(Deployment.PATIENCE)
                    .until(() -> deployment.publishers().equals(List.of(other)));
            print("another api publishes after %d ms", millisSince(killed));

            submitters.awaitMore(MORE);
            assertThat(submitters.unanswered()).as("requests that the kill broke off").isPositive();
            assertThat(submitters.refused()).isEmpty();
            submitters.close();
            deployment.assertWhole(submitters);
        }
    }

    @Test
    void a_projection_is_killed_in_the_middle_of_a_batch_and_the_other_one_takes_its_part()
            throws Exception {
        try (Submitters submitters = load()) {
            submitters.awaitMore(MORE);

            long killed;
            try (Connection held = heldUp("red")) {
                deployment.red.kill();
                killed = System.nanoTime();
            }
            await().atMost(Deployment.PATIENCE)
                    .until(() -> deployment.owners().equals(Map.of("blue", Deployment.PARTITIONS)));
            print("another projection has all partitions after %d ms", millisSince(killed));

            submitters.awaitMore(MORE);
            submitters.close();
            deployment.settle();
            deployment.assertWhole(submitters);
        }
    }

    @Test
    void a_projection_that_was_stopped_in_the_middle_of_a_batch_changes_nothing_when_it_goes_on()
            throws Exception {
        try (Submitters submitters = load()) {
            submitters.awaitMore(MORE);

            long stopped;
            try (Connection held = heldUp("blue")) {
                deployment.blue.stop();
                stopped = System.nanoTime();
            }
            try {
                await().atMost(Deployment.PATIENCE)
                        .until(
                                () ->
                                        deployment
                                                .owners()
                                                .equals(Map.of("red", Deployment.PARTITIONS)));
                print("a stopped projection's part is taken after %d ms", millisSince(stopped));
                long size = deployment.logSize();
                submitters.awaitMore(MORE);
                await().atMost(Deployment.PATIENCE).until(() -> deployment.watermark() >= size);
            } finally {
                deployment.blue.goOn();
            }

            submitters.awaitMore(MORE);
            submitters.close();
            deployment.settle();
            deployment.assertWhole(submitters);
        }
    }

    @Test
    void while_kafka_is_away_all_get_receipts_and_what_they_reported_appears_when_it_is_back()
            throws Exception {
        try (Submitters submitters = load()) {
            submitters.awaitMore(MORE);

            deployment.kafka.kill();
            long size = deployment.logSize();
            submitters.awaitMore(2 * MORE);
            assertThat(deployment.watermark()).as("nothing comes without it").isLessThan(size);
            deployment.kafka.start();
            submitters.awaitMore(MORE);

            submitters.close();
            assertThat(submitters.refused()).isEmpty();
            assertThat(submitters.unanswered()).isZero();
            deployment.assertWhole(submitters);
        }
    }

    @Test
    void when_the_database_crashes_a_submission_is_503_or_receipted_and_no_receipt_is_lost()
            throws Exception {
        try (Submitters submitters = load()) {
            submitters.awaitMore(MORE);

            deployment.postgres.crash();
            try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Integer> tally = readers.submit(() -> status(deployment.red, "/v1/tallies"));
                Future<Integer> list = readers.submit(() -> status(deployment.one, "/v1/reports"));
                await().atMost(Deployment.PATIENCE)
                        .until(() -> submitters.refused().containsKey(503));
                assertThat(List.of(tally.get(), list.get())).containsOnly(503);
            } finally {
                deployment.postgres.recover();
            }

            submitters.awaitMore(MORE);
            submitters.close();
            print(
                    "the database crashed: refused %s, unanswered %d",
                    submitters.refused(), submitters.unanswered());
            assertThat(submitters.refused()).containsOnlyKeys(503);
            assertThat(submitters.unanswered()).isZero();
            deployment.assertWhole(submitters);
        }
    }

    @Test
    void an_incident_that_goes_to_another_partition_and_back_counts_once() throws Exception {
        try (Submitters submitters = load()) {
            submitters.awaitMore(MORE);
            RecordedEvent report = aReport();
            TheatreId here = report.theatre();
            TheatreId there = elsewhere(here);
            String incident =
                    ((ReportSubmitted) report.event()).incident().orElseThrow().value().toString();
            for (TheatreId theatre : List.of(there, here, there, here)) {
                deployment
                        .one
                        .requests(deployment.key())
                        .post(
                                "/v1/incidents/" + incident + "/rehomings",
                                "{\"theatre\":\"%s\",\"reason\":\"synthetic\"}"
                                        .formatted(theatre.value()))
                        .is(201);
            }
            submitters.close();

            assertThat(deployment.log().stream().filter(e -> e.event() instanceof IncidentRehomed))
                    .hasSize(4);
            deployment.assertWhole(submitters);
        }
    }

    /** One that stops the readers, and stays until the topic is published again. */
    @Test
    void a_hole_in_the_topic_shows_in_health_and_is_mended_by_publishing_the_topic_again()
            throws Exception {
        try (Submitters submitters = load()) {
            submitters.awaitMore(MORE);
            Planted.hole(deployment.kafka.address(), 0, deployment.logSize());
            await().atMost(Deployment.PATIENCE)
                    .until(
                            () ->
                                    deployment
                                            .red
                                            .health()
                                            .path("status")
                                            .asString()
                                            .equals("degraded"));
            long size = deployment.logSize();
            submitters.awaitMore(MORE);
            assertThat(deployment.watermark()).as("held by one partition").isLessThan(size);

            try (Admin admin =
                    Admin.create(Map.of("bootstrap.servers", deployment.kafka.address()))) {
                admin.deleteTopics(List.of(Deployment.TOPIC)).all().get(20, TimeUnit.SECONDS);
            }
            submitters.awaitMore(MORE); // whoever publishes notices when it has something to write
            submitters.close();
            deployment.caughtUp();
            deployment.administrator(deployment.red).post("/v1/topic/resumption", "").is(200);
            deployment.assertWhole(submitters);
        }
    }

    /** As a broker or a publisher does that sends again, and in another order, what it has sent. */
    @Test
    void records_that_are_planted_again_in_another_order_change_no_figure() throws Exception {
        try (Submitters submitters = load()) {
            submitters.awaitMore(MORE);
            int planted = Planted.copies(deployment.kafka.address(), PLANTED);
            assertThat(planted).isGreaterThanOrEqualTo(Deployment.PARTITIONS);
            submitters.awaitMore(MORE);

            submitters.close();
            deployment.assertWhole(submitters);
        }
    }

    @Test
    void one_trace_leads_from_a_request_through_kafka_into_the_tallies_of_another_process()
            throws Exception {
        try (Submitters submitters = new Submitters(instances(), RECEIPTS)) {
            Child publisher = deployment.publishers().getFirst();
            long position =
                    publisher
                            .requests(deployment.key())
                            .post(
                                    "/v1/reports",
                                    SyntheticClaim.incident().killed(3, 5).as("traced"),
                                    Map.of("traceparent", "00-" + TRACE + "-" + CALLER + "-01"))
                            .is(201)
                            .json()
                            .path("position")
                            .asLong();
            await().atMost(Deployment.PATIENCE)
                    .untilAsserted(() -> assertTraced(position, publisher));
            deployment.assertWhole(submitters);
        }
    }

    private static void assertTraced(long position, Child publisher) {
        List<Span> spans = deployment.traces.spans(TRACE);
        Span request = named("POST /v1/reports", spans);
        Span append = named("append", spans);
        Span commit = named("commit batch", spans);
        Span publish = named("publish", spans);
        Span project = named("project", spans);
        assertThat(request.parent()).isEqualTo(CALLER);
        assertThat(append.parent()).isEqualTo(named("command SubmitReport", spans).id());
        assertThat(List.of(commit, publish, project))
                .extracting(Span::parent)
                .containsOnly(append.id());
        assertThat(List.of(append, publish, project))
                .extracting(Span::position)
                .containsOnly(position);
        assertThat(List.of(request, append, commit, publish))
                .extracting(Span::instance)
                .containsOnly(publisher.name());
        assertThat(project.instance()).isIn("red", "blue");
    }

    /** Printed and not judged: others use the machine. */
    @Test
    void a_report_is_visible_through_kafka_soon_after_it_is_submitted() throws Exception {
        int reports = 300;
        Duration every = Duration.ofMillis(50);
        List<Future<Double>> measured = new ArrayList<>();
        try (Submitters submitters = new Submitters(instances(), RECEIPTS);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            long begun = System.nanoTime();
            for (int i = 0; i < reports; i++) {
                int report = i;
                long due = begun + i * every.toNanos();
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                measured.add(clients.submit(() -> untilVisible(submitters, report)));
            }
            List<Double> millis = new ArrayList<>();
            for (Future<Double> one : measured) {
                millis.add(one.get(60, TimeUnit.SECONDS));
            }
            millis.sort(null);
            print(
                    "submit to visible through Kafka, %d reports, one each %d ms:"
                            + " p50 %.0f ms, p90 %.0f ms, p99 %.0f ms, most %.0f ms",
                    reports,
                    every.toMillis(),
                    millis.get(reports / 2),
                    millis.get(reports * 9 / 10),
                    millis.get(reports * 99 / 100),
                    millis.getLast());
            deployment.assertWhole(submitters);
        }
    }

    private static int status(Child service, String path) {
        return service.requests(deployment.key()).get(path).status();
    }

    /** Asked of both projections in turns. */
    private static double untilVisible(Submitters submitters, int report) throws Exception {
        Child reader = report % 2 == 0 ? deployment.red : deployment.blue;
        long begun = System.nanoTime();
        long position = submitters.submit(report);
        reader.requests(deployment.key()).get("/v1/tallies?atLeast=" + position).is(200);
        return (System.nanoTime() - begun) / 1e6;
    }

    private static Submitters load() {
        return Submitters.start(SUBMITTERS, instances(), RECEIPTS);
    }

    private static List<Requests> instances() {
        return List.of(
                deployment.one.requests(deployment.key()),
                deployment.two.requests(deployment.key()));
    }

    /**
     * Holds the journal until a projection waits for it: it has moved a position then, and written
     * no posting.
     */
    private static Connection heldUp(String projection) throws Exception {
        Connection connection = deployment.connect();
        connection.setAutoCommit(false);
        connection.createStatement().execute("LOCK TABLE tally_posting IN SHARE MODE");
        await().atMost(Deployment.PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () ->
                                deployment.number(
                                                """
                                                SELECT count(*) FROM pg_stat_activity
                                                WHERE application_name = '%s' AND wait_event_type = 'Lock'
                                                  AND backend_xid IS NOT NULL
                                                """
                                                        .formatted(projection))
                                        > 0);
        return connection;
    }

    /** Any that its submitter did not give to an incident of others. */
    private static RecordedEvent aReport() throws Exception {
        return deployment.log().stream()
                .filter(e -> e.event() instanceof ReportSubmitted r && r.incident().isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static TheatreId elsewhere(TheatreId here) {
        Partitions partitions = new Partitions(Deployment.PARTITIONS);
        return List.of("IRQ", "MLI", "LBY", "SYR").stream()
                .map(TheatreId::new)
                .filter(theatre -> partitions.of(theatre) != partitions.of(here))
                .findFirst()
                .orElseThrow();
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static void print(String format, Object... arguments) {
        System.out.println("[deployment] " + format.formatted(arguments));
    }
}
