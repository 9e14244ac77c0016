package org.casualtyledger.standalone.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A CSV (RFC 4180, UTF-8, first line the header) of things to do, checked as a whole before any of
 * them is done.
 *
 * @param sha256 of its bytes, in hex: from it and a row's number follows the row's idempotency key,
 *     so that the same file twice does nothing twice
 */
record BulkFile(List<String> header, List<BulkRow> rows, String sha256) {

    static final List<String> COLUMNS =
            List.of("action", "incident", "report", "value", "reason", "methodology", "review");

    /** A day's work of a large desk; beyond it a file was made by a program that can split it. */
    private static final int MOST_ROWS = 100_000;

    private static final long MOST_BYTES = 64L * 1024 * 1024;

    /** The part of the hash that makes a key: 128 bits are enough to never meet another file. */
    private static final int KEY_HEX = 32;

    BulkFile {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    String idempotencyKey(BulkRow row) {
        return "bulk-" + sha256.substring(0, KEY_HEX) + "-" + row.number();
    }

    /**
     * @throws Refusal naming every fault with its row and column
     */
    static BulkFile read(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new UsageFault("cannot read " + file);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw refused(
                    List.of(
                            new Problem.Fault(
                                    "", "too-large", "at most " + MOST_BYTES + " bytes")));
        }
        byte[] bytes = Files.readAllBytes(file);
        List<List<String>> records = records(bytes);
        List<String> header = records.isEmpty() ? List.of() : records.getFirst();
        List<Problem.Fault> faults = new ArrayList<>(faultsOf(header));
        List<BulkRow> rows = new ArrayList<>();
        if (faults.isEmpty()) {
            for (List<String> record : records.subList(1, records.size())) {
                rows.add(row(header, record, rows.size() + 1, faults));
            }
            rows.forEach(row -> faults.addAll(row.faults()));
            if (rows.isEmpty() || rows.size() > MOST_ROWS) {
                faults.add(
                        new Problem.Fault(
                                "", "rows", "there must be between 1 and " + MOST_ROWS + " rows"));
            }
        }
        if (!faults.isEmpty()) {
            throw refused(faults);
        }
        return new BulkFile(header, rows, sha256(bytes));
    }

    private static Refusal refused(List<Problem.Fault> faults) {
        return new Refusal(
                new Problem(
                        422,
                        "bulk-file",
                        "The file is not as it must be; nothing was sent",
                        "",
                        faults));
    }

    private static List<List<String>> records(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw refused(List.of(new Problem.Fault("", "encoding", "must be UTF-8")));
        }
        List<List<String>> records = new ArrayList<>();
        try (CsvReader<CsvRecord> csv =
                CsvReader.builder()
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .skipEmptyLines(true)
                        .ofCsvRecord(text.startsWith("\ufeff") ? text.substring(1) : text)) {
            csv.forEach(record -> records.add(List.copyOf(record.getFields())));
            return records;
        } catch (CsvParseException | IOException e) {
            throw refused(
                    List.of(new Problem.Fault("", "not-csv", String.valueOf(e.getMessage()))));
        }
    }

    private static List<Problem.Fault> faultsOf(List<String> header) {
        List<Problem.Fault> faults = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            if (!COLUMNS.contains(column)) {
                faults.add(
                        new Problem.Fault(
                                "header, " + column,
                                "unknown",
                                "columns are " + String.join(", ", COLUMNS)));
            } else if (!seen.add(column)) {
                faults.add(new Problem.Fault("header, " + column, "twice", "stands there twice"));
            }
        }
        if (!seen.contains("action")) {
            faults.add(new Problem.Fault("header, action", "missing", "says what to do in a row"));
        }
        return faults;
    }

    private static BulkRow row(
            List<String> header, List<String> record, int number, List<Problem.Fault> faults) {
        if (record.size() != header.size()) {
            faults.add(
                    new Problem.Fault(
                            "row " + number,
                            "fields",
                            record.size() + " fields under " + header.size() + " columns"));
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < Math.min(header.size(), record.size()); i++) {
            values.put(header.get(i), record.get(i));
        }
        return new BulkRow(number, record, values);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
