package org.casualtyledger.standalone.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The moment that a read is about. */
final class AsOf {

    @Option(
            names = "--as-of",
            paramLabel = "POSITION|INSTANT",
            description = "As the ledger stood then. Default: now")
    private @Nullable String asOf;

    @Option(
            names = "--at-least",
            paramLabel = "POSITION",
            description = "Wait, bounded, until this position is counted")
    private @Nullable Long atLeast;

    LedgerClient.Query on(LedgerClient.Query query) {
        return query.with("asOf", Optional.ofNullable(asOf))
                .with("atLeast", Optional.ofNullable(atLeast));
    }
}
