package org.casualtyledger.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.casualtyledger.standalone.Requests;
import org.casualtyledger.standalone.SyntheticClaim;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who submits reports, one after the other each, and sends a report again, under the same
 * idempotency key, to the other instance, until it has a receipt.
 */
final class Submitters implements AutoCloseable {
    /** In different partitions, most of them. */
    private static final List<String> COUNTRIES =
            List.of("Syria", "Iraq", "Yemen", "Sudan", "Ethiopia", "Mali", "Libya", "Lebanon");

    /** Longer than the log asks what became of a commit. */
    private static final Duration ANSWER = Duration.ofSeconds(45);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    /** So that a fault meets a load that goes on, and the log stays small. */
    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(40);

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final List<Requests> instances;
    private final Map<String, Long> receipts;
    private final Map<Integer, AtomicInteger> refused = new ConcurrentHashMap<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final List<Throwable> faults = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private volatile boolean over;

    /**
     * @param instances to choose from
     * @param receipts what was receipted before, to be added to: external id, position
     */
    Submitters(List<Requests> instances, Map<String, Long> receipts) {
        this.instances = instances;
        this.receipts = receipts;
    }

    static Submitters start(int count, List<Requests> instances, Map<String, Long> receipts) {
        Submitters submitters = new Submitters(instances, receipts);
        for (int i = 0; i < count; i++) {
            int submitter = i;
            submitters.threads.add(Thread.ofVirtual().start(() -> submitters.submitAll(submitter)));
        }
        return submitters;
    }

    /** External ids and positions. */
    Map<String, Long> receipts() {
        return Map.copyOf(receipts);
    }

    /** Statuses of answers that were no receipt, and how many there were. */
    Map<Integer, AtomicInteger> refused() {
        return refused;
    }

    /** Requests whose connection broke. */
    int unanswered() {
        return unanswered.get();
    }

    /** Waits for so many receipts more. */
    void awaitMore(int count) {
        int enough = receipts.size() + count;
        await().atMost(Deployment.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> receipts.size() >= enough);
    }

    /** When everybody has a receipt for the report in hand. */
    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            assertThat(thread.join(Deployment.PATIENCE)).as("a report gets a receipt").isTrue();
        }
        synchronized (faults) {
            assertThat(faults).isEmpty();
        }
        http.close();
    }

    private void submitAll(int submitter) {
        try {
            while (!over) {
                submit(submitter);
                TimeUnit.NANOSECONDS.sleep(BETWEEN_REPORTS.toNanos());
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            synchronized (faults) {
                faults.add(e);
            }
        }
    }

    /**
     * @return the receipt's position
     */
    long submit(int first) throws InterruptedException {
        int number = NEXT.getAndIncrement();
        String externalId = "report-" + number;
        String body = report(externalId, number);
        long end = System.nanoTime() + Deployment.PATIENCE.toNanos();
        for (int attempt = 0; System.nanoTime() < end; attempt++) {
            Requests instance = instances.get((first + attempt) % instances.size());
            try {
                HttpResponse<String> answer =
                        http.send(
                                request(instance, externalId, body),
                                HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 201 || answer.statusCode() == 200) {
                    long position =
                            JsonMapper.shared().readTree(answer.body()).path("position").asLong(-1);
                    receipts.put(externalId, position);
                    return position;
                }
                refused.computeIfAbsent(answer.statusCode(), _ -> new AtomicInteger())
                        .incrementAndGet();
            } catch (java.io.IOException e) {
                unanswered.incrementAndGet();
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.toNanos());
        }
        throw new AssertionError(externalId + " got no receipt");
    }

    private static HttpRequest request(Requests instance, String externalId, String body) {
        return HttpRequest.newBuilder(URI.create(instance.server() + "/v1/reports"))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + instance.key())
                .header("Idempotency-Key", externalId)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String report(String externalId, int number) {
        ObjectNode claim =
                SyntheticClaim.incident()
                        .on(
                                "2001-0%d-03".formatted(1 + number % 7),
                                "2001-0%d-03".formatted(1 + number % 7))
                        .at("Synthetic Town " + number % 5)
                        .killed(number % 4, number % 4 + number % 3)
                        .by("Synthetic Force " + number % 3)
                        .narrative("synthetic, " + number)
                        .json();
        ((ObjectNode) claim.path("where").get(0))
                .put("country", COUNTRIES.get(number % COUNTRIES.size()));
        ObjectNode report = JsonMapper.shared().createObjectNode().put("externalId", externalId);
        report.set("claim", claim);
        return report.toString();
    }
}
