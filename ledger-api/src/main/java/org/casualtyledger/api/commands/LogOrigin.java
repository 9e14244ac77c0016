package org.casualtyledger.api.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.note.VerifierKey;

/**
 * The log's name, as its checkpoints and every signature that is made for this ledger give it. It
 * is looked for when it is first needed: whoever makes the log's key does so while the ledger
 * starts.
 */
public final class LogOrigin {
    private final Supplier<Optional<String>> source;
    private volatile Optional<String> known = Optional.empty();

    LogOrigin(Supplier<Optional<String>> source) {
        this.source = source;
    }

    /** The name of the key in the file {@code log.vkey} of a folder; empty where there is none. */
    static Optional<String> ofKeyIn(Path folder) {
        Path file = folder.resolve("log.vkey");
        try {
            return Files.exists(file)
                    ? Optional.of(VerifierKey.parse(Files.readString(file)).name())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The name.
     *
     * @throws org.casualtyledger.edge.ProblemException 503 {@code no-origin} for a ledger that has
     *     none
     */
    public String name() {
        known = known.or(source);
        return known.orElseThrow(
                () ->
                        new Problem(
                                        503,
                                        "no-origin",
                                        "This ledger has no name that could be signed for",
                                        "Its operator sets ledger.audit.origin. Nothing was stored.")
                                .asException());
    }
}
