package org.casualtyledger.standalone.cli;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.claim.ClaimDraft;
import org.casualtyledger.events.claim.ClaimJson;
import org.casualtyledger.events.claim.ClaimReader;
import org.casualtyledger.events.claim.Salts;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.signature.Covered;
import org.casualtyledger.events.signature.Ed25519Signature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signs requests. What is signed is made here, from what the user gave: never taken from the
 * ledger, which might show one thing and keep another.
 *
 * @param origin the name of the ledger's log that is signed for
 */
record Signer(KeyFile file, String origin) {

    /** The version of a report that a request follows. */
    record Before(String externalId, String leafHash) {}

    /**
     * What a report's page says of its latest version. The page is the ledger's; a leaf that does
     * not have its hash, or another report than this organisation's own, is not signed after.
     */
    Before before(JsonNode page) {
        JsonNode history = page.path("history");
        JsonNode latest = history.path(history.size() - 1);
        String hash = latest.path("leafHash").asString("");
        byte[] computed = Merkle.leafHash(CanonicalJson.bytes(latest.path("leaf")));
        String externalId =
                history.path(0).path("leaf").path("data").path("externalId").asString("");
        String report = latest.path("leaf").path("data").path("report").asString("");
        if (!HexFormat.of().formatHex(computed).equals(hash)
                || !ReportId.of(file.organisation(), externalId).toString().equals(report)) {
            throw new UsageFault(
                    "the ledger shows no report of "
                            + file.organisation()
                            + " whose latest version could be signed after");
        }
        return new Before(externalId, hash);
    }

    /**
     * Adds a signature to a submission; false for one that is none, as far as this program can
     * read.
     */
    boolean sign(ObjectNode submission) {
        JsonNode externalId = submission.path("externalId");
        return externalId.isString()
                && sign(
                        submission,
                        externalId.stringValue(),
                        EventCodec.SUBMITTED,
                        Optional.empty());
    }

    /** Adds a signature to a correction; false as above. */
    boolean signCorrection(ObjectNode correction, Before before) {
        return sign(
                correction,
                before.externalId(),
                EventCodec.CORRECTED,
                Optional.of(before.leafHash()));
    }

    private boolean sign(
            ObjectNode body, String externalId, String type, Optional<String> supersedes) {
        Optional<ClaimDraft> draft =
                ClaimReader.request(
                        Fields.of(body.path("claim"), "/claim", new Faults()),
                        LocalDate.now(ZoneOffset.UTC));
        if (draft.isEmpty()) {
            return false;
        }
        byte[] seed = new byte[Salts.SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        JsonNode claim = ClaimJson.write(draft.get().seal(Salts.seeded(seed)).claim());
        put(
                        body,
                        supersedes,
                        Covered.claim(
                                origin, file.organisation(), externalId, type, supersedes, claim))
                .put("seed", Base64.getUrlEncoder().withoutPadding().encodeToString(seed));
        return true;
    }

    /** Adds a signature to a withdrawal; false for a reason that this program does not know. */
    boolean signWithdrawal(ObjectNode withdrawal, Before before) {
        String code = withdrawal.path("reason").asString("");
        Optional<WithdrawalReason> reason =
                Arrays.stream(WithdrawalReason.values())
                        .filter(known -> known.code().equals(code))
                        .findFirst();
        reason.ifPresent(
                known ->
                        put(
                                withdrawal,
                                Optional.of(before.leafHash()),
                                Covered.withdrawal(
                                        origin,
                                        file.organisation(),
                                        before.externalId(),
                                        EventCodec.WITHDRAWN,
                                        Optional.of(before.leafHash()),
                                        known)));
        return reason.isPresent();
    }

    private ObjectNode put(ObjectNode body, Optional<String> supersedes, Covered covered) {
        ObjectNode signature =
                body.putObject("signature")
                        .put("key", file.publicKey().id().value())
                        .put("value", sign(covered))
                        .put("origin", origin);
        supersedes.ifPresent(hash -> signature.put("supersedes", hash));
        return signature;
    }

    /** Base64url of the key's signature. */
    String sign(Covered covered) {
        return Ed25519Signature.of(file.key().signature(covered.bytes())).text();
    }
}
