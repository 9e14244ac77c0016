package org.casualtyledger.events.signature;

import java.util.Base64;

/** Base64url without padding (RFC 4648 §5), in its one canonical spelling. */
final class Base64Url {
    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The bytes that a text stands for. A second spelling of the same bytes is refused: two leaves
     * would differ that say the same.
     *
     * @throws IllegalArgumentException for anything but {@code length} bytes; its message repeats
     *     no part of the text
     */
    static byte[] decode(String text, int length) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == length && encode(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // the one message below says it
        }
        throw new IllegalArgumentException(
                "must be the base64url of " + length + " bytes, without padding");
    }
}
