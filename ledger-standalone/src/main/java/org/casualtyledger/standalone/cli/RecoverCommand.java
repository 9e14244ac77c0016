package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.casualtyledger.audit.published.PublishedLog;
import org.casualtyledger.events.merkle.EntryBundle;
import org.casualtyledger.events.merkle.Tile;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator does once the log is held; the server decides whether it is right. */
@Command(
        name = "recover",
        description =
                "Let a held log go on: put back what a restored backup lost, or say what is to be trusted where the journal is lost.",
        footer = {
            "",
            "  ledger recover --data DIR --from MIRROR",
            "  ledger recover --url URL --from kafka",
            "  ledger recover --data DIR --trust 16573",
            "  ledger recover --data DIR",
            "",
            "Only events that make the very tree which the log's own key signed are put back. Texts behind digests and",
            "idempotency keys are in no mirror, and stay lost. Without an option the log is read again, and goes on if it",
            "is what the journal has.",
            "",
            "The topic may have events that were not signed yet when the database was lost. They are left there unless",
            "--unsigned is given: whoever could write to Kafka could have written them. Left there, they keep the log from",
            "being published to this topic; then name a new one."
        })
final class RecoverCommand implements Callable<Integer> {
    /** A folder of this name is ./kafka. */
    private static final String TOPIC = "kafka";

    private final Session session;

    @Option(
            names = "--from",
            paramLabel = "URL|DIR|kafka",
            description =
                    "A mirror that has what is missing; or 'kafka', for the topic that the server publishes to")
    private @Nullable String mirror;

    @Option(
            names = "--unsigned",
            description = "With --from kafka: put back also what no signature covers")
    private boolean unsigned;

    @Option(
            names = "--trust",
            paramLabel = "SIZE",
            description =
                    "Where the journal is lost: the size of a stored checkpoint that you know to be right")
    private @Nullable Long trusted;

    RecoverCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (mirror != null && trusted != null) {
            throw new UsageFault("--from and --trust are two ways; give one of them");
        }
        boolean fromTopic = TOPIC.equals(mirror);
        if (unsigned && !fromTopic) {
            throw new UsageFault("--unsigned goes with --from kafka alone");
        }
        Path entries = Files.createTempFile("ledger-recover-", ".entries");
        try (OpenLedger ledger = session.open()) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", "application/octet-stream");
            if (mirror != null && !fromTopic) {
                long size = ledger.client().get("/v1/log").json().path("size").asLong(0);
                headers.put("Checkpoint", fetched(mirror, size, entries));
            }
            String path = "/v1/log/recovery" + query(fromTopic);
            String answer;
            try (InputStream body = ledger.client().post(path, entries, headers)) {
                answer = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
            say(answer);
            return ExitCode.OK.code;
        } finally {
            Files.delete(entries);
        }
    }

    private String query(boolean fromTopic) {
        if (fromTopic) {
            return "?from=topic" + (unsigned ? "&unsigned=true" : "");
        }
        return trusted == null ? "" : "?trust=" + trusted;
    }

    private void say(String answer) {
        JsonNode said = JsonMapper.shared().readTree(answer);
        if (said.path("left").asLong() > 0) {
            session.console()
                    .note(
                            "The topic has %d more, which no signature covers: --unsigned puts them back."
                                    .formatted(said.path("left").asLong()));
        }
        session.console()
                .data(
                        session.options().json()
                                ? answer
                                : "The log goes on: %d events are as they were signed, %d of them were put back."
                                        .formatted(
                                                said.path("size").asLong(),
                                                said.path("putBack").asLong()));
    }

    /** Writes the entries that the mirror has beyond a size; its checkpoint in base64. */
    private String fetched(String from, long size, Path missing) throws Exception {
        try (PublishedLog log = LogSource.named(from, session.options().key());
                OutputStream out = Files.newOutputStream(missing)) {
            byte[] note =
                    log.read(PublishedLog.CHECKPOINT)
                            .orElseThrow(() -> new UsageFault(from + " has no checkpoint"));
            long mirrored = Checkpoint.parse(SignedNote.parse(note).text()).size();
            for (long index = size / Tile.FULL; index * Tile.FULL < mirrored; index++) {
                Tile tile = Tile.holding(0, index * Tile.FULL, mirrored);
                List<byte[]> entries = EntryBundle.all(bundle(log, tile)).entries();
                int known = (int) Math.clamp(size - index * Tile.FULL, 0, entries.size());
                out.write(EntryBundle.join(entries.subList(known, entries.size())));
            }
            return Base64.getEncoder().encodeToString(note);
        } catch (SignedNote.NotANote e) {
            throw new UsageFault("the checkpoint of " + from + " " + e.getMessage());
        } catch (IOException e) {
            throw LogSource.fault(URI.create("file:///"), e);
        }
    }

    private static byte[] bundle(PublishedLog log, Tile tile) throws IOException {
        Optional<byte[]> bundle = log.read("tile/" + tile.entriesPath());
        return bundle.orElseThrow(
                () -> new UsageFault(log.name() + " lacks " + tile.entriesPath()));
    }
}
