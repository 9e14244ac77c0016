package org.casualtyledger.standalone.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "answer",
        description =
                "Answer a challenge of your organisation's number or report. You may answer again; every answer stays.")
final class AnswerCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "CHALLENGE", description = "The challenge's id")
    private String challenge = "";

    @Option(
            names = "--outcome",
            required = true,
            paramLabel = "OUTCOME",
            description =
                    "upheld, partly-upheld, rejected or noted. What follows from it, a correction say, is a command of its own")
    private String outcome = "";

    @Option(
            names = "--text",
            required = true,
            paramLabel = "TEXT",
            description = "Why; for whoever challenged, and auditors")
    private String text = "";

    @Option(names = "--public", description = "Show the text to everybody")
    private boolean open;

    @Option(
            names = "--organisation",
            paramLabel = "ID",
            description = "Of an administrator: for this organisation, which holds no key")
    private @Nullable String organisation;

    @Mixin private final Once once = new Once();

    AnswerCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        ObjectNode body =
                JsonMapper.shared().createObjectNode().put("outcome", outcome).put("text", text);
        if (open) {
            body.put("audience", "public");
        }
        LedgerClient.Query target =
                new LedgerClient.Query(
                                "/v1/challenges/"
                                        + URLEncoder.encode(challenge, StandardCharsets.UTF_8)
                                        + "/answers")
                        .with("organisation", Optional.ofNullable(organisation));
        try (OpenLedger ledger = session.open()) {
            return once.post(session, ledger.client(), target, body);
        }
    }
}
