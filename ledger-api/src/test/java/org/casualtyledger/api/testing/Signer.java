package org.casualtyledger.api.testing;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.claim.ClaimDraft;
import org.casualtyledger.events.claim.ClaimJson;
import org.casualtyledger.events.claim.ClaimReader;
import org.casualtyledger.events.claim.Salts;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.casualtyledger.events.signature.Covered;
import org.casualtyledger.events.signature.Ed25519Key;
import org.casualtyledger.events.signature.Ed25519Signature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A submitter that signs by itself, without asking the ledger what. */
public final class Signer {
    public static final String ORIGIN = "ledger.example/log";

    private final OrganisationId organisation;
    private final String origin;
    private final SigningKey key;

    private Signer(OrganisationId organisation, String origin, SigningKey key) {
        this.organisation = organisation;
        this.origin = origin;
        this.key = key;
    }

    public static Signer of(String organisation) {
        return new Signer(
                new OrganisationId(organisation),
                ORIGIN,
                SigningKey.generate(organisation, VerifierKey.ED25519));
    }

    /** The same key, of somebody who believes to speak to another ledger. */
    public Signer at(String other) {
        return new Signer(organisation, other, key);
    }

    public String keyId() {
        return publicKey().id().value();
    }

    /** The registration of this key. */
    public ObjectNode registration() {
        Covered covered = Covered.keyAdded(origin, organisation, publicKey());
        return Json.object().put("key", publicKey().text()).put("possession", sign(covered));
    }

    /** The same, endorsed by an earlier key. */
    public ObjectNode registration(Signer by) {
        ObjectNode out = registration();
        out.putObject("endorsement")
                .put("key", by.keyId())
                .put("value", by.sign(Covered.keyAdded(origin, organisation, publicKey())));
        return out;
    }

    /** Adds this key's signature to a submission. */
    public ObjectNode submission(ObjectNode body) {
        return claim(
                body, body.get("externalId").stringValue(), EventCodec.SUBMITTED, Optional.empty());
    }

    /** Adds this key's signature to a correction of the version with this leaf hash. */
    public ObjectNode correction(ObjectNode body, String externalId, String supersedes) {
        return claim(body, externalId, EventCodec.CORRECTED, Optional.of(supersedes));
    }

    private ObjectNode claim(
            ObjectNode body, String externalId, String type, Optional<String> supersedes) {
        byte[] seed = new byte[Salts.SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        JsonNode claim = ClaimJson.write(draft(body).seal(Salts.seeded(seed)).claim());
        body.putObject("signature")
                .put("key", keyId())
                .put("seed", Base64.getUrlEncoder().withoutPadding().encodeToString(seed))
                .put(
                        "value",
                        sign(
                                Covered.claim(
                                        origin,
                                        organisation,
                                        externalId,
                                        type,
                                        supersedes,
                                        claim)));
        return body;
    }

    private static ClaimDraft draft(ObjectNode body) {
        return ClaimReader.request(
                        Fields.of(body.get("claim"), "/claim", new Faults()), LocalDate.now())
                .orElseThrow();
    }

    /** Adds this key's signature to a withdrawal of the version with this leaf hash. */
    public ObjectNode withdrawal(ObjectNode body, String externalId, String supersedes) {
        WithdrawalReason reason = WithdrawalReason.ENTERED_IN_ERROR;
        body.put("reason", reason.code());
        body.putObject("signature")
                .put("key", keyId())
                .put(
                        "value",
                        sign(
                                Covered.withdrawal(
                                        origin,
                                        organisation,
                                        externalId,
                                        EventCodec.WITHDRAWN,
                                        Optional.of(supersedes),
                                        reason)));
        return body;
    }

    /** Base64url of the signature over a text. */
    public String sign(Covered covered) {
        return Ed25519Signature.of(key.signature(covered.bytes())).text();
    }

    private Ed25519Key publicKey() {
        return Ed25519Key.of(key.verifier().key());
    }
}
