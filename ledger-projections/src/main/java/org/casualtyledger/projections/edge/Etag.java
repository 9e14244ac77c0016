package org.casualtyledger.projections.edge;

import java.util.HexFormat;
import org.casualtyledger.projections.processing.Sha256;
import org.jspecify.annotations.Nullable;

/** Names an answer by the position that it stands at and the question. */
public final class Etag {
    private Etag() {}

    /**
     * @param question everything that the answer's bytes depend on, besides the position
     */
    public static String of(long position, String question) {
        return "\"" + position + "-" + HexFormat.of().formatHex(Sha256.of(question), 0, 8) + "\"";
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
}
