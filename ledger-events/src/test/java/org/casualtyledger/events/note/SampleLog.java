package org.casualtyledger.events.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.merkle.Proofs;
import org.casualtyledger.events.merkle.Subtrees;

/** A small log with a key of its own, and what an honest operator says of it. */
public final class SampleLog {
    private final SigningKey key;
    private final List<byte[]> leaves;

    private SampleLog(SigningKey key, List<byte[]> leaves) {
        this.key = key;
        this.leaves = leaves;
    }

    /** A log of this many leaves. */
    public static SampleLog of(String origin, int size) {
        return new SampleLog(
                SigningKey.generate(origin, VerifierKey.ED25519), leaves("leaf ", 0, size));
    }

    /** Another history under the same key, which parts from this one at a position. */
    public SampleLog forkedAt(int position, int size) {
        List<byte[]> forked = new ArrayList<>(leaves.subList(0, position));
        forked.addAll(leaves("forked leaf ", position, size));
        return new SampleLog(key, forked);
    }

    private static List<byte[]> leaves(String prefix, int from, int to) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = from; i < to; i++) {
            leaves.add(Merkle.leafHash((prefix + i).getBytes(UTF_8)));
        }
        return leaves;
    }

    public SigningKey key() {
        return key;
    }

    public VerifierKey verifier() {
        return key.verifier();
    }

    public Subtrees tree() {
        return (height, index) -> {
            int from = (int) (index << height);
            return Frontier.empty().append(leaves.subList(from, from + (1 << height))).root();
        };
    }

    /** The checkpoint when it had this many leaves, signed. */
    public SignedNote at(int size) {
        byte[] root = Frontier.empty().append(leaves.subList(0, size)).root();
        String text = new Checkpoint(key.name(), size, root).text();
        return new SignedNote(text, List.of(key.sign(text)));
    }

    /** What it asks a witness that last cosigned its tree of {@code from} leaves. */
    public AddCheckpoint step(int from, int to) {
        return new AddCheckpoint(from, Proofs.consistency(from, to, tree()), at(to));
    }
}
