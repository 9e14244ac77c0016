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
            names = "--read-url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description =
                    "The read side, where it is a server of its own. Default: $LEDGER_READ_URL, else the server of --url")
    private @Nullable URI readUrl;

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

    URI server() {
        return chosen(url, "LEDGER_URL").orElse(DEFAULT_URL);
    }

    Servers servers() {
        return new Servers(server(), chosen(readUrl, "LEDGER_READ_URL").orElseGet(this::server));
    }

    /** A trailing slash would double in every request. */
    private static Optional<URI> chosen(@Nullable URI stated, String variable) {
        return Optional.ofNullable(stated)
                .map(URI::toString)
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .filter(text -> !text.isBlank())
                .map(text -> text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
                .map(URI::create);
    }

    Optional<String> key() {
        return statedKey()
                .or(
                        () ->
                                Optional.ofNullable(System.getenv("LEDGER_KEY"))
                                        .filter(k -> !k.isBlank()));
    }
}
