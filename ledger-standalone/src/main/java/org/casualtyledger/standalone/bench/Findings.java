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

    Findings(
            String command,
            Instant date,
            long tookSeconds,
            Plan plan,
            Machine machine,
            List<Comparison> comparisons) {
        this.command = command;
        this.date = date.truncatedTo(ChronoUnit.SECONDS);
        this.tookSeconds = tookSeconds;
        this.plan = plan;
        this.machine = machine;
        this.comparisons = List.copyOf(comparisons);
    }

    /** A page: {@code docs/PERFORMANCE.md}. */
    public String markdown() {
        StringBuilder page = new StringBuilder();
        page.append("# Performance\n\nPrinted by `").append(command);
        page.append("`; run it again rather than edit this page.\n");
        if (plan.name().equals("quick")) {
            page.append("A quick run: short rounds, so noisier than `ledger bench`.\n");
        }
        page.append(
                "\n| work | ours, events/s | beside | beside, events/s | ratio | goal | reached |\n");
        page.append("|---|--:|---|--:|--:|--:|---|\n");
        comparisons.forEach(c -> page.append(row(c)));
        page.append(
                "\nRates are minimum – **median** – maximum over the rounds; a ratio is that of the medians, and its goal is the design's.\n");
        page.append("\n## What is compared\n");
        for (Comparison c : comparisons) {
            if (!c.compared().isEmpty()) {
                page.append("\n**").append(c.work()).append("**\n\n");
                c.compared().forEach(line -> page.append("- ").append(line).append('\n'));
            }
        }
        page.append("\n## This run\n\n");
        facts().forEach(fact -> page.append("- ").append(fact).append('\n'));
        return page.toString();
    }

    private List<String> facts() {
        return List.of(
                date + ", " + tookSeconds + " s; ledger " + version(),
                String.format(
                        Locale.ROOT,
                        "plan `%s`: %d rounds after %d to warm up, sides in turns within each round; seed %d",
                        plan.name(),
                        comparisons.getFirst().ours().perSecond().size(),
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
                c.goal().isEmpty() ? "–" : c.reached() ? "yes" : "no");
    }

    private static String range(Rates rates) {
        return String.format(
                Locale.ROOT, "%,.0f – **%,.0f** – %,.0f", rates.min(), rates.median(), rates.max());
    }

    /** The same as data. */
    public String json() {
        ObjectNode out = JsonMapper.shared().createObjectNode();
        out.put("command", command).put("date", date.toString()).put("tookSeconds", tookSeconds);
        out.put("plan", plan.name()).put("seed", plan.seed()).put("warmUps", plan.warmUps());
        ArrayNode works = out.putArray("works");
        comparisons.forEach(c -> work(works.addObject(), c));
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
        rates(out.putObject("ours"), c.ours());
        rates(out.putObject("theirs"), c.theirs());
        out.put("ratio", c.ratio());
        if (c.goal().isPresent()) {
            out.put("goal", c.goal().getAsDouble()).put("reached", c.reached());
        }
        ArrayNode compared = out.putArray("compared");
        c.compared().forEach(compared::add);
    }

    private static void rates(ObjectNode out, Rates rates) {
        out.put("unit", "events/s");
        out.put("min", rates.min()).put("median", rates.median()).put("max", rates.max());
        ArrayNode rounds = out.putArray("rounds");
        rates.perSecond().forEach(rounds::add);
    }
}
