package org.casualtyledger.projections.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.VerifierKey;

/**
 * The key by which the log's checkpoints are verified: stated, or in a file that the log's signer
 * writes at its first start and that may not be there yet. Read anew each time.
 *
 * @param stated {@code name+id+base64}
 * @param file holds the same
 */
public record LogKey(Optional<String> stated, Optional<Path> file) {

    /**
     * The key; empty where none is configured, or its file is not written yet.
     *
     * @throws FeedBroken for a key that is none
     */
    public Optional<VerifierKey> read() {
        try {
            return stated.or(this::written).map(VerifierKey::parse);
        } catch (IllegalArgumentException e) {
            throw new FeedBroken("the log's verifier key is none: " + e.getMessage());
        }
    }

    private Optional<String> written() {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file.get(), UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new FeedUnavailable("the log's verifier key cannot be read", e);
        }
    }

    /**
     * What a stored note says, once the signature is found to be the key's and the origin its name.
     *
     * @throws FeedBroken if it is not the log's checkpoint
     */
    public static Checkpoint verified(SignedNote note, VerifierKey key) {
        try {
            note.verifiedBy(List.of(key));
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            if (!checkpoint.origin().equals(key.name())) {
                throw new FeedBroken("a checkpoint of another log: " + checkpoint.origin());
            }
            return checkpoint;
        } catch (SignedNote.NotANote e) {
            throw new FeedBroken("a stored checkpoint is not the log's: " + e.getMessage());
        }
    }
}
