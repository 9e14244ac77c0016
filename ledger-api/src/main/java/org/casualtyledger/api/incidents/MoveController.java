package org.casualtyledger.api.incidents;

import static org.casualtyledger.edge.Scope.ASSESS;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletableFuture;
import org.casualtyledger.api.commands.IncidentRequests;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.RequiresScope;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/incidents/{id}}: which reports account for it, and what it is to others. */
@RestController
final class MoveController {
    private final IncidentRequests requests;

    MoveController(IncidentRequests requests) {
        this.requests = requests;
    }

    @RequiresScope(ASSESS)
    @PostMapping("/v1/incidents/{id}/links")
    CompletableFuture<ResponseEntity<byte[]>> link(
            @PathVariable("id") String id, HttpServletRequest http, Caller caller) {
        return requests.carryOut(id, "links", http, caller, MoveRequests::link);
    }

    @RequiresScope(ASSESS)
    @PostMapping("/v1/incidents/{id}/merges")
    CompletableFuture<ResponseEntity<byte[]>> merge(
            @PathVariable("id") String id, HttpServletRequest http, Caller caller) {
        return requests.carryOut(id, "merges", http, caller, MoveRequests::merge);
    }

    @RequiresScope(ASSESS)
    @PostMapping("/v1/incidents/{id}/splits")
    CompletableFuture<ResponseEntity<byte[]>> split(
            @PathVariable("id") String id, HttpServletRequest http, Caller caller) {
        return requests.carryOut(id, "splits", http, caller, MoveRequests::split);
    }

    @RequiresScope(ASSESS)
    @PostMapping("/v1/incidents/{id}/rehomings")
    CompletableFuture<ResponseEntity<byte[]>> rehome(
            @PathVariable("id") String id, HttpServletRequest http, Caller caller) {
        return requests.carryOut(id, "rehomings", http, caller, MoveRequests::rehome);
    }

    @RequiresScope(ASSESS)
    @PostMapping("/v1/incidents/{id}/duplicates")
    CompletableFuture<ResponseEntity<byte[]>> confirm(
            @PathVariable("id") String id, HttpServletRequest http, Caller caller) {
        return requests.carryOut(id, "duplicates", http, caller, MoveRequests::confirm);
    }

    @RequiresScope(ASSESS)
    @PostMapping("/v1/incidents/{id}/dismissals")
    CompletableFuture<ResponseEntity<byte[]>> dismiss(
            @PathVariable("id") String id, HttpServletRequest http, Caller caller) {
        return requests.carryOut(id, "dismissals", http, caller, MoveRequests::dismiss);
    }

    @RequiresScope(ASSESS)
    @PostMapping("/v1/incidents/{id}/reversals")
    CompletableFuture<ResponseEntity<byte[]>> reverse(
            @PathVariable("id") String id, HttpServletRequest http, Caller caller) {
        return requests.carryOut(id, "reversals", http, caller, MoveRequests::reverse);
    }
}
