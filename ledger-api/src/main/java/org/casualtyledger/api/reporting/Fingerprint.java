package org.casualtyledger.api.reporting;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import org.casualtyledger.events.claim.ClaimDraft;

/**
 * Tells the same claim, texts included, from another one, long after its texts went behind digests:
 * a salt and SHA-256(salt ‖ digest of the canonical claim). Kept beside the log and destroyed
 * together with the disclosures, since a bare digest of guessable text would give the text away.
 *
 * @param digest of the claim that was sent now; empty for a fingerprint that was read back
 */
record Fingerprint(byte[] salt, byte[] salted, byte[] digest) {
    static Fingerprint of(ClaimDraft draft, RandomGenerator random) {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        byte[] digest = sha256().digest(draft.canonical());
        return new Fingerprint(salt, salted(salt, digest), digest);
    }

    static Fingerprint stored(byte[] salt, byte[] salted) {
        return new Fingerprint(salt, salted, new byte[0]);
    }

    boolean isOf(byte[] otherDigest) {
        return MessageDigest.isEqual(salted, salted(salt, otherDigest));
    }

    private static byte[] salted(byte[] salt, byte[] digest) {
        MessageDigest sha256 = sha256();
        sha256.update(salt);
        return sha256.digest(digest);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
