package org.casualtyledger.api.access;

import static org.casualtyledger.edge.Scope.ADMIN;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.edge.Bodies;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.OpenToAnyKey;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.events.OrganisationId;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /v1/organisations}: who takes part, and their keys. Given out by administrators, shown
 * once.
 */
@RestController
final class OrganisationController {
    /** A registration is a few hundred bytes. */
    private static final int BODY_BYTES = 16 * 1024;

    private final Organisations organisations;

    OrganisationController(Organisations organisations) {
        this.organisations = organisations;
    }

    /** Registers an organisation and gives it a key; with no scopes, none. */
    @RequiresScope(ADMIN)
    @PostMapping("/v1/organisations")
    ResponseEntity<Map<String, Object>> register(HttpServletRequest http, Caller caller) {
        OrganisationRequests.Request request =
                OrganisationRequests.read(Bodies.read(http, BODY_BYTES), Optional.empty());
        Organisations.Registration registered =
                organisations.register(
                        request.id(), request.name(), new OrganisationId(caller.organisation()));
        if (!registered.now()) {
            throw new Problem(
                            409,
                            "already-registered",
                            "The organisation is registered already",
                            "Its registration stands at position " + registered.position() + ".")
                    .asException();
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("organisation", request.id().value());
        answer.put("name", request.name());
        answer.put("position", registered.position());
        if (!request.grant().scopes().isEmpty()) {
            answer.put("key", organisations.giveKey(request.id(), request.grant()));
        }
        return ResponseEntity.status(HttpStatus.CREATED)
                .header("Location", "/v1/organisations/" + request.id())
                .header("Cache-Control", "no-store")
                .body(answer);
    }

    @OpenToAnyKey
    @GetMapping("/v1/organisations/{id}")
    Map<String, Object> one(@PathVariable("id") String id) {
        Organisations.Organisation found = known(id);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("organisation", found.organisation());
        answer.put("name", found.name());
        answer.put("holdsKey", found.holdsKey());
        return answer;
    }

    /** One more key for an organisation. */
    @RequiresScope(ADMIN)
    @PostMapping("/v1/organisations/{id}/keys")
    ResponseEntity<Map<String, Object>> key(
            @PathVariable("id") String id, HttpServletRequest http) {
        Organisations.Organisation found = known(id);
        OrganisationRequests.Request request =
                OrganisationRequests.read(Bodies.read(http, BODY_BYTES), Optional.of(found));
        return ResponseEntity.status(HttpStatus.CREATED)
                .header("Cache-Control", "no-store")
                .body(
                        Map.of(
                                "organisation",
                                id,
                                "key",
                                organisations.giveKey(request.id(), request.grant())));
    }

    /** Revokes all keys of an organisation. */
    @RequiresScope(ADMIN)
    @PostMapping("/v1/organisations/{id}/key-revocations")
    Map<String, Object> revoke(@PathVariable("id") String id) {
        Organisations.Organisation found = known(id);
        return Map.of(
                "organisation",
                id,
                "revoked",
                organisations.revokeKeys(new OrganisationId(found.organisation())));
    }

    /** The administrator key of a new ledger; once. */
    @RequiresScope(ADMIN)
    @PostMapping("/v1/admin/first-key")
    ResponseEntity<Map<String, Object>> firstKey() {
        String key =
                organisations
                        .firstKey(Optional.empty())
                        .orElseThrow(
                                () ->
                                        new Problem(
                                                        409,
                                                        "given-already",
                                                        "The first key was given out already",
                                                        "It is shown once.")
                                                .asException());
        return ResponseEntity.status(HttpStatus.CREATED)
                .header("Cache-Control", "no-store")
                .body(Map.of("key", key));
    }

    private Organisations.Organisation known(String id) {
        return Optional.of(id)
                .filter(OrganisationId::isValid)
                .flatMap(organisations::find)
                .orElseThrow(() -> Problem.notFound("No organisation has this id.").asException());
    }
}
