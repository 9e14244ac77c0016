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
    private static final double GOAL_MILLIS = 250;
    private static final Duration WAIT = Duration.ofMinutes(1);
    private static final String ORGANISATION = "sample-monitor";

    /** A tally of one organisation, which looks out for nobody's duplicates. */
    private static final String OWN = "/v1/tallies?organisation=" + ORGANISATION + "&";

    /** A tally of everything. */
    private static final String ALL = "/v1/tallies?";

    private final Plan plan;

    VisibleWork(Plan plan) {
        this.plan = plan;
    }

    List<Latency> measure(HttpLedger http, Consumer<String> progress) throws Exception {
        String key = http.register(ORGANISATION, List.of("submit", "read"));
        SyntheticReports reports = new SyntheticReports(plan.seed());
        List<Spread> waits =
                Rounds.of(
                        "visible",
                        " ms",
                        List.of("in all p50", "p99", "in its own p50", "p99"),
                        plan,
                        progress,
                        () -> {
                            double[] all = round(http, key, reports.next(plan.visible()), ALL);
                            double[] own = round(http, key, reports.next(plan.visible()), OWN);
                            return new double[] {all[0], all[1], own[0], own[1]};
                        });
        return List.of(
                new Latency(
                        "visible",
                        "submit → visible in a tally of everything, one process",
                        waits.get(0),
                        waits.get(1),
                        GOAL_MILLIS,
                        measured()),
                new Latency(
                        "visible-own",
                        "submit → visible in a tally of its organisation, one process",
                        waits.get(2),
                        waits.get(3),
                        GOAL_MILLIS,
                        List.of(
                                "The same with GET "
                                        + OWN
                                        + "atLeast=<its position>: it says nothing of what may be counted twice, and so does not look for it.")));
    }

    /** Each report has its moment, whatever became of those before it, and its wait begins then. */
    private static double[] round(HttpLedger http, String key, List<byte[]> bodies, String tally)
            throws Exception {
        double[] millis = new double[bodies.size()];
        try (Connections<KeptConnection> clients =
                Connections.open(CONNECTIONS, _ -> http.connect(key))) {
            System.gc();
            submit(clients, bodies, tally, millis);
        }
        Arrays.sort(millis);
        return new double[] {share(millis, 0.50), share(millis, 0.99)};
    }

    private static void submit(
            Connections<KeptConnection> clients, List<byte[]> bodies, String tally, double[] millis)
            throws Exception {
        long start = System.nanoTime();
        Clients.share(
                CONNECTIONS,
                bodies.size(),
                c ->
                        i -> {
                            long due = start + i * BETWEEN.toNanos();
                            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                            untilVisible(clients.get(c), bodies.get(i), tally);
                            millis[i] = (System.nanoTime() - due) / 1e6;
                        });
    }

    private static void untilVisible(KeptConnection client, byte[] body, String path)
            throws Exception {
        KeptConnection.Answer receipt = client.post("/v1/reports", body);
        if (receipt.status() != 201) {
            throw HttpLedger.refused(receipt.text());
        }
        long position = JsonMapper.shared().readTree(receipt.body()).path("position").asLong(-1);
        long end = System.nanoTime() + WAIT.toNanos();
        KeptConnection.Answer tally;
        do { // a server waits for some seconds and then says 503
            tally = client.get(path + "atLeast=" + position);
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
                        "The whole ledger in one process, after the imports and the queries. %,d reports a round, one each %d ms, each over a connection of HTTP/1.1 that is kept: from the moment at which it was due, whatever became of those before it, through its POST /v1/reports, to the answer of GET %satLeast=<its position>.",
                        plan.visible(),
                        BETWEEN.toMillis(),
                        ALL),
                "The reports are of a second organisation beside the one that imported. So each answer also says how much may be counted twice, and compares all that the second one reported until then with what lies around it: more from round to round, and what sets this wait apart from the next one.",
                "p99 is that of one round; the goal is compared with the median of the rounds.");
    }
}
