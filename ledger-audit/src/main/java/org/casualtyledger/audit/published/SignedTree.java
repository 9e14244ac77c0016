package org.casualtyledger.audit.published;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.VerifierKey;

/** A checkpoint that its log's key signed. */
public record SignedTree(SignedNote note, Checkpoint tree) {

    /**
     * Reads a checkpoint and verifies its signature.
     *
     * @param what how people know it: {@code the checkpoint}
     * @param key whose name is the log's origin
     * @throws Found where it is none, or is not signed by the key
     */
    public static SignedTree read(String what, byte[] bytes, VerifierKey key) throws Found {
        SignedNote note;
        Checkpoint tree;
        try {
            note = SignedNote.parse(bytes);
            tree = Checkpoint.parse(note.text());
        } catch (SignedNote.NotANote e) {
            throw new Found(new Finding.Unreadable(what, String.valueOf(e.getMessage())));
        }
        try {
            note.verifiedBy(List.of(key));
        } catch (SignedNote.NotANote e) {
            throw new Found(new Finding.NotSigned(what, String.valueOf(e.getMessage())));
        }
        if (!tree.origin().equals(key.name())) {
            throw new Found(
                    new Finding.NotSigned(
                            what, "is of the log " + tree.origin() + ", not of " + key.name()));
        }
        return new SignedTree(note, tree);
    }

    /** The checkpoint that a log publishes now. */
    public static SignedTree of(PublishedLog log, VerifierKey key) throws IOException, Found {
        Optional<byte[]> bytes = log.read(PublishedLog.CHECKPOINT);
        if (bytes.isEmpty()) {
            throw new Found(new Finding.Unreadable("the checkpoint", "none is published"));
        }
        return read("the checkpoint", bytes.get(), key);
    }

    /**
     * @throws Found where a witness did not cosign it, or its cosignature is none
     */
    public void requireCosigned(List<VerifierKey> witnesses) throws Found {
        for (VerifierKey witness : witnesses) {
            try {
                note.verifiedBy(List.of(witness));
            } catch (SignedNote.NotANote e) {
                throw new Found(
                        new Finding.NotCosigned(witness.name(), String.valueOf(e.getMessage())));
            }
        }
    }
}
