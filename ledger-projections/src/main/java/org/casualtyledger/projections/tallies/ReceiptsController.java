package org.casualtyledger.projections.tallies;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.casualtyledger.edge.OpenToAll;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.projections.edge.Rules;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /v1/tallies/receipt}: a tally that can be held against the log by whoever has it, as a
 * signed note; {@code GET /v1/tallies/key}: the key that it is signed with.
 */
@RestController
final class ReceiptsController {
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, UTF_8);

    /** Parameters that a receipt's query leaves out: it has fields for what they say. */
    private static final Set<String> STAND = Set.of("asOf", "atLeast", "methodology", "rules");

    private final Receipts receipts;

    ReceiptsController(Receipts receipts) {
        this.receipts = receipts;
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/tallies/receipt")
    ResponseEntity<byte[]> receipt(HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        TallyQuestion question = TallyQuestion.read(parameters);
        Stands.Wanted wanted = Stands.read(parameters);
        if (wanted.rules() == Rules.NOW) {
            parameters.fault("rules", "not-here", "a receipt stands under the rules of then");
        }
        String query = parameters.canonical(STAND);
        parameters.done();
        return text(receipts.of(query, question, wanted).bytes());
    }

    @OpenToAll
    @GetMapping("/v1/tallies/key")
    ResponseEntity<byte[]> key(HttpServletRequest request) {
        new Parameters(request).done();
        return text((receipts.key() + "\n").getBytes(UTF_8));
    }

    private static ResponseEntity<byte[]> text(byte[] body) {
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.noCache())
                .body(body);
    }
}
