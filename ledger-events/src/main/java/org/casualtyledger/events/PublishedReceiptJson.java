package org.casualtyledger.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Receipts of tallies as JSON: as a leaf keeps them, and as the text of a signed note has them. The
 * facts have one form in both; a note has the whole answer where a leaf has its total and hash.
 */
public final class PublishedReceiptJson {
    /** The first line of a receipt's text. */
    public static final String FORMAT = "casualty-ledger/tally-receipt/v1";

    /** The largest integer that every reader of JSON reads exactly (RFC 8785). */
    private static final long EXACT = (1L << 53) - 1;

    private PublishedReceiptJson() {}

    /** As a leaf keeps it. */
    public static ObjectNode write(PublishedReceipt r) {
        ObjectNode out = Json.object();
        if (!r.query().isEmpty()) {
            out.put("query", r.query());
        }
        out.put("position", r.position());
        out.put("checkpoint", r.checkpoint().text());
        out.put("methodology", r.methodology());
        out.put("methodologyHash", r.methodologyHash());
        out.put("semantics", r.semantics());
        r.gazetteer().ifPresent(hash -> out.put("gazetteer", hash));
        out.put("tallyDigest", r.tallyDigest());
        out.put("postingsDigest", r.postingsDigest());
        out.set("total", total(r.total()));
        out.put("answerHash", r.answerHash());
        out.put("signature", r.signature());
        return out;
    }

    private static ObjectNode total(PublishedTotal total) {
        ObjectNode out = Json.object();
        out.put("incidents", total.incidents());
        out.put("withCivilianHarm", total.withCivilianHarm());
        if (total.disputed() != 0) {
            out.put("disputed", total.disputed());
        }
        out.set("killed", sum(total.killed()));
        out.set("injured", sum(total.injured()));
        out.set("undetermined", sum(total.undetermined()));
        return out;
    }

    private static ObjectNode sum(PublishedTotal.Sum sum) {
        ObjectNode out = Json.object();
        sum.min().ifPresent(min -> out.put("min", min));
        sum.max().ifPresent(max -> out.put("max", max));
        return out.put("notStated", sum.notStated()).put("openEnded", sum.openEnded());
    }

    /** Reads what a leaf keeps; empty, with faults, for what is none. */
    static Optional<PublishedReceipt> read(Fields f) {
        f.require("total");
        f.require("answerHash");
        f.require("signature");
        Optional<PublishedTotal> total = f.object("total").flatMap(PublishedReceiptJson::readTotal);
        Optional<String> hash = ResolutionEventCodec.sha256(f, "answerHash");
        Optional<String> signature = f.name("signature", Limits.SIGNATURE);
        return total.isPresent() && hash.isPresent() && signature.isPresent()
                ? facts(f, total.get(), hash.get(), signature.get())
                : Optional.empty();
    }

    /**
     * What a leaf keeps of a receipt.
     *
     * @param signature one line of the note, by the key that signs receipts; verified before
     * @param faults names every one under the pointer {@code /receipt}
     * @return empty, with faults, for a note whose text is no receipt
     */
    public static Optional<PublishedReceipt> of(
            SignedNote note, SignedNote.Line signature, Faults faults) {
        String[] lines = note.text().split("\n", -1);
        if (lines.length != 3 || !lines[0].equals(FORMAT)) {
            faults.add("/receipt", "no-receipt", "must be a note that begins with " + FORMAT);
            return Optional.empty();
        }
        try {
            JsonNode json = Json.parse(lines[1].getBytes(UTF_8));
            if (!CanonicalJson.text(json).equals(lines[1])) {
                faults.add("/receipt", "no-receipt", "its second line must be canonical JSON");
                return Optional.empty();
            }
            return ofText(Fields.of(json, "/receipt", faults), signature);
        } catch (Json.Malformed | IllegalArgumentException e) {
            faults.add("/receipt", "no-receipt", "its second line must be canonical JSON");
            return Optional.empty();
        }
    }

    private static Optional<PublishedReceipt> ofText(Fields f, SignedNote.Line signature) {
        f.require("answer");
        Optional<Fields> answer = f.object("answer");
        answer.ifPresent(a -> a.require("total"));
        Optional<PublishedTotal> total =
                answer.flatMap(a -> a.object("total")).flatMap(PublishedReceiptJson::readTotal);
        if (total.isEmpty() || !f.faults().isEmpty()) {
            return Optional.empty();
        }
        byte[] canonical = CanonicalJson.bytes(f.raw("answer").orElseThrow());
        String hash = HexFormat.of().formatHex(Merkle.sha256().digest(canonical));
        return facts(f, total.get(), hash, signature.toString());
    }

    private static Optional<PublishedReceipt> facts(
            Fields f, PublishedTotal total, String answerHash, String signature) {
        for (String name :
                new String[] {
                    "position",
                    "checkpoint",
                    "methodology",
                    "methodologyHash",
                    "semantics",
                    "tallyDigest",
                    "postingsDigest"
                }) {
            f.require(name);
        }
        String query =
                f.raw("query")
                                .filter(text -> text.isString() && text.stringValue().isEmpty())
                                .isPresent()
                        ? ""
                        : f.name("query", Limits.QUERY).orElse("");
        OptionalLong position = integer(f, "position", 0);
        Optional<Checkpoint> checkpoint = checkpoint(f);
        Optional<String> methodology = f.name("methodology", 2 * Limits.CODE);
        Optional<String> methodologyHash = ResolutionEventCodec.sha256(f, "methodologyHash");
        OptionalInt semantics = f.integer("semantics", 1, 1_000_000);
        Optional<String> gazetteer = ResolutionEventCodec.sha256(f, "gazetteer");
        Optional<String> tally = ResolutionEventCodec.sha256(f, "tallyDigest");
        Optional<String> postings = ResolutionEventCodec.sha256(f, "postingsDigest");
        if (!f.faults().isEmpty()) {
            return Optional.empty();
        }
        return EventCodec.parsed(
                f,
                "position",
                () ->
                        new PublishedReceipt(
                                query,
                                position.orElseThrow(),
                                checkpoint.orElseThrow(),
                                methodology.orElseThrow(),
                                methodologyHash.orElseThrow(),
                                semantics.orElseThrow(),
                                gazetteer,
                                tally.orElseThrow(),
                                postings.orElseThrow(),
                                total,
                                answerHash,
                                signature));
    }

    private static Optional<Checkpoint> checkpoint(Fields f) {
        return f.text("checkpoint", Limits.QUERY)
                .flatMap(
                        text -> {
                            try {
                                return Optional.of(Checkpoint.parse(text));
                            } catch (SignedNote.NotANote e) {
                                f.faults()
                                        .add(
                                                f.pointerTo("checkpoint"),
                                                "not-a-checkpoint",
                                                String.valueOf(e.getMessage()));
                                return Optional.empty();
                            }
                        });
    }

    private static Optional<PublishedTotal> readTotal(Fields f) {
        for (String name :
                new String[] {
                    "incidents", "withCivilianHarm", "killed", "injured", "undetermined"
                }) {
            f.require(name);
        }
        OptionalLong incidents = integer(f, "incidents", -EXACT);
        OptionalLong harm = integer(f, "withCivilianHarm", -EXACT);
        OptionalLong disputed = integer(f, "disputed", -EXACT);
        Optional<PublishedTotal.Sum> killed = sum(f, "killed");
        Optional<PublishedTotal.Sum> injured = sum(f, "injured");
        Optional<PublishedTotal.Sum> undetermined = sum(f, "undetermined");
        return incidents.isPresent()
                        && harm.isPresent()
                        && killed.isPresent()
                        && injured.isPresent()
                        && undetermined.isPresent()
                ? Optional.of(
                        new PublishedTotal(
                                incidents.getAsLong(),
                                harm.getAsLong(),
                                disputed.orElse(0),
                                killed.get(),
                                injured.get(),
                                undetermined.get()))
                : Optional.empty();
    }

    private static Optional<PublishedTotal.Sum> sum(Fields of, String name) {
        return of.object(name)
                .flatMap(
                        f -> {
                            f.require("notStated");
                            f.require("openEnded");
                            OptionalLong min = integer(f, "min", -EXACT);
                            OptionalLong max = integer(f, "max", -EXACT);
                            OptionalLong notStated = integer(f, "notStated", -EXACT);
                            OptionalLong openEnded = integer(f, "openEnded", -EXACT);
                            return notStated.isPresent() && openEnded.isPresent()
                                    ? Optional.of(
                                            new PublishedTotal.Sum(
                                                    min,
                                                    max,
                                                    notStated.getAsLong(),
                                                    openEnded.getAsLong()))
                                    : Optional.empty();
                        });
    }

    private static OptionalLong integer(Fields f, String name, long min) {
        return f.raw(name)
                .map(
                        value ->
                                Fields.integer(
                                        value, () -> f.pointerTo(name), min, EXACT, f.faults()))
                .orElse(OptionalLong.empty());
    }
}
