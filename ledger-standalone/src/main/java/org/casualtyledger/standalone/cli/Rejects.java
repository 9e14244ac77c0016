package org.casualtyledger.standalone.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rejected rows, as they were and with their header. The file exists only if a row was rejected.
 */
final class Rejects implements AutoCloseable {
    private final Path file;
    private List<String> header = List.of();
    private @Nullable CsvWriter writer;
    private int count;

    Rejects(Path file) {
        this.file = file;
    }

    /** As asked for, or beside the file that the rows are from. */
    static Rejects of(Path source, @Nullable Path asked) {
        return new Rejects(
                asked != null
                        ? asked
                        : source.resolveSibling(source.getFileName() + ".rejects.csv"));
    }

    void header(List<String> columns) {
        header = columns;
    }

    void row(List<String> fields) {
        try {
            if (writer == null) {
                writer = CsvWriter.builder().build(file, StandardCharsets.UTF_8);
                writer.writeRecord(header);
            }
            writer.writeRecord(fields);
            count++;
        } catch (IOException | UncheckedIOException e) {
            throw new UsageFault(
                    "cannot write rejected rows to " + file + "; name a file with --rejects");
        }
    }

    int count() {
        return count;
    }

    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
