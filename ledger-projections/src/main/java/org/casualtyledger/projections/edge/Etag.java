package org.casualtyledger.projections.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Names an answer by the position that it stands at and the question. */
public final class Etag {
    private Etag() {}

    /**
     * @param question everything that the answer's bytes depend on, besides the position
     */
    public static String of(long position, String question) {
        return "\"" + position + "-" + hash(question) + "\"";
    }

    /** Whether an If-None-Match header (RFC 9110 §13.1.2) names this tag. */
    public static boolean matches(@Nullable String ifNoneMatch, String etag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String candidate : ifNoneMatch.split(",")) {
            String tag = candidate.strip();
            if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
                return true;
            }
        }
        return false;
    }

    private static String hash(String question) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(question.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
