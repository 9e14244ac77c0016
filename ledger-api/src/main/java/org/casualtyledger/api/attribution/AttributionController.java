package org.casualtyledger.api.attribution;

import static org.casualtyledger.edge.Scope.ASSESS;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletableFuture;
import org.casualtyledger.api.commands.IncidentRequests;
import org.casualtyledger.api.commands.SecondReader;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.RequiresScope;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/incidents/{id}}: who is held responsible for it, and what belligerents say. */
@RestController
final class AttributionController {
    private final IncidentRequests requests;
    private final AttributionRequests bodies;

    AttributionController(IncidentRequests requests, SecondReader secondReader) {
        this.requests = requests;
        this.bodies = new AttributionRequests(secondReader);
    }

    @RequiresScope(ASSESS)
    @PostMapping("/v1/incidents/{id}/responsibilities")
    CompletableFuture<ResponseEntity<byte[]>> responsibility(
            @PathVariable("id") String id, HttpServletRequest http, Caller caller) {
        return requests.carryOut(id, "responsibilities", http, caller, bodies::responsibility);
    }

    @RequiresScope(ASSESS)
    @PostMapping("/v1/incidents/{id}/statements")
    CompletableFuture<ResponseEntity<byte[]>> statement(
            @PathVariable("id") String id, HttpServletRequest http, Caller caller) {
        return requests.carryOut(id, "statements", http, caller, bodies::statement);
    }
}
