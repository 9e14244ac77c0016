package org.casualtyledger.standalone.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a run found, as measured. */
public final class Findings {
    private final String command;
    private final Instant date;
    private final long tookSeconds;
    private final Plan plan;
    private final Machine machine;
    private final List<Comparison> comparisons;
    private final List<Latency> latencies;

    Findings(
            String command,
            Instant date,
            long tookSeconds,
            Plan plan,
            Machine machine,
            List<Comparison> comparisons,
            List<Latency> latencies) {
        this.command = command;
        this.date = date.truncatedTo(ChronoUnit.SECONDS);
        this.tookSeconds = tookSeconds;
        this.plan = plan;
        this.machine = machine;
        this.comparisons = List.copyOf(comparisons);
        this.latencies = List.copyOf(latencies);
    }

    /** A page: {@code docs/PERFORMANCE.md}. */
    public String markdown() {
        StringBuilder page = new StringBuilder();
        page.append("# Performance\n\nPrinted by `").append(command);
        page.append("`; run it again rather than edit this page.\n");
        if (plan.name().equals("quick")) {
            page.append("A quick run: short rounds, so noisier than `ledger bench`.\n");
        }
        rates(page);
        waits(page);
        page.append("\n## What is compared\n");
        comparisons.forEach(c -> exactly(page, c.work(), c.compared()));
        latencies.forEach(l -> exactly(page, l.work(), l.measured()));
        page.append("\n## This run\n\n");
        facts().forEach(fact -> page.append("- ").append(fact).append('\n'));
        return page.toString();
    }

    private void rates(StringBuilder page) {
        page.append(
                "\n| work | ours, per second | beside | beside, per second | ratio | goal | reached |\n");
        page.append("|---|--:|---|--:|--:|--:|---|\n");
        comparisons.forEach(c -> page.append(row(c)));
        page.append(
                "\nRates, of events or queries, are minimum – **median** – maximum over the rounds; a ratio is that of the medians, and its goal is the design's.\n");
    }

    private void waits(StringBuilder page) {
        page.append("\n| wait | p50, ms | p99, ms | goal for p99 | reached |\n");
        page.append("|---|--:|--:|--:|---|\n");
        latencies.forEach(l -> page.append(row(l)));
        page.append(
                "\nEach is minimum – **median** – maximum over the rounds; the goal is the design's, for the median.\n");
    }

    private static void exactly(StringBuilder page, String work, List<String> lines) {
        if (!lines.isEmpty()) {
            page.append("\n**").append(work).append("**\n\n");
            lines.forEach(line -> page.append("- ").append(line).append('\n'));
        }
    }

    private List<String> facts() {
        return List.of(
                date + ", " + tookSeconds + " s; ledger " + version(),
                String.format(
                        Locale.ROOT,
                        "plan `%s`: %d rounds after %d to warm up, sides in turns within each round; seed %d",
                        plan.name(),
                        comparisons.getFirst().ours().rounds().size(),
                        plan.warmUps(),
                        plan.seed()),
                machine.readable(),
                "PostgreSQL: "
                        + machine.settings().entrySet().stream()
                                .map(s -> s.getKey() + " = " + s.getValue())
                                .collect(Collectors.joining(", ")));
    }

    private static String version() {
        String version = Findings.class.getPackage().getImplementationVersion();
        return version == null ? "as built" : version;
    }

    private static String row(Comparison c) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.2f × | %s | %s |%n",
                c.work(),
                range(c.ours()),
                c.beside(),
                range(c.theirs()),
                c.ratio(),
                c.goal().isPresent()
                        ? String.format(Locale.ROOT, "%.1f ×", c.goal().getAsDouble())
                        : "–",
                c.goal().isEmpty() ? "–" : yesOrNo(c.reached()));
    }

    private static String row(Latency l) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %,.0f ms | %s |%n",
                l.work(),
                range(l.p50()),
                range(l.p99()),
                l.goalMillis(),
                yesOrNo(l.reached()));
    }

    private static String yesOrNo(boolean reached) {
        return reached ? "yes" : "no";
    }

    private static String range(Spread of) {
        return String.format(
                Locale.ROOT, "%,.0f – **%,.0f** – %,.0f", of.min(), of.median(), of.max());
    }

    /** The same as data. */
    public String json() {
        ObjectNode out = JsonMapper.shared().createObjectNode();
        out.put("command", command).put("date", date.toString()).put("tookSeconds", tookSeconds);
        out.put("plan", plan.name()).put("seed", plan.seed()).put("warmUps", plan.warmUps());
        ArrayNode works = out.putArray("works");
        comparisons.forEach(c -> work(works.addObject(), c));
        ArrayNode waits = out.putArray("waits");
        latencies.forEach(l -> wait(waits.addObject(), l));
        ObjectNode on = out.putObject("machine");
        on.put("cores", machine.cores()).put("memoryBytes", machine.memoryBytes());
        on.put("heapBytes", machine.heapBytes()).put("cpu", machine.cpu());
        on.put("system", machine.system()).put("jdk", machine.jdk());
        on.put("postgresql", machine.postgres()).put("load", machine.load());
        ObjectNode settings = on.putObject("settings");
        machine.settings().forEach(settings::put);
        return out.toString();
    }

    private static void work(ObjectNode out, Comparison c) {
        out.put("id", c.id()).put("work", c.work()).put("beside", c.beside());
        spread(out.putObject("ours"), c.counted() + "/s", c.ours());
        spread(out.putObject("theirs"), c.counted() + "/s", c.theirs());
        out.put("ratio", c.ratio());
        if (c.goal().isPresent()) {
            out.put("goal", c.goal().getAsDouble()).put("reached", c.reached());
        }
        ArrayNode compared = out.putArray("compared");
        c.compared().forEach(compared::add);
    }

    private static void wait(ObjectNode out, Latency l) {
        out.put("id", l.id()).put("work", l.work());
        spread(out.putObject("p50"), "ms", l.p50());
        spread(out.putObject("p99"), "ms", l.p99());
        out.put("goalMillis", l.goalMillis()).put("reached", l.reached());
        ArrayNode measured = out.putArray("measured");
        l.measured().forEach(measured::add);
    }

    private static void spread(ObjectNode out, String unit, Spread spread) {
        out.put("unit", unit);
        out.put("min", spread.min()).put("median", spread.median()).put("max", spread.max());
        ArrayNode rounds = out.putArray("rounds");
        spread.rounds().forEach(rounds::add);
    }
}
