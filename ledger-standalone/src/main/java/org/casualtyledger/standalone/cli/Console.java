package org.casualtyledger.standalone.cli;

import java.io.PrintWriter;

/** Data goes to stdout, messages to stderr. */
public record Console(PrintWriter out, PrintWriter err) {

    /**
     * The launcher knows whether stderr is a terminal; Java can only tell for stdin and stdout
     * together.
     */
    static boolean terminal() {
        return Boolean.getBoolean("ledger.terminal");
    }

    void data(String text) {
        out.println(text);
        out.flush();
    }

    void note(String text) {
        err.println(text);
        err.flush();
    }
}
