package org.casualtyledger.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/** Reads request bodies up to a limit. */
public final class Bodies {
    /**
     * Largest body of one report: a leaf holds 65,535 bytes, free text beside it a few hundred
     * thousand more.
     */
    public static final int REPORT_BYTES = 2 * 1024 * 1024;

    private Bodies() {}

    /**
     * The whole body.
     *
     * @throws ProblemException 413 for a body over the limit, read no further than that
     */
    public static byte[] read(HttpServletRequest request, int limit) {
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
        try (InputStream in = request.getInputStream()) {
            byte[] body = in.readNBytes(limit + 1);
            if (body.length > limit) {
                throw tooLarge(limit);
            }
            return body;
        } catch (IOException e) {
            throw new Problem(400, "body-cut-off", "The body ended early", "Nothing was stored.")
                    .asException();
        }
    }

    private static ProblemException tooLarge(int limit) {
        return new Problem(
                        413,
                        "too-large",
                        "The request is too large",
                        "At most " + limit + " bytes are read here. Nothing was stored.")
                .asException();
    }
}
