package org.casualtyledger.standalone.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/**
 * How many records a CSV holds, for a progress bar: line ends outside of quotes (RFC 4180), without
 * the header.
 */
final class RowCount {

    private RowCount() {}

    /** Empty where the file cannot be read to its end; the server will say why. */
    static OptionalLong of(Path file) {
        try (InputStream in = open(file)) {
            byte[] buffer = new byte[65_536];
            boolean quoted = false;
            boolean started = false;
            long rows = 0;
            for (int n = in.read(buffer); n != -1; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    byte b = buffer[i];
                    if (b == '"') {
                        quoted = !quoted;
                    }
                    if (b == '\n' && !quoted) {
                        rows += started ? 1 : 0;
                        started = false;
                    } else if (b != '\r') {
                        started = true;
                    }
                }
            }
            return OptionalLong.of(Math.max(0, rows + (started ? 1 : 0) - 1));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 65_536);
        return gzipped(file) ? new GZIPInputStream(in, 65_536) : in;
    }

    static boolean gzipped(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }
}
