package org.casualtyledger.api.signing;

import static org.casualtyledger.edge.Scope.SUBMIT;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.casualtyledger.api.commands.IdempotencyHeader;
import org.casualtyledger.api.commands.StandingAnswer;
import org.casualtyledger.edge.Bodies;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.OpenToAnyKey;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.signature.KeyId;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /v1/organisations/{id}/signing-keys}: public halves alone. They are no API keys: those
 * open doors here, and are given out under {@code /keys}.
 */
@RestController
final class SigningController {
    /** A key with two signatures is some hundred bytes. */
    private static final int BODY_BYTES = 16 * 1024;

    private final SigningKeys keys;

    SigningController(SigningKeys keys) {
        this.keys = keys;
    }

    @RequiresScope(SUBMIT)
    @PostMapping("/v1/organisations/{id}/signing-keys")
    ResponseEntity<byte[]> add(
            @PathVariable("id") String id, HttpServletRequest request, Caller caller) {
        new Parameters(request).done();
        OrganisationId own = own(id, caller);
        byte[] body = Bodies.read(request, BODY_BYTES);
        SigningCommand.AddKey command = SigningRequests.key(own, body);
        return StandingAnswer.of(
                Json.object()
                        .put("organisation", own.value())
                        .put("keyId", command.event().keyId().value()),
                keys.carryOut(
                        command,
                        IdempotencyHeader.read(request, own.value(), "signing-keys", body)));
    }

    @RequiresScope(SUBMIT)
    @PostMapping("/v1/organisations/{id}/signing-keys/{keyId}/revocations")
    ResponseEntity<byte[]> revoke(
            @PathVariable("id") String id,
            @PathVariable("keyId") String keyId,
            HttpServletRequest request,
            Caller caller) {
        new Parameters(request).done();
        OrganisationId own = own(id, caller);
        KeyId key =
                Optional.of(keyId)
                        .filter(KeyId::isValid)
                        .map(KeyId::new)
                        .orElseThrow(() -> new SigningRefusal.NoSuchKey().problem().asException());
        byte[] body = Bodies.read(request, BODY_BYTES);
        return StandingAnswer.of(
                Json.object().put("organisation", own.value()).put("keyId", key.value()),
                keys.carryOut(
                        SigningRequests.revocation(own, key, body),
                        IdempotencyHeader.read(
                                request, own.value(), "signing-keys/" + keyId, body)));
    }

    @OpenToAnyKey
    @GetMapping("/v1/organisations/{id}/signing-keys")
    ResponseEntity<byte[]> list(@PathVariable("id") String id, HttpServletRequest request) {
        new Parameters(request).done();
        OrganisationId organisation =
                Optional.of(id)
                        .filter(OrganisationId::isValid)
                        .map(OrganisationId::new)
                        .filter(keys::isRegistered)
                        .orElseThrow(
                                () ->
                                        Problem.notFound("No organisation has this id.")
                                                .asException());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        SigningViews.keys(keys.read(organisation))
                                .toString()
                                .getBytes(StandardCharsets.UTF_8));
    }

    /** Nobody adds or revokes another organisation's key, administrators neither. */
    private static OrganisationId own(String id, Caller caller) {
        if (!caller.organisation().equals(id)) {
            throw new Problem(
                            403,
                            "another-organisation",
                            "An organisation adds and revokes its own keys alone",
                            "This key is " + caller.organisation() + "'s.")
                    .asException();
        }
        return new OrganisationId(id);
    }
}
