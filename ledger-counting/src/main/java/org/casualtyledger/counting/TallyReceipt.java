package org.casualtyledger.counting;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.casualtyledger.events.PublishedReceiptJson;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a ledger signs of a tally: the question, the rules, the position, and the digests by which
 * whoever has the log counts it again. It is the text of a signed note: a line that names the
 * format, then one line of canonical JSON.
 *
 * @param query as it was asked, canonical: {@code by=place&theatre=SYR}; empty for the total
 * @param position as of which it stands; below the checkpoint's size
 * @param checkpoint the tree in which the position lies
 * @param methodology name and version
 * @param methodologyHash of its document, lower-case hexadecimal
 * @param gazetteer SHA-256 of the gazetteer that named places; empty where none did
 * @param tallyDigest digest v1 of the whole tally at the position ({@link TallyDigest})
 * @param postingsDigest digest v1 of the journal up to the position
 * @param answer what the question was answered with
 */
public record TallyReceipt(
        String query,
        long position,
        Checkpoint checkpoint,
        String methodology,
        String methodologyHash,
        int semantics,
        Optional<String> gazetteer,
        String tallyDigest,
        String postingsDigest,
        JsonNode answer) {
    /** The first line. */
    public static final String FORMAT = PublishedReceiptJson.FORMAT;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public TallyReceipt {
        if (position < 0 || position >= checkpoint.size()) {
            throw new IllegalArgumentException(
                    "position " + position + " under a checkpoint of " + checkpoint.size());
        }
        requireHash(methodologyHash);
        requireHash(tallyDigest);
        requireHash(postingsDigest);
        gazetteer.ifPresent(TallyReceipt::requireHash);
    }

    private static void requireHash(String hash) {
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("no SHA-256: " + hash);
        }
    }

    /** The note's text. */
    public String text() {
        ObjectNode json = Json.object();
        json.put("query", query);
        json.put("position", position);
        json.put("checkpoint", checkpoint.text());
        json.put("methodology", methodology);
        json.put("methodologyHash", methodologyHash);
        json.put("semantics", semantics);
        gazetteer.ifPresentOrElse(
                hash -> json.put("gazetteer", hash), () -> json.putNull("gazetteer"));
        json.put("tallyDigest", tallyDigest);
        json.put("postingsDigest", postingsDigest);
        json.set("answer", answer);
        return FORMAT + "\n" + CanonicalJson.text(json) + "\n";
    }

    /**
     * Reads a note's text.
     *
     * @throws SignedNote.NotANote for a text that is no receipt
     */
    public static TallyReceipt parse(String text) throws SignedNote.NotANote {
        String[] lines = text.split("\n", -1);
        if (lines.length != 3 || !lines[0].equals(FORMAT) || !lines[2].isEmpty()) {
            throw new SignedNote.NotANote("a tally's receipt has two lines, the first " + FORMAT);
        }
        try {
            JsonNode json = Json.parse(lines[1].getBytes(StandardCharsets.UTF_8));
            TallyReceipt receipt =
                    new TallyReceipt(
                            json.required("query").stringValue(),
                            json.required("position").longValue(),
                            Checkpoint.parse(json.required("checkpoint").stringValue()),
                            json.required("methodology").stringValue(),
                            json.required("methodologyHash").stringValue(),
                            json.required("semantics").intValue(),
                            Optional.of(json.required("gazetteer"))
                                    .filter(JsonNode::isString)
                                    .map(JsonNode::stringValue),
                            json.required("tallyDigest").stringValue(),
                            json.required("postingsDigest").stringValue(),
                            json.required("answer"));
            if (!receipt.text().equals(text)) {
                throw new SignedNote.NotANote("a tally's receipt is canonical JSON");
            }
            return receipt;
        } catch (Json.Malformed | DatabindException | IllegalArgumentException e) {
            throw new SignedNote.NotANote("no tally's receipt: " + e.getMessage());
        }
    }
}
