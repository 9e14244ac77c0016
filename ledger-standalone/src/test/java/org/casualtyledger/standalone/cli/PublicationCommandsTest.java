package org.casualtyledger.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.standalone.SyntheticClaim.incident;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.audit.published.HttpLog;
import org.casualtyledger.audit.verify.Terms;
import org.casualtyledger.audit.verify.Verdict;
import org.casualtyledger.audit.verify.Verifier;
import org.casualtyledger.counting.TallyReceipt;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.VerifierKey;
import org.casualtyledger.standalone.RealLedger;
import org.casualtyledger.standalone.SyntheticClaim;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Receipts, published numbers, challenges and answers by commands, against the real ledger and its
 * own signer.
 */
class PublicationCommandsTest {
    @TempDir Path folder;

    private RealLedger.Organisation monitor;
    private RealLedger.Organisation reader;
    private Shell shell;

    @BeforeEach
    void a_monitor_and_a_reader() {
        monitor = RealLedger.organisation("submit", "read");
        reader = RealLedger.organisation("read");
    }

    @Test
    void a_receipt_is_a_note_that_the_ledgers_keys_signed() throws Exception {
        submit("a", incident().at("Receipt Town").killed(3, 4));
        Path file = folder.resolve("a.note");

        done(
                monitor,
                asOfNow("tally", "--organisation", monitor.id(), "--receipt", file.toString()));

        SignedNote note = SignedNote.parse(Files.readAllBytes(file));
        VerifierKey tallies = key("/v1/tallies/key");
        VerifierKey log = key("/log/key");
        assertThat(note.verifiedBy(List.of(tallies))).containsExactly(tallies);
        assertThat(tallies.name()).isEqualTo(log.name() + "/tallies");
        TallyReceipt receipt = TallyReceipt.parse(note.text());
        assertThat(receipt.query()).isEqualTo("organisation=" + monitor.id());
        assertThat(receipt.checkpoint().origin()).isEqualTo(log.name());
        assertThat(receipt.answer().get("total").get("killed").get("max").intValue()).isEqualTo(4);
    }

    @Test
    void an_independent_verifier_counts_again_what_the_receipt_says() throws Exception {
        submit("a", incident().at("Verified Town").killed(5, 8));
        submit("b", incident().at("Verified Town").killed(1, 1));
        try (HttpLog log =
                HttpLog.open(RealLedger.url(), Optional.of(RealLedger.address().key()))) {
            Verdict verdict = new Verifier(List::of).verify(log, Terms.trusting(), _ -> {});
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Verdict.Sound.class, sound -> assertThat(sound.receipted()).isTrue());
        }
    }

    @Test
    void a_number_is_published_corrected_challenged_and_answered() {
        String report = submit("a", incident().at("Published Town").killed(3, 4));
        done(
                monitor,
                asOfNow(
                        "publish",
                        "Killed in Published Town",
                        "--organisation",
                        monitor.id(),
                        "--published-at",
                        "https://example.org/town"));
        assertThat(shell.out()).contains("accepted  tally-published");
        String publication = after("publication ");

        correct(report, incident().at("Published Town").killed(3, 9));
        done(monitor, "publication", publication);
        assertThat(shell.out().replaceAll(" +", " "))
                .contains("Killed in Published Town", "https://example.org/town")
                .contains("organisation=" + monitor.id() + ", counted by documented@2")
                .containsPattern("then \\d+ 1 1 3–4 ")
                .containsPattern("now \\d+ 1 1 3–9 ")
                .contains("0/+5", "Nobody has challenged it.");

        done(
                reader,
                "challenge",
                "--publication",
                publication,
                "--code",
                "wrong-harm",
                "--grounds",
                "The hospital says otherwise.");
        String challenge = after("challenge ");
        assertThat(
                        Shell.as(reader, "answer", challenge, "--outcome", "noted", "--text", "No.")
                                .exit())
                .isNotZero();
        done(
                monitor,
                "answer",
                challenge,
                "--outcome",
                "upheld",
                "--text",
                "Corrected.",
                "--public");
        caughtUp();

        done(monitor, "publication", publication);
        assertThat(shell.out())
                .contains("wrong-harm, by " + reader.id(), ": upheld")
                .contains("The hospital says otherwise.", "Corrected.");
        RealLedger.Organisation other = RealLedger.organisation("read");
        done(other, "publication", publication);
        assertThat(shell.out())
                .doesNotContain("The hospital says otherwise.")
                .contains("(a text that is restricted)", "Corrected.");
        done(other, "publication", "--organisation", monitor.id());
        assertThat(shell.out()).contains(publication, "Killed in Published Town", "3–4");
    }

    @Test
    void a_receipt_from_a_file_is_published_and_a_changed_one_is_not() throws Exception {
        submit("a", incident().at("File Town").killed(2, 2));
        Path file = folder.resolve("r.note");
        done(
                monitor,
                asOfNow("tally", "--organisation", monitor.id(), "--receipt", file.toString()));

        done(monitor, "publish", "From a file", "--receipt", file.toString());
        done(monitor, "publish", "From a file", "--receipt", file.toString());
        assertThat(shell.out()).contains("unchanged");

        String changed = Files.readString(file).replace("\"max\":2", "\"max\":1");
        Path forged = Files.writeString(folder.resolve("forged.note"), changed, UTF_8);
        Shell refused = Shell.as(monitor, "publish", "Forged", "--receipt", forged.toString());
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err()).contains("/receipt");
        assertThat(Shell.as(monitor, "publish", "N", "--receipt", "r", "--theatre", "SYR").exit())
                .isEqualTo(ExitCode.USAGE.code);
    }

    @Test
    void a_report_is_challenged_and_its_challenges_are_listed() {
        String report = submit("a", incident().at("Challenged Town").killed(1, 1));
        done(
                reader,
                "challenge",
                "--report",
                report,
                "--code",
                "double-counted",
                "--grounds",
                "It is the report of the day before.",
                "--public");
        caughtUp();

        done(monitor, "challenge", "--report", report);

        assertThat(shell.out())
                .contains("double-counted, by " + reader.id(), ": not answered")
                .contains("It is the report of the day before.");
        done(reader, "challenge", "--report", report, "--json");
        assertThat(JsonMapper.shared().readTree(shell.out()).path("organisation").asString())
                .isEqualTo(monitor.id());
        assertThat(Shell.as(reader, "challenge", "--report", report, "--code", "other").exit())
                .isEqualTo(ExitCode.USAGE.code);
        assertThat(Shell.as(reader, "challenge", "--code", "other", "--grounds", "x").exit())
                .isEqualTo(ExitCode.USAGE.code);
    }

    private String submit(String externalId, SyntheticClaim claim) {
        JsonNode receipt =
                monitor.requests().post("/v1/reports", claim.as(externalId)).is(201).json();
        caughtUp();
        return receipt.path("report").asString();
    }

    private void correct(String report, SyntheticClaim claim) {
        monitor.requests()
                .post(
                        "/v1/reports/" + report + "/corrections",
                        claim.because("More are known"),
                        Map.of("If-Match", "*"))
                .is(201);
        caughtUp();
    }

    private long caughtUp() {
        JsonNode health = RealLedger.asOperator().get("/v1/health").is(200).json();
        long size = health.path("head").path("size").asLong();
        monitor.requests().counted(size - 1);
        return size;
    }

    /**
     * The position is named, so that the signer is waited for; and the methodology, since others
     * may have chosen another default.
     */
    private String[] asOfNow(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--as-of", Long.toString(caughtUp() - 1)));
        all.addAll(List.of("--methodology", "documented@2"));
        return all.toArray(String[]::new);
    }

    private static VerifierKey key(String path) {
        return VerifierKey.parse(RealLedger.asOperator().get(path).is(200).body());
    }

    private String after(String label) {
        return shell.out().replaceAll("(?s).*" + label + "([0-9a-f-]{36}).*", "$1");
    }

    private void done(RealLedger.Organisation who, String... arguments) {
        shell = Shell.as(who, arguments);
        assertThat(shell.exit()).as(shell.err()).isZero();
    }
}
