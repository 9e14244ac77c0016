package org.casualtyledger.standalone.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.casualtyledger.standalone.RealLedger;

/** One command as a shell runs it: what it printed, and its exit code. */
record Shell(int exit, String out, String err) {

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
