package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.casualtyledger.audit.proofs.SeededProofs;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.standalone.embedded.FolderRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "proofs",
        hidden = true, // of use only to verifiers that are not ours: .ci/foreign-verifiers
        description = "Print proofs of inclusion and consistency out of a mirror, as JSON.")
final class ProofsCommand implements Callable<Integer> {

    /** Some megabytes of text. */
    private static final int MOST = 10_000;

    private final Session session;

    @Parameters(paramLabel = "DIR", description = "A mirror, as `ledger mirror` writes it")
    private Path mirror = Path.of("");

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many of either. Default: ${DEFAULT-VALUE}")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Draws the same ones again. Default: ${DEFAULT-VALUE}")
    private long seed;

    ProofsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (count < 1 || count > MOST) {
            throw new UsageFault("--count is between 1 and " + MOST);
        }
        try {
            session.console().data(SeededProofs.of(mirror, seed).json(count));
            return ExitCode.OK.code;
        } catch (IOException | UncheckedIOException e) {
            throw new FolderRefused(mirror + " is no whole mirror: " + e.getMessage());
        } catch (SignedNote.NotANote e) {
            throw new FolderRefused(mirror + " is no mirror: its checkpoint " + e.getMessage());
        }
    }
}
