package org.casualtyledger.api.reporting;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.casualtyledger.edge.Problem;

/**
 * A CSV file (RFC 4180, UTF-8, first line the header), as it is or gzipped, received whole before
 * anything is imported: a file that is cut off or broken anywhere is refused as one, with nothing
 * stored.
 */
final class ImportFile implements AutoCloseable {
    /** Largest upload. UCDP's whole GED is 80 MB gzipped. */
    private static final long UPLOAD_BYTES = 512L * 1024 * 1024;

    /** Most text in a file; beyond it a gzip is a bomb. */
    private static final long TEXT_BYTES = 8L * 1024 * 1024 * 1024;

    private final FileChannel upload;
    private final List<String> header;
    private final long rows;

    private ImportFile(FileChannel upload, List<String> header, long rows) {
        this.upload = upload;
        this.header = header;
        this.rows = rows;
    }

    List<String> header() {
        return header;
    }

    /** Rows without the header. */
    long rows() {
        return rows;
    }

    /**
     * Receives a file and reads it through once.
     *
     * @param length how many bytes are announced, −1 if none are: who waits to be asked for them is
     *     refused before they are sent
     */
    static ImportFile receive(InputStream body, long length) {
        requireFits(length);
        try {
            FileChannel upload = unnamed();
            try {
                receiveInto(upload, body);
                return checked(upload);
            } catch (RuntimeException | IOException e) {
                upload.close();
                throw e;
            }
        } catch (IOException e) {
            throw fault("body-cut-off", "The upload ended early", "Nothing was stored.");
        }
    }

    /**
     * Its texts are not public: the file has no name as soon as it is open, so a killed process
     * leaves nothing.
     */
    private static FileChannel unnamed() throws IOException {
        Path path = Files.createTempFile("ledger-import-", ".csv");
        FileChannel upload = FileChannel.open(path, READ, WRITE);
        Files.delete(path);
        return upload;
    }

    private static void receiveInto(FileChannel upload, InputStream body) throws IOException {
        OutputStream out = Channels.newOutputStream(upload);
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            total += n;
            requireFits(total);
            out.write(buffer, 0, n);
        }
    }

    private static void requireFits(long bytes) {
        if (bytes > UPLOAD_BYTES) {
            throw new Problem(
                            413,
                            "too-large",
                            "The file is too large",
                            "At most "
                                    + UPLOAD_BYTES
                                    + " bytes are taken; a gzipped file is smaller. Nothing was stored.")
                    .asException();
        }
    }

    private static ImportFile checked(FileChannel upload) {
        long line = 0;
        try {
            CsvReader<CsvRecord> csv = open(upload);
            Optional<List<String>> header = Optional.empty();
            long rows = 0;
            for (CsvRecord record : csv) {
                line = record.getStartingLineNumber();
                if (header.isEmpty()) {
                    header = Optional.of(List.copyOf(record.getFields()));
                } else {
                    rows++;
                }
            }
            return new ImportFile(
                    upload,
                    header.orElseThrow(
                            () ->
                                    fault(
                                            "empty-file",
                                            "The file is empty",
                                            "It has not even a header.")),
                    rows);
        } catch (CsvParseException e) {
            throw fault(
                    "not-csv",
                    "The file is no CSV",
                    "It cannot be read after line " + line + ". Nothing was stored.");
        } catch (IOException e) {
            throw unreadable(e, line);
        } catch (UncheckedIOException e) { // what the iterator makes of one
            throw unreadable(Objects.requireNonNull(e.getCause()), line);
        }
    }

    /** The fault of a file that cannot be read to its end; or ours, if it is none of the file. */
    private static RuntimeException unreadable(Throwable e, long line) {
        return switch (e) {
            case EOFException _ ->
                    fault(
                            "truncated-gzip",
                            "The gzip file ends early",
                            "It is cut off after line " + line + ". Nothing was stored.");
            case ZipException _ ->
                    fault(
                            "broken-gzip",
                            "The gzip file is damaged",
                            "It cannot be read after line " + line + ". Nothing was stored.");
            case CharacterCodingException _ ->
                    fault(
                            "not-utf-8",
                            "The file is not UTF-8",
                            "A byte after line " + line + " is no UTF-8. Nothing was stored.");
            default -> new IllegalStateException("an upload cannot be read again", e);
        };
    }

    /** Columns that a profile needs and the header lacks, and those that it has twice. */
    Problem requireColumns(ImportProfile profile) {
        List<Problem.Error> errors = new ArrayList<>();
        for (String column : profile.required()) {
            if (!header.contains(column)) {
                errors.add(
                        new Problem.Error(
                                column,
                                "missing-column",
                                "the profile " + profile.name() + " needs it"));
            }
        }
        for (String column : Set.copyOf(header)) {
            if (profile.required().contains(column)
                    && header.indexOf(column) != header.lastIndexOf(column)) {
                errors.add(
                        new Problem.Error(column, "repeated-column", "stands in the header twice"));
            }
        }
        return new Problem(
                422,
                "wrong-columns",
                "The header is not that of this profile",
                "Nothing was stored.",
                errors);
    }

    /** Reads the rows once more, in order. */
    RowReader read() throws IOException {
        CsvReader<CsvRecord> csv = open(upload);
        var records = csv.iterator();
        records.next();
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            index.put(header.get(i), i);
        }
        return new RowReader(records, header, index);
    }

    /** Rows in file order. */
    static final class RowReader {
        private final java.util.Iterator<CsvRecord> records;
        private final List<String> header;
        private final Map<String, Integer> index;

        private RowReader(
                java.util.Iterator<CsvRecord> records,
                List<String> header,
                Map<String, Integer> index) {
            this.records = records;
            this.header = header;
            this.index = index;
        }

        /** At most {@code limit} more rows; none at the end. */
        List<FileRow> next(int limit) {
            List<FileRow> rows = new ArrayList<>();
            while (rows.size() < limit && records.hasNext()) {
                rows.add(new FileRow(List.copyOf(records.next().getFields()), header, index));
            }
            return rows;
        }
    }

    /** One row with its fields as they stand in the file. */
    record FileRow(List<String> fields, List<String> columns, Map<String, Integer> index)
            implements ImportProfile.Row {
        @Override
        public String get(String column) {
            Integer at = index.get(column);
            return at == null || at >= fields.size() ? "" : fields.get(at);
        }

        boolean isWhole() {
            return fields.size() == columns.size();
        }
    }

    /** From the start, once more; whoever reads leaves the upload open. */
    private static CsvReader<CsvRecord> open(FileChannel upload) throws IOException {
        InputStream file =
                new BufferedInputStream(Channels.newInputStream(upload.position(0)), 64 * 1024);
        file.mark(2);
        boolean gzip = file.read() == 0x1f && file.read() == 0x8b;
        file.reset();
        InputStream text = new Bounded(gzip ? new GZIPInputStream(file, 64 * 1024) : file);
        Reader reader =
                new InputStreamReader(
                        text,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT));
        return CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .skipEmptyLines(true)
                .ofCsvRecord(reader);
    }

    private static RuntimeException fault(String slug, String title, String detail) {
        return new Problem(422, slug, title, detail, List.of(new Problem.Error("", slug, detail)))
                .asException();
    }

    @Override
    public void close() {
        try {
            upload.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops a gzip that unpacks without end. */
    private static final class Bounded extends java.io.FilterInputStream {
        private long left = TEXT_BYTES;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            left -= Math.max(0, n);
            if (left < 0) {
                throw new ZipException("unpacks to more than " + TEXT_BYTES + " bytes");
            }
            return n;
        }
    }
}
