package org.casualtyledger.projections.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/** Answers in JSON that a client may keep and ask about again. */
public final class Answers {
    private Answers() {}

    /** 304 where the client knows the answer of this tag, else the answer. */
    public static ResponseEntity<byte[]> json(
            HttpServletRequest request, String etag, Supplier<ObjectNode> body) {
        if (Etag.matches(request.getHeader(HttpHeaders.IF_NONE_MATCH), etag)) {
            return headed(HttpStatus.NOT_MODIFIED, etag).build();
        }
        return headed(HttpStatus.OK, etag)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body.get().toString().getBytes(UTF_8));
    }

    /** With the headers that every such answer has. */
    public static ResponseEntity.BodyBuilder headed(HttpStatus status, String etag) {
        return ResponseEntity.status(status)
                .eTag(etag)
                .cacheControl(CacheControl.noCache())
                .varyBy(HttpHeaders.AUTHORIZATION);
    }
}
