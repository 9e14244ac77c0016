package org.casualtyledger.api.eventlog;

/**
 * Lets a request be sent again. Within a scope (the organisation) a key stands for one request for
 * ever; the digest tells the same request sent again from another one under the same key.
 *
 * @param requestDigest a digest of the canonical request; the array is not copied and must not
 *     change
 */
public record Idempotency(String scope, String key, byte[] requestDigest) {

    /** Scope and key are keys of a b-tree, see {@link Tag#MAX_CHARS}. */
    static final int MAX_CHARS = 255;

    static final int MAX_DIGEST_BYTES = 64;

    public Idempotency {
        if (scope.length() > MAX_CHARS || key.isEmpty() || key.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "an idempotency key has 1 to "
                            + MAX_CHARS
                            + " characters, its scope at most so many");
        }
        if (requestDigest.length == 0 || requestDigest.length > MAX_DIGEST_BYTES) {
            throw new IllegalArgumentException(
                    "a request digest of " + requestDigest.length + " bytes");
        }
    }
}
