package org.casualtyledger.audit.witness;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.casualtyledger.events.note.AddCheckpoint;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;

/**
 * Cosigns the checkpoints of the logs that it was told to watch, each only if it follows from the
 * last one. For any number of threads; one log's checkpoints are taken one after the other.
 */
public final class Witness {
    private final WitnessFolder folder;
    private final SigningKey key;
    private final Map<String, Watched> logs;
    private final InstantSource clock;
    private final Consumer<String> notes;

    /** One log: whom it is believed, and what was seen of it. */
    private static final class Watched {
        private final List<VerifierKey> keys = new ArrayList<>();
        private final ReentrantLock lock = new ReentrantLock();
        private Seen seen = Seen.NOTHING; // under the lock
    }

    /**
     * @param logs public keys, each named as its log's origin; several of one name are one log's
     * @param notes is told of what an honest log never does, in words, from any thread
     * @throws WitnessFolder.Refused where what the folder remembers is not this witness'
     */
    public Witness(
            WitnessFolder folder,
            List<VerifierKey> logs,
            InstantSource clock,
            Consumer<String> notes)
            throws IOException, WitnessFolder.Refused {
        this.folder = folder;
        this.key = folder.key();
        this.logs = new HashMap<>();
        this.clock = clock;
        this.notes = notes;
        for (VerifierKey log : logs) {
            this.logs.computeIfAbsent(log.name(), _ -> new Watched()).keys.add(log);
        }
        for (Map.Entry<String, Watched> log : this.logs.entrySet()) {
            log.getValue().seen =
                    folder.lastCosigned(log.getKey()).map(Seen::of).orElse(Seen.NOTHING);
        }
    }

    public VerifierKey verifier() {
        return key.verifier();
    }

    /**
     * Answers a request's body.
     *
     * @throws IOException where the checkpoint could not be written down; nothing was cosigned
     */
    public Answer addCheckpoint(byte[] body) throws IOException {
        AddCheckpoint request;
        Checkpoint checkpoint;
        try {
            request = AddCheckpoint.parse(body);
            checkpoint = Checkpoint.parse(request.checkpoint().text());
        } catch (SignedNote.NotANote e) {
            return new Answer.Malformed(String.valueOf(e.getMessage()));
        }
        Watched log = logs.get(checkpoint.origin());
        if (log == null) {
            return new Answer.UnknownLog(checkpoint.origin());
        }
        Optional<Answer> refusal =
                Cosigning.refusalOfSigner(request.checkpoint(), checkpoint, log.keys);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        // Compared, written down and signed under one lock. Were it let go in between, a larger
        // checkpoint could be cosigned meanwhile, and this one, written after it, would take it
        // back.
        log.lock.lock();
        try {
            return cosigned(request, checkpoint, log);
        } finally {
            log.lock.unlock();
        }
    }

    private Answer cosigned(AddCheckpoint request, Checkpoint checkpoint, Watched log)
            throws IOException {
        Optional<Answer> refusal = Cosigning.refusalOfHistory(request, checkpoint, log.seen);
        if (refusal.isPresent()) {
            if (Cosigning.isSuspicious(request, refusal.get(), log.seen)) {
                keepEvidence(request.checkpoint(), checkpoint, log);
            }
            return refusal.get();
        }
        String text = request.checkpoint().text();
        SignedNote.Line line = key.cosign(text, clock.instant().getEpochSecond());
        if (checkpoint.size() > log.seen.size()) {
            // The commit point: once this returns, the record is on the disk, and no smaller or
            // other tree is cosigned again. Crash before: the log asks again with the same old
            // size. Crash after, before the answer: the log asks with its old size, is told this
            // one by a 409, and asks once more; the same checkpoint is cosigned then.
            folder.remember(checkpoint.origin(), signedByLog(request, log).with(line));
            log.seen = Seen.of(checkpoint);
        }
        return new Answer.Cosigned(line);
    }

    private void keepEvidence(SignedNote note, Checkpoint checkpoint, Watched log)
            throws IOException {
        notes.accept(
                "%s signed a tree of %d leaves that was not shown to follow from the one of %d cosigned here: %s"
                        .formatted(
                                checkpoint.origin(),
                                checkpoint.size(),
                                log.seen.size(),
                                folder.keepEvidence(checkpoint.origin(), note)
                                        .map(file -> "kept as " + file)
                                        .orElse("not kept, there is enough")));
    }

    /** Without the lines of strangers, whatever they wrote. */
    private static SignedNote signedByLog(AddCheckpoint request, Watched log) {
        List<SignedNote.Line> lines =
                request.checkpoint().signatures().stream()
                        .filter(line -> log.keys.stream().anyMatch(line::isBy))
                        .distinct()
                        .toList();
        return new SignedNote(request.checkpoint().text(), lines);
    }
}
