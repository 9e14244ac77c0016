package org.casualtyledger.events.claim;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Where the salts of a claim's texts come from: 16 bytes each. */
public interface Salts {
    /** Bytes of a salt. */
    int BYTES = 16;

    /** Bytes of a seed. */
    int SEED_BYTES = 32;

    /**
     * The salt of one text.
     *
     * @param pointer where it stands: a JSON pointer (RFC 6901) into the claim
     */
    byte[] of(String pointer);

    /** Each salt drawn for itself: nobody knows them beforehand. */
    static Salts drawn(RandomGenerator random) {
        return _ -> {
            byte[] salt = new byte[BYTES];
            random.nextBytes(salt);
            return salt;
        };
    }

    /**
     * Salts that who knows the seed computes as well, so that a submitter can sign the digests
     * before the ledger has made them: the first 16 bytes of HMAC-SHA256(seed, UTF-8 of the
     * pointer). A seed is for one claim; under the same seed, equal texts show as equal digests.
     *
     * @param seed 32 random bytes
     */
    static Salts seeded(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed of " + seed.length + " bytes");
        }
        SecretKeySpec key = new SecretKeySpec(seed, "HmacSHA256");
        return pointer -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
                return Arrays.copyOf(mac.doFinal(pointer.getBytes(StandardCharsets.UTF_8)), BYTES);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has HMAC-SHA256", e);
            }
        };
    }
}
