package org.casualtyledger.edge;

import java.nio.charset.StandardCharsets;
import org.casualtyledger.edge.observe.RequestId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes problems as {@code application/problem+json}. */
public final class ProblemWriter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ProblemWriter() {}

    public static ObjectNode json(Problem problem, String instance) {
        ObjectNode out = JSON.createObjectNode();
        out.put("type", problem.type());
        out.put("title", problem.title());
        out.put("status", problem.status());
        out.put("detail", problem.detail());
        out.put("instance", instance);
        RequestId.current().ifPresent(id -> out.put(RequestId.FIELD, id));
        if (!problem.errors().isEmpty()) {
            ArrayNode errors = out.putArray("errors");
            for (Problem.Error error : problem.errors()) {
                errors.addObject()
                        .put("pointer", error.pointer())
                        .put("code", error.code())
                        .put("detail", error.detail());
            }
        }
        return out;
    }

    public static byte[] bytes(Problem problem, String instance) {
        return json(problem, instance).toString().getBytes(StandardCharsets.UTF_8);
    }

    public static ResponseEntity<byte[]> response(Problem problem, String instance) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl("no-store");
        if (problem.status() == 401) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"casualty-ledger\"");
        }
        if (problem.status() == 503) {
            headers.set(HttpHeaders.RETRY_AFTER, "1");
        }
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .body(bytes(problem, instance));
    }
}
