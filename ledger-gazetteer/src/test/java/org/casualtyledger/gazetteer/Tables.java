package org.casualtyledger.gazetteer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Small gazetteers, made up for a test. */
final class Tables {
    private static final String HEADER =
            "id\tname\talternates\tlatE6\tlonE6\tfeature\tcountry\tadmin1\tadmin2\tpopulation\n";

    private Tables() {}

    /** Rows whose columns are parted by "|", with spaces around, instead of tabs. */
    static Gazetteer of(String rows) {
        return Gazetteer.read(gzipped(HEADER + rows.replaceAll(" *\\| *", "\t")));
    }

    static byte[] gzipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
