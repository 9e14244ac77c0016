package org.casualtyledger.events.signature;

import java.util.Optional;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a signature is made over: the UTF-8 bytes of a canonical JSON object (RFC 8785). The object
 * names its own purpose, the ledger and the organisation, so that a signature never says something
 * elsewhere.
 *
 * @param text the canonical JSON
 */
public record Covered(String text) {
    private static final String KEY_ADDED = "casualty-ledger/key-added/v1";
    private static final String REPORT = "casualty-ledger/report/v1";

    /**
     * A key of an organisation: {@code {context, origin, organisation, key}}. The key itself signs
     * it, which proves that its holder asks, and an earlier key of the organisation.
     */
    public static Covered keyAdded(String origin, OrganisationId organisation, Ed25519Key key) {
        ObjectNode out = object(KEY_ADDED, origin, organisation);
        out.put("key", key.text());
        return new Covered(CanonicalJson.text(out));
    }

    /**
     * A claim: {@code {context, origin, organisation, externalId, type, supersedes, claim}}.
     *
     * @param origin the log's name, as its checkpoints give it
     * @param externalId the organisation's own id of the report, as its submission gave it
     * @param type the stored name of the event
     * @param supersedes the leaf hash, in hexadecimal, of the report's latest event by its own
     *     organisation; empty for a submission. Thereby a signature of an older version is none of
     *     a later one
     * @param claim as in the leaf: salted digests in place of texts
     */
    public static Covered claim(
            String origin,
            OrganisationId organisation,
            String externalId,
            String type,
            Optional<String> supersedes,
            JsonNode claim) {
        ObjectNode out = report(origin, organisation, externalId, type, supersedes);
        out.set("claim", claim);
        return new Covered(CanonicalJson.text(out));
    }

    /** A withdrawal: as {@link #claim}, with its {@code reason} in place of the claim. */
    public static Covered withdrawal(
            String origin,
            OrganisationId organisation,
            String externalId,
            String type,
            Optional<String> supersedes,
            WithdrawalReason reason) {
        ObjectNode out = report(origin, organisation, externalId, type, supersedes);
        out.put("reason", reason.code());
        return new Covered(CanonicalJson.text(out));
    }

    private static ObjectNode report(
            String origin,
            OrganisationId organisation,
            String externalId,
            String type,
            Optional<String> supersedes) {
        ObjectNode out = object(REPORT, origin, organisation);
        out.put("externalId", externalId);
        out.put("type", type);
        supersedes.ifPresentOrElse(
                hash -> out.put("supersedes", hash), () -> out.putNull("supersedes"));
        return out;
    }

    private static ObjectNode object(String context, String origin, OrganisationId organisation) {
        ObjectNode out = Json.object();
        out.put("context", context);
        out.put("origin", origin);
        out.put("organisation", organisation.value());
        return out;
    }

    public byte[] bytes() {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
