package org.casualtyledger.edge.observe;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The id by which a caller, its proxy and our log mean the same request. It is the caller's own
 * where that has a sane form: it ends in log lines and headers, so nothing else may be in it.
 */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";

    /** The field of a log line, and of a problem. */
    public static final String FIELD = "requestId";

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** The given one, or a new one where there is none of a sane form. */
    public static String of(@Nullable String given) {
        return given != null && SANE.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }

    /** That of the request for which this thread works, if it works for one. */
    public static Optional<String> current() {
        return Optional.ofNullable(MDC.get(FIELD));
    }
}
