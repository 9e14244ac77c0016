package org.casualtyledger.projections.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.casualtyledger.edge.Scope.ADMIN;
import static org.casualtyledger.edge.Scope.AUDIT;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.Base64;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.processing.ReadSideUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/topic}: how far the topic is checked. */
@RestController
final class TopicController {
    private static final Logger LOG = LoggerFactory.getLogger(TopicController.class);

    private final TopicCheck check;

    TopicController(TopicCheck check) {
        this.check = check;
    }

    @RequiresScope({AUDIT, ADMIN})
    @GetMapping("/v1/topic")
    ResponseEntity<byte[]> state(HttpServletRequest request) {
        new Parameters(request).done();
        return answer();
    }

    /** After what was at fault is mended; where there is no fault, nothing happens. */
    @RequiresScope(ADMIN)
    @PostMapping("/v1/topic/resumption")
    ResponseEntity<byte[]> resume(HttpServletRequest request, Caller caller) {
        new Parameters(request).done();
        try {
            check.resume();
            LOG.info("the topic's check is resumed by {}", caller.organisation());
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
        return answer();
    }

    /** Never kept by anybody: it changes while it is looked at. */
    private ResponseEntity<byte[]> answer() {
        try {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(json(check.state()).toString().getBytes(UTF_8));
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    private static ObjectNode json(TopicState state) {
        ObjectNode json = Json.object();
        json.put("read", state.read().size());
        if (state.agreed().size() == 0) {
            json.putNull("checkpoint");
        } else {
            ObjectNode checkpoint = json.putObject("checkpoint");
            checkpoint.put("size", state.agreed().size());
            checkpoint.put("root", Base64.getEncoder().encodeToString(state.agreed().root()));
            state.agreedAt().ifPresent(at -> checkpoint.put("checkedAt", at.toString()));
        }
        json.put("checkedBy", state.owner().orElse(null));
        state.fault()
                .ifPresentOrElse(
                        fault -> {
                            ObjectNode told = json.putObject("fault");
                            told.put("position", fault.position());
                            told.put("last", fault.last());
                            told.put("reason", fault.reason());
                            told.put("at", fault.at().toString());
                        },
                        () -> json.putNull("fault"));
        return json;
    }
}
