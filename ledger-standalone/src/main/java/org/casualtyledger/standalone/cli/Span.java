package org.casualtyledger.standalone.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The months that a tally is about. */
final class Span {

    @Option(names = "--from", paramLabel = "YYYY-MM", description = "The first month")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "YYYY-MM", description = "The last month")
    private @Nullable String to;

    LedgerClient.Query on(LedgerClient.Query query) {
        return query.with("from", Optional.ofNullable(from)).with("to", Optional.ofNullable(to));
    }
}
