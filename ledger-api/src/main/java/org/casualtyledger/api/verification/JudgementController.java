package org.casualtyledger.api.verification;

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

/** {@code /v1/incidents/{id}}: what organisations judge of it. */
@RestController
final class JudgementController {
    private final IncidentRequests requests;
    private final JudgementRequests bodies;

    JudgementController(IncidentRequests requests, SecondReader secondReader) {
        this.requests = requests;
        this.bodies = new JudgementRequests(secondReader);
    }

    @RequiresScope(ASSESS)
    @PostMapping("/v1/incidents/{id}/grades")
    CompletableFuture<ResponseEntity<byte[]>> grade(
            @PathVariable("id") String id, HttpServletRequest http, Caller caller) {
        return requests.carryOut(id, "grades", http, caller, bodies::grade);
    }

    @RequiresScope(ASSESS)
    @PostMapping("/v1/incidents/{id}/counts")
    CompletableFuture<ResponseEntity<byte[]>> counts(
            @PathVariable("id") String id, HttpServletRequest http, Caller caller) {
        return requests.carryOut(id, "counts", http, caller, bodies::counts);
    }

    @RequiresScope(ASSESS)
    @PostMapping("/v1/incidents/{id}/approvals")
    CompletableFuture<ResponseEntity<byte[]>> approve(
            @PathVariable("id") String id, HttpServletRequest http, Caller caller) {
        return requests.carryOut(id, "approvals", http, caller, bodies::approval);
    }
}
