package org.casualtyledger.events.claim;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Json;

/**
 * A salted text whose digest stands in a leaf in its place (SD-JWT, RFC 9901 §4.2): the digest is
 * the base64url of SHA-256 over the ASCII of the base64url of the UTF-8 of the JSON array {@code
 * [salt, name, value]}. Without the salt, 128 random bits, a digest tells nothing even about
 * guessable text.
 */
public record Disclosure(String salt, String name, String value) {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** Salts a text. */
    public static Disclosure of(String name, String value, RandomGenerator random) {
        return salted(Salts.drawn(random).of(""), name, value);
    }

    /** A text with a salt that is known already. */
    static Disclosure salted(byte[] salt, String name, String value) {
        return new Disclosure(BASE64.encodeToString(salt), name, value);
    }

    /** The digest that a leaf holds: 43 characters of base64url. */
    public String digest() {
        String json = CanonicalJson.text(Json.array().add(salt).add(name).add(value));
        String encoded = BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
        return BASE64.encodeToString(sha256(encoded.getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
