package org.casualtyledger.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.audit.published.DirectoryLog;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.counting.TallyReceipt;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.merkle.Proofs;
import org.casualtyledger.events.merkle.Subtrees;
import org.casualtyledger.events.merkle.Tile;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;

/**
 * Publishes leaves as C2SP tlog-tiles says, the plain way: every hash is computed from the leaves
 * alone, with none of the code that is to be tested.
 */
public final class Publisher {
    public static final String ORIGIN = "ledger.example/log";
    public static final SigningKey KEY = SigningKey.generate(ORIGIN, VerifierKey.ED25519);
    public static final SigningKey TALLIES =
            SigningKey.generate(ORIGIN + "/tallies", VerifierKey.ED25519);

    private final List<byte[]> leaves;
    private final List<List<byte[]>> hashes = new ArrayList<>();

    public Publisher(List<byte[]> leaves) {
        this.leaves = List.copyOf(leaves);
        List<byte[]> row = leaves.stream().map(Merkle::leafHash).toList();
        while (!row.isEmpty()) {
            hashes.add(row);
            List<byte[]> above = new ArrayList<>();
            for (int i = 0; i + 1 < row.size(); i += 2) {
                above.add(Merkle.nodeHash(row.get(i), row.get(i + 1)));
            }
            row = above;
        }
    }

    private Publisher(Publisher other, int index, byte[] leaf) {
        List<byte[]> changed = new ArrayList<>(other.leaves);
        changed.set(index, leaf);
        this.leaves = changed;
        byte[] hash = Merkle.leafHash(leaf);
        for (int height = 0; height < other.hashes.size(); height++) {
            List<byte[]> row = new ArrayList<>(other.hashes.get(height));
            hashes.add(row);
            int at = index >> height;
            if (at < row.size()) {
                row.set(at, hash);
                hash =
                        at + 1 < row.size() || at % 2 == 1
                                ? Merkle.nodeHash(row.get(at & ~1), row.get(at | 1))
                                : hash;
            }
        }
    }

    /** The same with one leaf changed, and every hash above it. */
    public Publisher with(int index, byte[] leaf) {
        return new Publisher(this, index, leaf);
    }

    public static Publisher ofEvents(List<RecordedEvent> events) {
        return new Publisher(events.stream().map(EventCodec::encode).toList());
    }

    public List<byte[]> leaves() {
        return leaves;
    }

    public Checkpoint tree(long size) {
        Subtrees subtrees = (height, index) -> hashes.get(height).get((int) index);
        return new Checkpoint(ORIGIN, size, Proofs.root(size, subtrees));
    }

    public byte[] checkpoint(long size) {
        return signed(tree(size));
    }

    public static byte[] signed(Checkpoint tree) {
        return new SignedNote(tree.text(), List.of(KEY.sign(tree.text()))).bytes();
    }

    public byte[] tile(Tile tile) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < tile.width(); i++) {
            bytes.writeBytes(hashes.get(tile.height()).get((int) tile.index() * Tile.FULL + i));
        }
        return bytes.toByteArray();
    }

    public byte[] bundle(Tile tile) {
        int first = (int) tile.index() * Tile.FULL;
        return bundle(leaves.subList(first, first + tile.width()));
    }

    public static byte[] bundle(List<byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            bytes.write(entry.length >> 8);
            bytes.write(entry.length);
            bytes.writeBytes(entry);
        }
        return bytes.toByteArray();
    }

    /** The tree of the first so many leaves, with its tiles and its key. */
    public MemoryLog published(long size) {
        MemoryLog log = new MemoryLog();
        log.put("checkpoint", checkpoint(size));
        log.put("key", KEY.verifier().toString().getBytes(UTF_8));
        for (Tile tile : Tile.all(size)) {
            log.put("tile/" + tile.path(), tile(tile));
            if (tile.level() == 0) {
                log.put("tile/" + tile.entriesPath(), bundle(tile));
            }
        }
        return log;
    }

    public MemoryLog published() {
        return published(leaves.size());
    }

    /** A signed receipt of the tally of the first events, as an honest ledger gives it. */
    public byte[] receipt(List<RecordedEvent> events, Methodology methodology, long size) {
        CountedHistory counted = new CountedHistory(methodology);
        events.forEach(counted::apply);
        return signed(
                new TallyReceipt(
                        "",
                        events.size() - 1,
                        tree(size),
                        methodology.name() + "@" + methodology.version(),
                        methodology.hash(),
                        methodology.semantics(),
                        Optional.empty(),
                        counted.tallyDigest(),
                        counted.postingsDigest(),
                        Json.object()));
    }

    public static byte[] signed(TallyReceipt receipt) {
        return new SignedNote(receipt.text(), List.of(TALLIES.sign(receipt.text()))).bytes();
    }

    public static MemoryLog withReceipt(MemoryLog log, byte[] receipt) {
        return log.put(DirectoryLog.TALLY_RECEIPT, receipt)
                .put(DirectoryLog.TALLY_KEY, TALLIES.verifier().toString().getBytes(UTF_8));
    }

    /** Writes what a log in memory holds itself. */
    public static void write(MemoryLog log, Path folder) throws IOException {
        for (Map.Entry<String, Optional<byte[]>> file : log.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue().orElseThrow());
        }
    }
}
