package org.casualtyledger.standalone.cli;

import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The reason that every move and every judgement has. */
final class Why {

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why; kept with the event, behind a salted digest")
    private String reason = "";

    /** The body of a command, so far. */
    ObjectNode body() {
        return JsonMapper.shared().createObjectNode().put("reason", reason);
    }
}
