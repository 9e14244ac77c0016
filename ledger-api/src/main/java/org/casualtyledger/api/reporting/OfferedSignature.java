package org.casualtyledger.api.reporting;

import java.util.Optional;
import java.util.regex.Pattern;
import org.casualtyledger.events.claim.ClaimDraft;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.signature.Ed25519Signature;
import org.casualtyledger.events.signature.EventSignature;
import org.casualtyledger.events.signature.KeyId;
import org.casualtyledger.events.signature.SignatureJson;

/**
 * A submitter's signature as a request brings it.
 *
 * @param signature empty where the request only asks what there is to sign
 * @param seed that the salts of the claim's texts follow from; not kept. Empty where it has none
 * @param origin what the submitter says that it signed for, so that a refusal can name the fault
 * @param supersedes the leaf hash, in hexadecimal, that it says that it signed after
 */
record OfferedSignature(
        Optional<EventSignature> signature,
        Optional<byte[]> seed,
        Optional<String> origin,
        Optional<String> supersedes) {
    private static final Pattern LEAF_HASH = Pattern.compile("[0-9a-f]{64}");

    /** Characters of an origin: what a line of a checkpoint may sensibly have. */
    private static final int ORIGIN = 200;

    /** Reads a signature over a claim, whose salts both sides must know. */
    static Optional<OfferedSignature> ofClaim(
            Fields parent, Optional<ClaimDraft> draft, boolean dryRun) {
        Optional<Fields> found = parent.object("signature");
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Fields f = found.get();
        if (draft.isPresent() && !draft.get().texts().isEmpty()) {
            f.require("seed");
        }
        Optional<byte[]> seed = SignatureJson.seed(f, "seed");
        return Optional.of(read(f, seed, dryRun));
    }

    /** Reads a signature over a withdrawal, which has no text that would be signed. */
    static Optional<OfferedSignature> ofWithdrawal(Fields parent, boolean dryRun) {
        return parent.object("signature").map(f -> read(f, Optional.empty(), dryRun));
    }

    /** A dry run may come first, to learn what there is to sign. */
    private static OfferedSignature read(Fields f, Optional<byte[]> seed, boolean dryRun) {
        if (!dryRun || f.has("value")) {
            f.require("key");
            f.require("value");
        }
        Optional<KeyId> key = SignatureJson.keyId(f, "key");
        Optional<Ed25519Signature> value = SignatureJson.value(f, "value");
        Optional<String> origin = f.name("origin", ORIGIN);
        Optional<String> supersedes = f.name("supersedes", 64);
        if (supersedes.isPresent() && !LEAF_HASH.matcher(supersedes.get()).matches()) {
            f.faults()
                    .add(
                            f.pointerTo("supersedes"),
                            "not-valid",
                            "must be a leaf hash in 64 hexadecimal digits, or null");
        }
        f.refuseUnknown();
        return new OfferedSignature(
                key.flatMap(id -> value.map(v -> new EventSignature(id, v))),
                seed,
                origin,
                supersedes);
    }
}
