package org.casualtyledger.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.casualtyledger.api.audit.CheckpointJournal.Tree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointJournalTest {
    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("journal");
    }

    @Test
    void what_was_appended_is_there_after_a_restart() throws Exception {
        try (CheckpointJournal journal = CheckpointJournal.create(file)) {
            assertThat(journal.last()).isEmpty();
            journal.append(tree(3, 1));
            journal.append(tree(7, 2));
        }
        try (CheckpointJournal journal = CheckpointJournal.open(file)) {
            assertThat(journal.last().orElseThrow().size()).isEqualTo(7);
            assertThat(journal.last().orElseThrow().hasRoot(tree(7, 2).root())).isTrue();
            journal.append(tree(9, 3));
        }
        assertThat(Files.readAllLines(file)).hasSize(3).last().asString().startsWith("9 ");
    }

    @Test
    void at_whichever_byte_a_line_was_cut_the_lines_before_it_stand() throws Exception {
        try (CheckpointJournal journal = CheckpointJournal.create(file)) {
            journal.append(tree(3, 1));
            journal.append(tree(7, 2));
        }
        byte[] whole = Files.readAllBytes(file);
        int first = new String(whole, java.nio.charset.StandardCharsets.US_ASCII).indexOf('\n') + 1;
        for (int end = 0; end < whole.length; end++) {
            Files.write(file, Arrays.copyOf(whole, end));
            try (CheckpointJournal journal = CheckpointJournal.open(file)) {
                assertThat(journal.last().map(Tree::size).orElse(0L))
                        .as("cut at %d", end)
                        .isEqualTo(end < first ? 0 : 3);
                journal.append(tree(8, 4));
            }
            try (CheckpointJournal journal = CheckpointJournal.open(file)) {
                assertThat(journal.last().orElseThrow().size()).isEqualTo(8);
            }
        }
    }

    @Test
    void a_tree_is_journaled_once_and_never_another_of_its_size() throws Exception {
        try (CheckpointJournal journal = CheckpointJournal.create(file)) {
            journal.append(tree(3, 1));
            journal.append(tree(3, 1));

            assertThatIllegalStateException().isThrownBy(() -> journal.append(tree(3, 2)));
            assertThatIllegalStateException().isThrownBy(() -> journal.append(tree(2, 1)));
        }
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void a_file_that_is_no_journal_is_not_written_to() throws Exception {
        Files.writeString(file, "not a journal\n", StandardOpenOption.CREATE);

        assertThatIllegalStateException().isThrownBy(() -> CheckpointJournal.open(file));

        assertThat(file).hasContent("not a journal");
    }

    private static Tree tree(long size, int filling) {
        byte[] root = new byte[32];
        Arrays.fill(root, (byte) filling);
        return new Tree(size, root);
    }
}
