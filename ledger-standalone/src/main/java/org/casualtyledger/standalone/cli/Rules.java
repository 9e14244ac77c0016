package org.casualtyledger.standalone.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By which gazetteer, registries and default methodology a moment is read. */
final class Rules {

    @Option(
            names = "--rules",
            paramLabel = "then|now",
            description =
                    "Gazetteer, registries and default methodology of that moment (default), or of today")
    private @Nullable String rules;

    LedgerClient.Query on(LedgerClient.Query query) {
        return query.with("rules", Optional.ofNullable(rules));
    }
}
