package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.net.URI;

/** Nobody answers, or the answer broke off. */
final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreachable(URI server, IOException cause) {
        super(
                "No ledger answers at "
                        + server
                        + reason(cause)
                        + "\n  Start one with `ledger serve`, or name one with --url, or a folder with --data.",
                cause);
    }

    private static String reason(IOException cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? "" : " (" + message + ")";
    }
}
