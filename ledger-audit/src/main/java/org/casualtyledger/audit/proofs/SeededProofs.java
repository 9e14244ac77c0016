package org.casualtyledger.audit.proofs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.casualtyledger.events.merkle.Proofs;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.LogProof;
import org.casualtyledger.events.note.SignedNote;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Proofs that our code makes of a mirror's tree, drawn by a seed: what verifiers of others are
 * given to judge. Leaves are in none of them; a verifier takes those from the mirror.
 */
public final class SeededProofs {
    private static final int LOG_PROOFS = 20;

    private final SignedNote note;
    private final Checkpoint checkpoint;
    private final MirroredTree tree;
    private final SplittableRandom random;
    private final long seed;

    private SeededProofs(SignedNote note, Checkpoint checkpoint, MirroredTree tree, long seed) {
        this.note = note;
        this.checkpoint = checkpoint;
        this.tree = tree;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Opens a mirror.
     *
     * @throws SignedNote.NotANote where its checkpoint is none, or of an empty log
     */
    public static SeededProofs of(Path mirror, long seed) throws IOException, SignedNote.NotANote {
        SignedNote note = SignedNote.parse(Files.readAllBytes(mirror.resolve("checkpoint")));
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (checkpoint.size() == 0) {
            throw new SignedNote.NotANote("is of an empty log, of which there are no proofs");
        }
        MirroredTree tree = new MirroredTree(mirror.resolve("tile"), checkpoint.size());
        return new SeededProofs(note, checkpoint, tree, seed);
    }

    /**
     * Draws proofs.
     *
     * @param count of inclusion, and of consistency; half of either in the checkpoint's own tree,
     *     the others in smaller ones
     * @return {@code {origin, size, root, seed, inclusion: [{index, size, root, path}],
     *     consistency: [{first, second, firstRoot, secondRoot, path}], logProofs: [text]}}; hashes
     *     in base64, C2SP tlog-proof files as text
     */
    public String json(int count) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("origin", checkpoint.origin()).put("size", checkpoint.size());
        json.put("root", base64(checkpoint.root())).put("seed", seed);
        ArrayNode inclusion = json.putArray("inclusion");
        ArrayNode consistency = json.putArray("consistency");
        for (int i = 0; i < count; i++) {
            long size = i % 2 == 0 ? checkpoint.size() : 1 + random.nextLong(checkpoint.size());
            long index = random.nextLong(size);
            inclusion(inclusion.addObject(), index, size);
            consistency(consistency.addObject(), 1 + random.nextLong(size), size);
        }
        ArrayNode logProofs = json.putArray("logProofs");
        for (int i = 0; i < Math.min(count, LOG_PROOFS); i++) {
            long index = random.nextLong(checkpoint.size());
            List<byte[]> path = Proofs.inclusion(index, checkpoint.size(), tree);
            logProofs.add(new LogProof(index, path, note).text());
        }
        return json.toString();
    }

    private void inclusion(ObjectNode proof, long index, long size) {
        proof.put("index", index).put("size", size);
        proof.put("root", base64(Proofs.root(size, tree)));
        path(proof, Proofs.inclusion(index, size, tree));
    }

    private void consistency(ObjectNode proof, long first, long second) {
        proof.put("first", first).put("second", second);
        proof.put("firstRoot", base64(Proofs.root(first, tree)));
        proof.put("secondRoot", base64(Proofs.root(second, tree)));
        path(proof, Proofs.consistency(first, second, tree));
    }

    private static void path(ObjectNode proof, List<byte[]> path) {
        ArrayNode hashes = proof.putArray("path");
        path.forEach(hash -> hashes.add(base64(hash)));
    }

    private static String base64(byte[] hash) {
        return Base64.getEncoder().encodeToString(hash);
    }
}
