package org.casualtyledger.counting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.PublishedReceipt;
import org.casualtyledger.events.PublishedReceiptJson;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Fault;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What a leaf keeps of a receipt is what the ledger signed. */
class PublishedReceiptTest {
    private static final SigningKey KEY =
            SigningKey.generate("ledger.example/log/tallies", VerifierKey.ED25519);

    @Test
    void every_fact_of_a_receipt_is_kept_and_its_answer_by_hash() {
        TallyReceipt receipt = receipt(answer(Measures.ZERO));
        SignedNote.Line line = KEY.sign(receipt.text());
        PublishedReceipt kept = kept(receipt.text(), line, new Faults()).orElseThrow();
        assertThat(kept.query()).isEqualTo(receipt.query());
        assertThat(kept.position()).isEqualTo(receipt.position());
        assertThat(kept.checkpoint()).isEqualTo(receipt.checkpoint());
        assertThat(kept.methodology()).isEqualTo(receipt.methodology());
        assertThat(kept.methodologyHash()).isEqualTo(receipt.methodologyHash());
        assertThat(kept.tallyDigest()).isEqualTo(receipt.tallyDigest());
        assertThat(kept.postingsDigest()).isEqualTo(receipt.postingsDigest());
        assertThat(kept.gazetteer()).isEqualTo(receipt.gazetteer());
        assertThat(kept.answerHash()).isEqualTo(sha256(CanonicalJson.bytes(receipt.answer())));
        byte[] note = new SignedNote(receipt.text(), List.of(line)).bytes();
        assertThat(new String(note, UTF_8)).endsWith("\n" + kept.signature() + "\n");
    }

    @Test
    void its_total_is_kept_as_a_range_and_what_nobody_stated_stays_unknown() {
        Measures stated =
                new Measures(
                        3,
                        2,
                        1,
                        new Bounds(10, 14, 0, 1),
                        new Bounds(0, 0, 3, 0),
                        new Bounds(0, 0, 3, 0));
        TallyReceipt receipt = receipt(answer(stated));
        PublishedReceipt kept =
                kept(receipt.text(), KEY.sign(receipt.text()), new Faults()).orElseThrow();
        assertThat(kept.total().incidents()).isEqualTo(3);
        assertThat(kept.total().disputed()).isEqualTo(1);
        assertThat(kept.total().killed().min()).hasValue(10);
        assertThat(kept.total().killed().max()).hasValue(14);
        assertThat(kept.total().injured().min()).isEmpty();
    }

    @Test
    void what_is_no_receipt_is_named() {
        for (String text :
                List.of(
                        "something else\n",
                        TallyReceipt.FORMAT + "\n{ }\n",
                        TallyReceipt.FORMAT + "\n{}\n",
                        TallyReceipt.FORMAT + "\n{\"answer\":{\"total\":1.5}}\n",
                        TallyReceipt.FORMAT + "\nnothing\n")) {
            Faults faults = new Faults();
            assertThat(kept(text, KEY.sign(text), faults)).as(text).isEmpty();
            assertThat(faults.list().stream().map(Fault::pointer))
                    .as(text)
                    .isNotEmpty()
                    .allMatch(pointer -> pointer.startsWith("/receipt"));
        }
    }

    private static Optional<PublishedReceipt> kept(
            String text, SignedNote.Line line, Faults faults) {
        return PublishedReceiptJson.of(new SignedNote(text, List.of(line)), line, faults);
    }

    private static ObjectNode answer(Measures total) {
        ObjectNode answer = Json.object();
        answer.putArray("rows");
        answer.set("total", total.json());
        return answer;
    }

    private static TallyReceipt receipt(ObjectNode answer) {
        return new TallyReceipt(
                "",
                41,
                new Checkpoint("ledger.example/log", 42, Merkle.emptyRoot()),
                "documented@2",
                "ab".repeat(32),
                2,
                Optional.of("01".repeat(32)),
                "cd".repeat(32),
                "ef".repeat(32),
                answer);
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Merkle.sha256().digest(bytes));
    }
}
