package org.casualtyledger.events.claim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.InputStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Json;
import org.junit.jupiter.api.Test;

class SaltsTest {
    /** The digests in the golden file were made by Python's hmac and hashlib. */
    @Test
    void who_knows_the_seed_makes_the_same_digests_in_another_language() throws Exception {
        byte[] seed = new byte[Salts.SEED_BYTES];
        Arrays.fill(seed, (byte) 7);
        String request =
                """
                {"kind":"incident","when":{"from":"2017-06-03","to":"2017-06-03","precision":"day"},
                 "where":[{"name":"قرية المثال","country":"Syria","precision":"near"}],
                 "harm":{"killed":{"civilians":{"total":{"min":4,"max":6}}}},
                 "narrative":"An account,\\nof two lines: تقرير",
                 "sources":[{"publisher":"Sample Wire","title":"A headline “quoted”","url":"https://wire.example/1"}]}
                """;
        ClaimDraft draft =
                ClaimReader.request(
                                Fields.of(Json.parse(request.getBytes(UTF_8)), "", new Faults()),
                                LocalDate.of(2026, 11, 22))
                        .orElseThrow();

        Claim sealed = draft.seal(Salts.seeded(seed)).claim();

        try (InputStream golden =
                SaltsTest.class.getResourceAsStream("/golden/report-submitted.v1.signed.json")) {
            assertThat(CanonicalJson.text(ClaimJson.write(sealed)))
                    .isEqualTo(
                            CanonicalJson.text(
                                    Json.parse(Objects.requireNonNull(golden).readAllBytes())
                                            .get("data")
                                            .get("claim")));
        }
    }

    @Test
    void a_seed_has_32_bytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> Salts.seeded(new byte[31]));
    }
}
