package org.casualtyledger.audit.published;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.casualtyledger.audit.Publisher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLogTest extends PublishedLogContract {
    @TempDir Path folder;

    @Override
    PublishedLog publish() throws IOException {
        Publisher.write(FILES, folder);
        return new DirectoryLog(folder);
    }

    @Test
    void a_folder_that_is_not_there_is_said_at_once() {
        assertThatThrownBy(() -> new DirectoryLog(folder.resolve("nowhere")))
                .isInstanceOf(NotDirectoryException.class);
    }
}
