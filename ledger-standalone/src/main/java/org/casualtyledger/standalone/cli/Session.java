package org.casualtyledger.standalone.cli;

import java.util.function.Function;
import java.util.function.Supplier;
import org.casualtyledger.standalone.embedded.LedgerProcess;
import tools.jackson.databind.JsonNode;

/** What every command is given: the global options, how to start a server, and where to write. */
record Session(GlobalOptions options, Supplier<LedgerProcess> process, Console console) {

    OpenLedger open() throws Exception {
        return OpenLedger.open(this);
    }

    /** The answer as it came with --json, else in words. */
    void show(LedgerClient.Answer answer, Function<JsonNode, String> words) {
        console.data(
                options.json()
                        ? answer.body().strip()
                        : words.apply(answer.json()).stripTrailing());
    }
}
