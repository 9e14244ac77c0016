package org.casualtyledger.standalone;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.casualtyledger.standalone.cli.CommandTree;
import org.casualtyledger.standalone.cli.Console;

/** The command line's entry. Spring is touched only when a command starts a server. */
public final class Ledger {

    private Ledger() {}

    public static void main(String[] arguments) {
        Console console = new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err));
        System.exit(CommandTree.of(SpringLedgerProcess::new, console).execute(arguments));
    }

    /**
     * Names come in every script; a machine whose locale is `C` must not turn them into question
     * marks.
     */
    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
