package org.casualtyledger.standalone.cli;

import java.util.concurrent.Callable;
import org.casualtyledger.standalone.bench.Bench;
import org.casualtyledger.standalone.bench.Findings;
import org.casualtyledger.standalone.bench.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        description =
                "Measure receipts, an import, queries and a replay, each beside what bounds it, on this machine.",
        footer = {
            "",
            "It starts a durable PostgreSQL of its own in a temporary folder, which it removes, and listens on loopback",
            "alone. --data DIR makes that folder in DIR, so that DIR's disk is measured; a ledger in DIR is not touched.",
            "A full run takes some minutes and wants the machine to itself; what it prints is docs/PERFORMANCE.md."
        })
final class BenchCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--quick", description = "Short rounds: noisier, and over in three minutes")
    private boolean quick;

    BenchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (session.options().url().isPresent()) {
            throw new UsageFault(
                    "bench measures a ledger of its own; --url names one that runs already");
        }
        Console console = session.console();
        Findings findings =
                new Bench(
                                quick ? "./ledger bench --quick" : "./ledger bench",
                                quick ? Plan.quick() : Plan.full(),
                                session.options().data(),
                                session.process(),
                                console::note)
                        .run();
        console.data(
                session.options().json() ? findings.json() : findings.markdown().stripTrailing());
        return ExitCode.OK.code;
    }
}
