package org.casualtyledger.api.audit;

import static org.casualtyledger.edge.Scope.AUDIT;
import static org.casualtyledger.edge.Scope.READ;
import static org.casualtyledger.edge.Scope.SUBMIT;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.casualtyledger.api.eventlog.Criterion;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.StoredEvent;
import org.casualtyledger.api.leaf.EventTags;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.note.LogProof;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody keeps of an event: its position and leaf hash, and once a checkpoint covers it the
 * proof, also as a file that needs nothing but the log's public key (C2SP tlog-proof).
 */
@RestController
final class ReceiptController {
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final EventLog log;
    private final SignedTree tree;
    private final LogKey key;

    ReceiptController(EventLog log, SignedTree tree, LogKey key) {
        this.log = log;
        this.tree = tree;
        this.key = key;
    }

    /** Of a report's latest event by its own organisation, or of the one at {@code position}. */
    @RequiresScope({READ, SUBMIT, AUDIT})
    @GetMapping("/v1/reports/{id}/receipt")
    ResponseEntity<byte[]> ofReport(
            @PathVariable("id") String id, HttpServletRequest request, Caller caller) {
        Parameters parameters = new Parameters(request);
        OptionalLong position = parameters.number("position", 0, Long.MAX_VALUE);
        boolean file = parameters.parsed("format", ReceiptController::isFile).orElse(false);
        parameters.done();
        List<StoredEvent> events = events(id);
        if (events.isEmpty() || !maySee(events.getFirst(), caller)) {
            throw Problem.notFound("No report has this id.").asException();
        }
        StoredEvent event =
                events.stream()
                        .filter(e -> position.isEmpty() || e.position() == position.getAsLong())
                        .reduce((_, later) -> later)
                        .orElseThrow(
                                () ->
                                        Problem.notFound(
                                                        "No event of this report has this position.")
                                                .asException());
        return answer(event, file);
    }

    /** Of any event. */
    @RequiresScope(value = AUDIT, openWithPublicLog = true)
    @GetMapping("/v1/log/receipts/{position}")
    ResponseEntity<byte[]> ofPosition(
            @PathVariable("position") String position, HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        boolean file = parameters.parsed("format", ReceiptController::isFile).orElse(false);
        parameters.done();
        List<StoredEvent> events =
                position.matches("[0-9]{1,18}") ? log.read(Long.parseLong(position), 1) : List.of();
        if (events.isEmpty()) {
            throw Problem.notFound("The log has no event at this position.").asException();
        }
        return answer(events.getFirst(), file);
    }

    private static boolean isFile(String format) {
        return switch (format) {
            case "json" -> false;
            case "tlog-proof" -> true;
            default -> throw new IllegalArgumentException("json or tlog-proof");
        };
    }

    private List<StoredEvent> events(String id) {
        try {
            ReportId report = new ReportId(UUID.fromString(id));
            return log.readMatching(
                            List.of(Criterion.tagged(EventTags.report(report))),
                            0,
                            EventLog.MAX_PAGE)
                    .events();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static boolean maySee(StoredEvent first, Caller caller) {
        return caller.may(READ)
                || caller.may(AUDIT)
                || first.by().filter(caller.organisation()::equals).isPresent();
    }

    private ResponseEntity<byte[]> answer(StoredEvent event, boolean file) {
        Optional<LogProof> proof = tree.proof(event.position());
        return file ? file(event, proof) : json(event, proof);
    }

    private static ResponseEntity<byte[]> file(StoredEvent event, Optional<LogProof> proof) {
        LogProof covered =
                proof.orElseThrow(
                        () ->
                                new Problem(
                                                409,
                                                "not-signed-yet",
                                                "No checkpoint covers this event yet",
                                                "One is signed within seconds; ask again.")
                                        .asException());
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.noCache())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + event.position() + ".tlog-proof\"")
                .body(covered.text().getBytes(StandardCharsets.UTF_8));
    }

    private ResponseEntity<byte[]> json(StoredEvent event, Optional<LogProof> proof) {
        ObjectNode out = Json.object();
        out.put("origin", key.origin());
        out.put("position", event.position());
        out.put("leafHash", HexFormat.of().formatHex(event.leafHash()));
        out.put("at", EventCodec.instant(event.at()));
        out.put("type", event.type());
        out.put("covered", proof.isPresent());
        proof.ifPresent(
                covered -> {
                    out.put(
                            "checkpoint",
                            new String(covered.checkpoint().bytes(), StandardCharsets.UTF_8));
                    ArrayNode path = out.putArray("proof");
                    covered.path()
                            .forEach(hash -> path.add(Base64.getEncoder().encodeToString(hash)));
                });
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .body(out.toString().getBytes(StandardCharsets.UTF_8));
    }
}
