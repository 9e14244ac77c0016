package org.casualtyledger.events.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;

/**
 * The events of a mirror, for tests that change a log: {@code LEDGER_TAMPER_DIR} names the folder
 * that {@code ledger mirror} wrote.
 */
public final class MirroredLeaves {
    private MirroredLeaves() {}

    /** The folder that the environment names; empty where it names none. */
    public static Optional<Path> folder() {
        return Optional.ofNullable(System.getenv("LEDGER_TAMPER_DIR")).map(Path::of);
    }

    /** All of them, once they are found to make the tree of the mirror's checkpoint. */
    public static List<byte[]> of(Path mirror) throws IOException, SignedNote.NotANote {
        Checkpoint tree =
                Checkpoint.parse(
                        SignedNote.parse(
                                        Files.readString(mirror.resolve("checkpoint"))
                                                .getBytes(UTF_8))
                                .text());
        List<byte[]> leaves = new ArrayList<>();
        for (Tile tile : Tile.all(tree.size())) {
            if (tile.level() == 0) {
                byte[] bundle =
                        Files.readAllBytes(mirror.resolve("tile").resolve(tile.entriesPath()));
                leaves.addAll(EntryBundle.split(bundle, tile.width()).entries());
            }
        }
        byte[] root =
                Frontier.empty().append(leaves.stream().map(Merkle::leafHash).toList()).root();
        if (!Arrays.equals(root, tree.root())) {
            throw new IllegalArgumentException(
                    mirror + " is no sound mirror: ledger verify says where");
        }
        return leaves;
    }
}
