package org.casualtyledger.api.signing;

import java.util.Optional;
import org.casualtyledger.api.commands.JsonBody;
import org.casualtyledger.events.KeyAdded;
import org.casualtyledger.events.KeyRevoked;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.RevocationReason;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.signature.Ed25519Key;
import org.casualtyledger.events.signature.Ed25519Signature;
import org.casualtyledger.events.signature.EventSignature;
import org.casualtyledger.events.signature.KeyId;
import org.casualtyledger.events.signature.SignatureJson;

/** Request bodies of signing keys, read strictly: every fault is named with its JSON pointer. */
final class SigningRequests {
    private SigningRequests() {}

    static SigningCommand.AddKey key(OrganisationId organisation, byte[] body) {
        Faults faults = new Faults();
        Fields f = Fields.of(JsonBody.parse(body), "", faults);
        f.require("key");
        f.require("possession");
        Optional<Ed25519Key> key = SignatureJson.key(f, "key");
        Optional<Ed25519Signature> possession = SignatureJson.value(f, "possession");
        Optional<EventSignature> endorsement = SignatureJson.request(f, "endorsement");
        f.refuseUnknown();
        if (!faults.isEmpty() || key.isEmpty() || possession.isEmpty()) {
            throw JsonBody.invalid(faults).asException();
        }
        return new SigningCommand.AddKey(
                new KeyAdded(
                        organisation, key.get().id(), key.get(), possession.get(), endorsement));
    }

    static SigningCommand.RevokeKey revocation(
            OrganisationId organisation, KeyId key, byte[] body) {
        Faults faults = new Faults();
        Fields f = Fields.of(JsonBody.parse(body), "", faults);
        f.require("reason");
        Optional<RevocationReason> reason = f.code("reason", RevocationReason.values());
        f.refuseUnknown();
        if (!faults.isEmpty() || reason.isEmpty()) {
            throw JsonBody.invalid(faults).asException();
        }
        return new SigningCommand.RevokeKey(new KeyRevoked(organisation, key, reason.get()));
    }
}
