package org.casualtyledger.standalone.cli;

import java.util.function.Supplier;
import org.casualtyledger.standalone.embedded.LedgerProcess;

/** What every command is given: the global options, how to start a server, and where to write. */
record Session(GlobalOptions options, Supplier<LedgerProcess> process, Console console) {

    OpenLedger open() throws Exception {
        return OpenLedger.open(this);
    }
}
