package org.casualtyledger.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A refusal as the server words it (RFC 9457).
 *
 * @param kind the last part of its type, which never changes; empty where it has none
 */
record Problem(int status, String kind, String title, String detail, List<Fault> faults) {

    /** One thing that is wrong, and where in what was sent. */
    record Fault(String pointer, String code, String detail) {
        @Override
        public String toString() {
            return List.of(pointer, code, detail).stream()
                    .filter(part -> !part.isEmpty())
                    .reduce((a, b) -> a + "  " + b)
                    .orElse("");
        }
    }

    static Problem of(int status, JsonNode json) {
        List<Fault> faults = faults(json.path("errors"));
        String title = json.path("title").asString("");
        String type = json.path("type").asString("");
        return new Problem(
                json.path("status").asInt(status),
                type.substring(type.lastIndexOf(':') + 1),
                title.isEmpty() ? "The server answered " + status : title,
                json.path("detail").asString(""),
                faults);
    }

    static List<Fault> faults(JsonNode errors) {
        List<Fault> faults = new ArrayList<>();
        for (JsonNode error : errors) {
            faults.add(
                    new Fault(
                            error.path("pointer").asString(""),
                            error.path("code").asString(""),
                            error.path("detail").asString("")));
        }
        return List.copyOf(faults);
    }

    /** Whatever a proxy or a fault put there instead of a problem. */
    static Problem of(int status, String body) {
        try {
            JsonNode json = JsonMapper.shared().readTree(body);
            if (json.isObject()
                    && (json.has("title") || json.has("detail") || json.has("errors"))) {
                return of(status, json);
            }
        } catch (JacksonException e) {
            // not JSON: said as what it is, below
        }
        String shown = body.isBlank() ? "" : body.strip().lines().findFirst().orElse("");
        return new Problem(
                status,
                "",
                "The server answered " + status,
                shown.length() > 200 ? shown.substring(0, 200) + "…" : shown,
                List.of());
    }

    /** Whether the next request would fare no better, whatever it says. */
    boolean stops() {
        return switch (status) {
            case 401, 502, 503, 504 -> true;
            default -> kind.equals("scope-needed");
        };
    }

    ExitCode exit() {
        return switch (status) {
            case 401, 403 -> ExitCode.UNAUTHORISED;
            case 502, 504 -> ExitCode.UNREACHABLE;
            default -> ExitCode.REFUSED;
        };
    }

    /** The title, the detail, then a line a fault. */
    String readable() {
        StringBuilder text = new StringBuilder(title);
        if (!detail.isEmpty()) {
            text.append("\n  ").append(detail.replace("\n", "\n  "));
        }
        for (Fault fault : faults) {
            text.append("\n  - ").append(fault);
        }
        return text.toString();
    }
}
