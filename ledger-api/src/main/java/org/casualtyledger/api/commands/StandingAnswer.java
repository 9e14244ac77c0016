package org.casualtyledger.api.commands;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.json.Json;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/** A receipt as an answer: 201 for an event of this very request, else 200. */
public final class StandingAnswer {
    private StandingAnswer() {}

    /**
     * @param about what the event is about; position, leafHash, at, type and outcome are added
     */
    public static ResponseEntity<byte[]> of(ObjectNode about, Rulings.Standing standing) {
        ObjectNode out = Json.object();
        out.setAll(about);
        out.put("position", standing.receipt().position());
        out.put("leafHash", HexFormat.of().formatHex(standing.receipt().leafHash()));
        out.put("at", EventCodec.instant(standing.receipt().at()));
        out.put("type", standing.type());
        out.put("outcome", standing.outcome());
        return ResponseEntity.status(standing.isNew() ? 201 : 200)
                .contentType(MediaType.APPLICATION_JSON)
                .body(out.toString().getBytes(StandardCharsets.UTF_8));
    }
}
