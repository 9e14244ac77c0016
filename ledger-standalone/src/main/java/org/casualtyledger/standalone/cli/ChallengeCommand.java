package org.casualtyledger.standalone.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "challenge",
        description =
                "Say that a published number or a report is wrong. Any key may. Without --code, list what was said.",
        footer = {
            "",
            "  ledger challenge --report 8f0c… --code wrong-date --grounds \"It was a day later: see …\"",
            "  ledger challenge --publication 51d2…",
            "",
            "Whoever is challenged answers with `ledger answer`."
        })
final class ChallengeCommand implements Callable<Integer> {

    private final Session session;

    @ArgGroup(multiplicity = "1")
    private final About about = new About();

    /** One of the two. */
    static final class About {
        @Option(names = "--report", paramLabel = "ID", description = "The report's id")
        private @Nullable String report;

        @Option(names = "--publication", paramLabel = "ID", description = "The publication's id")
        private @Nullable String publication;
    }

    @Option(
            names = "--code",
            paramLabel = "CODE",
            description =
                    "double-counted, wrong-place, wrong-date, wrong-actor, wrong-harm, not-civilian, source-unreliable, method or other")
    private @Nullable String code;

    @Option(
            names = "--grounds",
            paramLabel = "TEXT",
            description = "Why; for whoever is challenged, and auditors")
    private @Nullable String grounds;

    @Option(names = "--public", description = "Show the grounds to everybody")
    private boolean open;

    @Mixin private final Once once = new Once();

    ChallengeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if ((code == null) != (grounds == null)) {
            throw new UsageFault("a challenge has --code and --grounds");
        }
        try (OpenLedger ledger = session.open()) {
            if (code == null) {
                String query =
                        new LedgerClient.Query("/v1/challenges")
                                .with("report", Optional.ofNullable(about.report))
                                .with("publication", Optional.ofNullable(about.publication))
                                .toString();
                session.show(
                        ledger.client().get(query),
                        answer -> String.join("\n", ChallengeWords.of(answer.path("challenges"))));
                return ExitCode.OK.code;
            }
            return once.post(
                    session, ledger.client(), new LedgerClient.Query("/v1/challenges"), body());
        }
    }

    private ObjectNode body() {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        ObjectNode subject = body.putObject("about");
        Optional.ofNullable(about.report).ifPresent(id -> subject.put("report", id));
        Optional.ofNullable(about.publication).ifPresent(id -> subject.put("publication", id));
        body.put("code", code).put("grounds", grounds);
        return open ? body.put("audience", "public") : body;
    }
}
