package org.casualtyledger.standalone.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every command takes: where the ledger is, who asks, and in which form the answer comes. */
public final class GlobalOptions {

    static final URI DEFAULT_URL = URI.create("http://127.0.0.1:8400");

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The server to talk to. Default: $LEDGER_URL, else http://127.0.0.1:8400")
    private @Nullable URI url;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            scope = ScopeType.INHERIT,
            description = "The API key. Default: $LEDGER_KEY; a local folder needs none")
    private @Nullable String key;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description =
                    "The ledger in this folder: its running server, or one started for this command")
    private @Nullable Path data;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Answer in JSON")
    private boolean json;

    boolean json() {
        return json;
    }

    Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    Optional<URI> url() {
        return Optional.ofNullable(url);
    }

    Optional<String> statedKey() {
        return Optional.ofNullable(key).filter(k -> !k.isBlank());
    }

    /** A trailing slash would double in every request. */
    URI server() {
        String environment = System.getenv("LEDGER_URL");
        URI chosen =
                url != null
                        ? url
                        : environment != null && !environment.isBlank()
                                ? URI.create(environment)
                                : DEFAULT_URL;
        String text = chosen.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : chosen;
    }

    Optional<String> key() {
        return statedKey()
                .or(
                        () ->
                                Optional.ofNullable(System.getenv("LEDGER_KEY"))
                                        .filter(k -> !k.isBlank()));
    }
}
