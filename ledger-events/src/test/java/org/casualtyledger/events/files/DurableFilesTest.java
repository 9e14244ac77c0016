package org.casualtyledger.events.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
    @TempDir private Path folder;

    @Test
    void a_file_is_replaced_and_only_its_owner_reads_it() throws Exception {
        Path file = folder.resolve("key");
        DurableFiles.write(file, "first");
        DurableFiles.write(file, "second");

        assertThat(file).hasContent("second");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(folder).isDirectoryContaining(file::equals);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_public_file_is_everybodys_to_read_and_a_folder_its_owners() throws Exception {
        DurableFiles.writePublic(folder.resolve("key.pub"), "public");
        DurableFiles.createFolder(folder.resolve("a/b"));
        DurableFiles.createFolder(folder.resolve("a/b"));

        assertThat(permissions(folder.resolve("key.pub"))).isEqualTo("rw-r--r--");
        assertThat(permissions(folder.resolve("a/b"))).isEqualTo("rwx------");
    }

    @Test
    void of_many_who_make_a_file_at_once_one_succeeds_and_the_others_find_it_whole()
            throws Exception {
        Path file = folder.resolve("key");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries =
                    IntStream.range(0, 20)
                            .<Callable<Boolean>>mapToObj(n -> () -> creates(file, "by " + n))
                            .toList();
            long made = 0;
            for (var done : threads.invokeAll(tries)) {
                made += done.get() ? 1 : 0;
            }
            assertThat(made).isEqualTo(1);
        }
        assertThat(Files.readString(file)).startsWith("by ");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> DurableFiles.create(file, "later"));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    private static boolean creates(Path file, String text) throws Exception {
        try {
            DurableFiles.create(file, text);
            return true;
        } catch (FileAlreadyExistsException e) {
            assertThat(Files.readString(file)).startsWith("by ");
            return false;
        }
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
