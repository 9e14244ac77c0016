package org.casualtyledger.api.signing;

import java.util.List;
import java.util.Map;
import org.casualtyledger.api.commands.OrganisationKeys;
import org.casualtyledger.api.eventlog.StoredEvent;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.KeyAdded;
import org.casualtyledger.events.KeyRevoked;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.signature.KeyId;
import org.casualtyledger.events.signature.KeyRing;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Signing keys as JSON. */
final class SigningViews {
    private SigningViews() {}

    static ObjectNode keys(OrganisationKeys.Keys read) {
        ObjectNode out = Json.object();
        out.put("organisation", read.ring().organisation().value());
        out.put("origin", read.ring().origin());
        ArrayNode keys = out.putArray("keys");
        for (Map.Entry<KeyId, KeyRing.Held> entry : read.ring().keys().entrySet()) {
            ObjectNode one = keys.addObject();
            one.put("keyId", entry.getKey().value());
            one.put("key", entry.getValue().key().text());
            entry.getValue().endorsedBy().ifPresent(by -> one.put("endorsedBy", by.value()));
            events(one, entry.getKey(), read.events());
        }
        out.put("position", read.size() - 1);
        return out;
    }

    private static void events(ObjectNode out, KeyId key, List<StoredEvent> events) {
        for (StoredEvent stored : events) {
            switch (EventCodec.decode(stored.leaf()).event()) {
                case KeyAdded e when e.keyId().equals(key) && !out.has("addedAt") ->
                        out.put("addedAt", stored.position());
                case KeyRevoked e when e.keyId().equals(key) && !out.has("revokedAt") ->
                        out.put("revokedAt", stored.position()).put("reason", e.reason().code());
                default -> {}
            }
        }
    }
}
