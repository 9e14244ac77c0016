package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.casualtyledger.audit.mirror.Mirror;
import org.casualtyledger.events.note.VerifierKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "mirror",
        description =
                "Copy a log into a folder that any web server can serve, and later what has come since.",
        footer = {
            "",
            "  ledger mirror https://ledger.example mirror && ledger verify mirror",
            "  ledger mirror --data .ledger mirror",
            "",
            "Everything is checked while it is copied. A log that does not begin with what the folder has is refused, and",
            "the folder stays what it was: it is your proof of what was published."
        })
final class MirrorCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            arity = "1..2",
            paramLabel = "[URL|DIR] FOLDER",
            description = "The log, unless --data or --url names it, and where the copy is kept")
    private List<String> named = List.of();

    @Option(
            names = "--log-key",
            paramLabel = "VKEY",
            description =
                    "The log's public key, as you were given it elsewhere. Default: the one that the folder was begun with")
    private @Nullable String logKey;

    MirrorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Optional<String> log = named.size() == 2 ? Optional.of(named.getFirst()) : Optional.empty();
        Path folder = Path.of(named.getLast());
        Optional<VerifierKey> given = Optional.ofNullable(logKey).map(VerifyCommand::key);
        try (LogSource source = LogSource.open(session, log)) {
            EventRate rate = new EventRate(session.console(), "copying");
            Mirror.Outcome outcome;
            try {
                outcome = new Mirror(source.log(), folder, given.or(source::key)).copy(rate);
            } catch (IOException e) {
                throw source.fault(e);
            }
            return say(outcome, folder).code;
        }
    }

    private ExitCode say(Mirror.Outcome outcome, Path folder) {
        return switch (outcome) {
            case Mirror.Outcome.Copied copied -> {
                copied.trusted()
                        .ifPresent(
                                key ->
                                        session.console()
                                                .note(
                                                        "The log's key was taken from the log itself, trusted on first use: "
                                                                + key));
                session.console()
                        .data(
                                session.options().json()
                                        ? JsonMapper.shared()
                                                .createObjectNode()
                                                .put("ok", true)
                                                .put("origin", copied.tree().origin())
                                                .put("size", copied.tree().size())
                                                .put("before", copied.before())
                                                .toString()
                                        : folder
                                                + " has the "
                                                + copied.tree().size()
                                                + " events of "
                                                + copied.tree().origin()
                                                + "; it had "
                                                + copied.before()
                                                + ".");
                yield ExitCode.OK;
            }
            case Mirror.Outcome.Refused refused -> {
                session.console()
                        .note(
                                "Refused ("
                                        + refused.finding().fault()
                                        + "): "
                                        + refused.finding().words()
                                        + ". "
                                        + folder
                                        + " stays what it was.");
                yield ExitCode.VERIFICATION_FAILED;
            }
        };
    }
}
