package org.casualtyledger.projections.tallies;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.edge.Problem;

/**
 * The lines of a preview on the disk, so that memory stays flat: first as they came, then dealt out
 * by incident. Claims have digests in place of texts, and the files are gone when it is closed.
 */
final class PreviewSpool implements Closeable {
    /** Most lines: the largest dataset that is known has about as many rows. */
    static final int LINES = 200_000;

    /** Most bytes of one line: a leaf has at most 65,535. */
    private static final int LINE_BYTES = 128 * 1024;

    /** Most bytes of all lines, as of an import's file. */
    private static final long BYTES = 512L * 1024 * 1024;

    /** Files of whole incidents, some 3,000 lines each. */
    static final int PARTS = 64;

    private final Path directory;
    private final List<OutputStream> parts = new ArrayList<>();

    PreviewSpool() throws IOException {
        directory = Files.createTempDirectory("ledger-preview");
    }

    /** Called with each line, from 0. */
    interface EachLine {
        void line(byte[] line, int number) throws IOException;
    }

    /**
     * Takes a body in, line by line; empty lines are passed over.
     *
     * @throws org.casualtyledger.edge.ProblemException 413 for too much
     */
    void receive(InputStream body, EachLine each) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(received()));
                InputStream in = new BufferedInputStream(body)) {
            long[] bytes = {0};
            lines(
                    in,
                    (line, number) -> {
                        bytes[0] += line.length;
                        if (number >= LINES || bytes[0] > BYTES) {
                            throw tooLarge().asException();
                        }
                        each.line(line, number);
                        out.write(line);
                        out.write('\n');
                    });
        }
    }

    /** What was received, again. */
    void again(EachLine each) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(received()))) {
            lines(in, each);
        }
    }

    /** Puts a line to those of its incident. */
    void deal(byte[] line, int part) throws IOException {
        while (parts.size() < PARTS) {
            Path file = directory.resolve("part-" + parts.size());
            parts.add(new BufferedOutputStream(Files.newOutputStream(file)));
        }
        parts.get(part).write(line);
        parts.get(part).write('\n');
    }

    /** The lines of one part, in the order in which they came. */
    void part(int part, EachLine each) throws IOException {
        if (parts.isEmpty()) {
            return;
        }
        parts.get(part).close();
        Path file = directory.resolve("part-" + part);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            lines(in, each);
        }
    }

    private static void lines(InputStream in, EachLine each) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(2_048);
        int number = 0;
        int next;
        do {
            next = in.read();
            if (next >= 0 && next != '\n') {
                line.write(next);
                if (line.size() > LINE_BYTES) {
                    throw tooLarge().asException();
                }
            } else if (!line.toString(java.nio.charset.StandardCharsets.UTF_8).isBlank()) {
                each.line(line.toByteArray(), number++);
                line.reset();
            } else {
                line.reset();
            }
        } while (next >= 0);
    }

    private static Problem tooLarge() {
        return new Problem(
                413,
                "too-large",
                "The request is too large",
                "At most "
                        + LINES
                        + " lines of "
                        + LINE_BYTES
                        + " bytes, and "
                        + BYTES
                        + " bytes in all. Nothing was stored.");
    }

    private Path received() {
        return directory.resolve("received");
    }

    @Override
    public void close() throws IOException {
        for (OutputStream part : parts) {
            part.close();
        }
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
