package org.casualtyledger.standalone.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** A report from its submission until a tally has it. */
final class VisibleWork {
    /** More than are ever under way at once, unless a report waits for seconds. */
    private static final int CONNECTIONS = 16;

    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final Duration WAIT = Duration.ofMinutes(1);
    private static final String ORGANISATION = "sample-monitor";

    private final Plan plan;

    VisibleWork(Plan plan) {
        this.plan = plan;
    }

    Latency measure(HttpLedger http, Consumer<String> progress) throws Exception {
        String key = http.register(ORGANISATION, List.of("submit", "read"));
        SyntheticReports reports = new SyntheticReports(plan.seed());
        List<Spread> waits =
                Rounds.of(
                        "visible",
                        " ms",
                        List.of("p50", "p99"),
                        plan,
                        progress,
                        () -> {
                            List<byte[]> bodies = reports.next(plan.visible());
                            try (Connections<KeptConnection> clients =
                                    Connections.open(CONNECTIONS, _ -> http.connect(key))) {
                                return round(clients, bodies);
                            }
                        });
        return new Latency(
                "visible",
                "submit → visible in a tally, one process",
                waits.get(0),
                waits.get(1),
                250,
                measured());
    }

    /** Each report has its moment, whatever became of those before it, and its wait begins then. */
    private static double[] round(Connections<KeptConnection> clients, List<byte[]> bodies)
            throws Exception {
        System.gc();
        double[] millis = new double[bodies.size()];
        long start = System.nanoTime();
        Clients.share(
                CONNECTIONS,
                bodies.size(),
                c ->
                        i -> {
                            long due = start + i * BETWEEN.toNanos();
                            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                            untilVisible(clients.get(c), bodies.get(i));
                            millis[i] = (System.nanoTime() - due) / 1e6;
                        });
        Arrays.sort(millis);
        return new double[] {share(millis, 0.50), share(millis, 0.99)};
    }

    private static void untilVisible(KeptConnection client, byte[] body) throws Exception {
        KeptConnection.Answer receipt = client.post("/v1/reports", body);
        if (receipt.status() != 201) {
            throw HttpLedger.refused(receipt.text());
        }
        long position = JsonMapper.shared().readTree(receipt.body()).path("position").asLong(-1);
        long end = System.nanoTime() + WAIT.toNanos();
        KeptConnection.Answer tally;
        do { // a server waits for some seconds and then says 503
            tally = client.get("/v1/tallies?atLeast=" + position);
        } while (tally.status() == 503 && System.nanoTime() < end);
        if (tally.status() != 200) {
            throw HttpLedger.refused(tally.text());
        }
    }

    /** The least value that so large a share does not exceed. */
    private static double share(double[] sorted, double share) {
        return sorted[(int) Math.ceil(sorted.length * share) - 1];
    }

    private List<String> measured() {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "The whole ledger in one process, after the imports and the queries. %,d reports a round, one each %d ms, each over a connection of HTTP/1.1 that is kept: from the moment at which it was due, through its POST /v1/reports, to the answer of GET /v1/tallies?atLeast=<its position>, a tally of everything.",
                        plan.visible(),
                        BETWEEN.toMillis()),
                "The reports are of a second organisation, so that each answer also says how much may be counted twice, and looks around them for that.",
                "p99 is that of one round; the goal is compared with the median of the rounds.");
    }
}
