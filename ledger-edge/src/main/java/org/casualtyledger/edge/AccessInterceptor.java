package org.casualtyledger.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a request in by the rule on its handler. No rule, no entry. */
final class AccessInterceptor implements HandlerInterceptor {
    private static final String BEARER = "Bearer ";

    private final ApiKeys keys;
    private final boolean talliesPublic;
    private final boolean logPublic;
    private final boolean metricsPublic;

    AccessInterceptor(
            ApiKeys keys, boolean talliesPublic, boolean logPublic, boolean metricsPublic) {
        this.keys = keys;
        this.talliesPublic = talliesPublic;
        this.logPublic = logPublic;
        this.metricsPublic = metricsPublic;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)
                || method.hasMethodAnnotation(OpenToAll.class)) {
            return true;
        }
        Optional<Caller> caller = caller(request);
        caller.ifPresent(known -> request.setAttribute(Caller.ATTRIBUTE, known));
        if (method.hasMethodAnnotation(OpenToAnyKey.class) && caller.isPresent()) {
            return true;
        }
        RequiresScope rule = method.getMethodAnnotation(RequiresScope.class);
        if (rule != null && isOpen(rule)) {
            return true;
        }
        Caller known = caller.orElseThrow(() -> keyNeeded().asException());
        if (rule == null || Arrays.stream(rule.value()).noneMatch(known::may)) {
            throw missingScope(rule).asException();
        }
        return true;
    }

    private boolean isOpen(RequiresScope rule) {
        return rule.openWithPublicTallies() && talliesPublic
                || rule.openWithPublicLog() && logPublic
                || rule.openWithPublicMetrics() && metricsPublic;
    }

    private Optional<Caller> caller(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return Optional.empty();
        }
        if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new Problem(
                            401,
                            "unknown-key",
                            "The key is not known",
                            "The Authorization header must be \"Bearer <key>\".")
                    .asException();
        }
        Optional<Caller> caller = keys.caller(header.substring(BEARER.length()).strip());
        if (caller.isEmpty()) {
            throw new Problem(
                            401,
                            "unknown-key",
                            "The key is not known",
                            "It was never given out, or it was revoked.")
                    .asException();
        }
        return caller;
    }

    private static Problem keyNeeded() {
        return new Problem(
                401, "key-needed", "A key is needed", "Send \"Authorization: Bearer <key>\".");
    }

    private static Problem missingScope(@org.jspecify.annotations.Nullable RequiresScope rule) {
        String scopes =
                rule == null
                        ? "none that a key can have"
                        : Arrays.stream(rule.value())
                                .map(Scope::code)
                                .collect(Collectors.joining(" or "));
        return new Problem(
                403,
                "scope-needed",
                "The key does not allow this",
                "It needs the scope " + scopes + ".");
    }
}
