package org.casualtyledger.standalone.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.standalone.RealLedger;

/** One command as a shell runs it: what it printed, and its exit code. */
record Shell(int exit, String out, String err) {

    /** A command under an organisation's key. */
    static Shell as(RealLedger.Organisation who, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", RealLedger.url().toString(), "--key", who.key()));
        return run(all.toArray(String[]::new));
    }

    static Shell run(String... arguments) {
        StringWriter data = new StringWriter();
        StringWriter messages = new StringWriter();
        int exit =
                CommandTree.of(
                                RealLedger::process,
                                new Console(
                                        new PrintWriter(data, true),
                                        new PrintWriter(messages, true)))
                        .execute(arguments);
        return new Shell(exit, data.toString(), messages.toString());
    }
}
