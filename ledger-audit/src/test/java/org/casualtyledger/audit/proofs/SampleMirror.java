package org.casualtyledger.audit.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.merkle.Tile;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;

/** Writes a mirror of a log of any size, by other code than what serves one. */
final class SampleMirror {
    private SampleMirror() {}

    /** With a witness' cosignature, and the witness' public key in {@code witness-keys}. */
    static SigningKey write(Path mirror, int size) throws IOException {
        List<byte[]> hashes = new ArrayList<>();
        for (int from = 0; from < size; from += Tile.FULL) {
            ByteArrayOutputStream bundle = new ByteArrayOutputStream();
            int to = Math.min(size, from + Tile.FULL);
            for (int i = from; i < to; i++) {
                byte[] leaf = ("{\"synthetic\":" + i + "}").getBytes(UTF_8);
                bundle.writeBytes(ByteBuffer.allocate(2).putShort((short) leaf.length).array());
                bundle.writeBytes(leaf);
                hashes.add(Merkle.leafHash(leaf));
            }
            Tile tile = new Tile(0, from / Tile.FULL, to - from);
            write(mirror.resolve("tile").resolve(tile.entriesPath()), bundle.toByteArray());
        }
        byte[] root = Frontier.empty().append(hashes).root();
        for (int level = 0; !hashes.isEmpty(); level++) {
            hashes = tiles(mirror.resolve("tile"), level, hashes);
        }
        SigningKey log = SigningKey.generate("sample.example/log", VerifierKey.ED25519);
        SigningKey witness = SigningKey.generate("witness.example/w1", VerifierKey.COSIGNATURE);
        String text = new Checkpoint(log.name(), size, root).text();
        SignedNote note = new SignedNote(text, List.of(log.sign(text), witness.cosign(text, 1)));
        write(mirror.resolve("checkpoint"), note.bytes());
        write(mirror.resolve("key"), (log.verifier() + "\n").getBytes(UTF_8));
        write(mirror.resolve("witness-keys"), (witness.verifier() + "\n").getBytes(UTF_8));
        return log;
    }

    /** Writes a level; the next one's hashes, one for each full tile. */
    private static List<byte[]> tiles(Path folder, int level, List<byte[]> hashes)
            throws IOException {
        List<byte[]> above = new ArrayList<>();
        for (int from = 0; from < hashes.size(); from += Tile.FULL) {
            List<byte[]> ofTile = hashes.subList(from, Math.min(hashes.size(), from + Tile.FULL));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ofTile.forEach(bytes::writeBytes);
            Tile tile = new Tile(level, from / Tile.FULL, ofTile.size());
            write(folder.resolve(tile.path()), bytes.toByteArray());
            if (!tile.isPartial()) {
                above.add(Frontier.empty().append(ofTile).root());
            }
        }
        return above;
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
