package org.casualtyledger.api.commands;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Fault;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.JsonNode;

/** A request's body as JSON, and its faults as a problem. */
public final class JsonBody {
    private JsonBody() {}

    /**
     * The body, parsed strictly.
     *
     * @throws org.casualtyledger.edge.ProblemException 400 for what is no JSON
     */
    public static JsonNode parse(byte[] body) {
        try {
            return Json.parse(body);
        } catch (Json.Malformed e) {
            String detail = String.valueOf(e.getMessage());
            throw new Problem(
                            400,
                            "not-json",
                            "The body is no JSON that the ledger reads",
                            "Nothing was stored.",
                            List.of(new Problem.Error("", e.code(), detail)))
                    .asException();
        }
    }

    /**
     * Tells the same request sent again from another one: spelling does not matter, content does.
     */
    static byte[] digest(String what, byte[] body) {
        MessageDigest sha256 = sha256();
        sha256.update((what + "\0").getBytes(StandardCharsets.UTF_8));
        try {
            return sha256.digest(CanonicalJson.bytes(Json.parse(body)));
        } catch (Json.Malformed | IllegalArgumentException e) {
            // Refused a moment later, for the same reason; nothing will be stored under this
            // digest.
            return sha256.digest(body);
        }
    }

    /** All faults as one problem. */
    public static Problem invalid(Faults faults) {
        return Problem.invalid(errors(faults.list()));
    }

    public static List<Problem.Error> errors(List<Fault> faults) {
        return faults.stream()
                .map(fault -> new Problem.Error(fault.pointer(), fault.code(), fault.detail()))
                .toList();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
