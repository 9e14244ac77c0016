package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.casualtyledger.audit.published.PublishedLog;
import org.casualtyledger.audit.verify.Terms;
import org.casualtyledger.audit.verify.Verdict;
import org.casualtyledger.audit.verify.Verifier;
import org.casualtyledger.counting.Recount;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.VerifierKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "verify",
        description =
                "Verify a log without trusting who publishes it: every signature, entry, tile and event, and the tallies counted again. Names the first position that is wrong, and how.",
        footer = {
            "",
            "  ledger verify https://ledger.example --log-key \"ledger.example/log+…\"",
            "  ledger verify mirror --since checkpoint-of-january --witness \"witness.example/w1+…\"",
            "  ledger verify --data .ledger",
            "",
            "Without --log-key the log's own word for its key is taken, and said. Keep the checkpoint, or a mirror, and give",
            "it with --since the next time: only so is a rewritten history noticed that is signed anew."
        })
final class VerifyCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "URL|DIR",
            description =
                    "A server, a mirror on a web server, or a mirror's folder. Default: as other commands, by --data, --url")
    private @Nullable String named;

    @Option(
            names = "--log-key",
            paramLabel = "VKEY",
            description = "The log's public key, name+id+base64, as you were given it elsewhere")
    private @Nullable String logKey;

    @Option(
            names = "--tally-key",
            paramLabel = "VKEY",
            description = "The public key of tallies' receipts, likewise")
    private @Nullable String tallyKey;

    @Option(
            names = "--witness",
            paramLabel = "VKEY",
            description = "The public key of a witness that must have cosigned; may be repeated")
    private List<String> witnesses = List.of();

    @Option(
            names = "--since",
            paramLabel = "FILE|DIR",
            description =
                    "A checkpoint that you kept, or the mirror that it lies in; may be repeated. A mirror tells which position differs")
    private List<Path> since = List.of();

    @Option(
            names = "--bytes-only",
            description = "Signatures, hashes and tiles alone: read no event, count nothing")
    private boolean bytesOnly;

    VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        try (LogSource source = LogSource.open(session, Optional.ofNullable(named))) {
            Terms terms =
                    new Terms(
                            bytesOnly ? Terms.Depth.BYTES : Terms.Depth.EVENTS,
                            Optional.ofNullable(logKey).map(VerifyCommand::key).or(source::key),
                            Optional.ofNullable(tallyKey)
                                    .map(VerifyCommand::key)
                                    .or(source::tallyKey),
                            witnesses.stream().map(VerifyCommand::key).toList(),
                            kept());
            EventRate rate = new EventRate(session.console(), "verifying");
            Verdict verdict;
            try {
                verdict = new Verifier(List::of).verify(source.log(), terms, rate);
            } catch (IOException e) {
                throw source.fault(e);
            }
            verdict.reservations().forEach(session.console()::note);
            return say(verdict, rate).code;
        }
    }

    /**
     * @throws UsageFault for what is no key
     */
    static VerifierKey key(String text) {
        try {
            return VerifierKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageFault(text + " is no public key: " + e.getMessage());
        }
    }

    private List<Terms.Kept> kept() throws IOException {
        List<Terms.Kept> kept = new ArrayList<>();
        for (Path path : since) {
            boolean mirror = Files.isDirectory(path);
            Path file = mirror ? path.resolve(PublishedLog.CHECKPOINT) : path;
            if (!Files.isRegularFile(file)) {
                throw new UsageFault(file + " is not there");
            }
            kept.add(
                    new Terms.Kept(
                            path.toString(),
                            Files.readAllBytes(file),
                            mirror ? Optional.of(LogSource.folder(path)) : Optional.empty()));
        }
        return kept;
    }

    private ExitCode say(Verdict verdict, EventRate rate) {
        verdict.tree().ifPresent(tree -> session.console().note(rate.words(tree.size())));
        if (session.options().json()) {
            session.console().data(json(verdict).toString());
        } else {
            session.console().data(words(verdict));
        }
        return verdict instanceof Verdict.Faulty ? ExitCode.VERIFICATION_FAILED : ExitCode.OK;
    }

    private static ObjectNode json(Verdict verdict) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("ok", verdict instanceof Verdict.Sound);
        Optional<Checkpoint> tree = verdict.tree();
        tree.ifPresentOrElse(t -> json.put("origin", t.origin()), () -> json.putNull("origin"));
        tree.ifPresentOrElse(t -> json.put("size", t.size()), () -> json.putNull("size"));
        tree.ifPresentOrElse(t -> json.put("root", root(t)), () -> json.putNull("root"));
        switch (verdict) {
            case Verdict.Faulty faulty -> {
                OptionalLong position = faulty.finding().position();
                position.ifPresentOrElse(
                        p -> json.put("position", p), () -> json.putNull("position"));
                json.put("fault", faulty.finding().fault());
                json.put("detail", faulty.finding().words());
            }
            case Verdict.Sound sound -> {
                json.putNull("position").putNull("fault");
                sound.counted()
                        .ifPresent(
                                counted ->
                                        json.putObject("tally")
                                                .put("position", counted.position())
                                                .put("methodology", counted.methodology().name())
                                                .put("version", counted.methodology().version())
                                                .put("tallyDigest", counted.tally())
                                                .put("postingsDigest", counted.postings())
                                                .put("receipt", sound.receipted()));
            }
        }
        verdict.reservations().forEach(json.putArray("reservations")::add);
        return json;
    }

    private static String root(Checkpoint tree) {
        return Base64.getEncoder().encodeToString(tree.root());
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Faulty faulty ->
                    "NOT VERIFIED ("
                            + faulty.finding().fault()
                            + "): "
                            + faulty.finding().words()
                            + ".";
            case Verdict.Sound sound ->
                    "Verified: "
                            + sound.verified().origin()
                            + ", "
                            + sound.verified().size()
                            + " events, root "
                            + root(sound.verified())
                            + "."
                            + sound.counted().map(c -> tally(c, sound.receipted())).orElse("");
        };
    }

    private static String tally(Recount.Digests counted, boolean receipted) {
        return "\nThe tally as of position "
                + counted.position()
                + " under "
                + counted.methodology().name()
                + "@"
                + counted.methodology().version()
                + ", counted again, has the digest "
                + counted.tally()
                + (receipted
                        ? ", as its signed receipt says."
                        : "; there is no receipt to compare.");
    }
}
