package org.casualtyledger.api.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.api.testing.TestLedger;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.TheatreId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Releases of a dataset, one after the other; each test has a log of its own. */
class ImportHttpTest {
    private static final String HEADER =
            "id,type_of_violence,side_a,side_b,source_article,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,"
                    + "country,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high\n";
    private static final OrganisationId DATASET = new OrganisationId("sample-dataset");

    private TestLedger ledger;
    private String key;

    @BeforeEach
    void start() {
        try (HikariDataSource database = TestPostgres.database()) {
            ledger = new TestLedger(database.getJdbcUrl(), "postgres", "");
        }
        key = ledger.organisation(DATASET.value(), "submit", "read");
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void a_dry_run_says_what_each_row_would_change() {
        load("", row(1, 4) + row(2, 2) + row(3, 1));
        rehome(2);
        List<JsonNode> would =
                load(
                        "&dryRun=true&claims=true&changed=correct&missing=withdraw",
                        row(1, 4) + row(2, 3) + row(4, 5));
        assertThat(outcomes(would))
                .containsExactly("unchanged", "corrected", "accepted", "withdrawn");
        assertThat(would.get(0).has("change")).isFalse();
        JsonNode corrected = would.get(1).get("change");
        assertThat(corrected.get("report").stringValue()).isEqualTo(id(2).toString());
        assertThat(corrected.get("organisation").stringValue()).isEqualTo("sample-dataset");
        assertThat(corrected.get("theatre").stringValue()).isEqualTo("IRQ");
        assertThat(corrected.get("incident").stringValue()).isEqualTo(incident(2));
        assertThat(corrected.at("/claim/harm/killed/civilians/total/max").intValue()).isEqualTo(5);
        assertThat(corrected.toString()).as("texts stay behind digests").doesNotContain("headline");
        JsonNode accepted = would.get(2).get("change");
        assertThat(accepted.get("theatre").stringValue()).isEqualTo("SYR");
        assertThat(accepted.has("incident")).isTrue();
        assertThat(would.get(3).get("change").toString())
                .isEqualTo("{\"report\":\"" + id(3) + "\",\"withdrawn\":true}");
        assertThat(outcomes(load("&dryRun=true&changed=correct", row(2, 3))))
                .containsExactly("corrected");
        assertThat(load("&dryRun=true&changed=correct", row(2, 3)).getFirst().has("change"))
                .as("only where it is asked for")
                .isFalse();
    }

    @Test
    void only_a_dry_run_says_what_it_would_change() {
        TestLedger.Answer answer =
                ledger.post("/v1/imports?profile=ucdp-ged&claims=true", key, HEADER + row(1, 4));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").get(0).get("code").stringValue())
                .isEqualTo("needs-dry-run");
    }

    @Test
    void what_one_release_left_out_a_later_one_takes_up_again() {
        load("", row(1, 4) + row(2, 2));
        assertThat(outcomes(load("&missing=withdraw", row(1, 4))))
                .containsExactly("unchanged", "withdrawn");
        List<JsonNode> rejected = load("", row(1, 4) + row(2, 2));
        assertThat(outcomes(rejected)).containsExactly("unchanged", "rejected");
        assertThat(rejected.get(1).get("errors").toString())
                .contains("not-standing", "changed=correct");
        List<JsonNode> back = load("&changed=correct", row(1, 4) + row(2, 2));
        assertThat(outcomes(back)).containsExactly("unchanged", "corrected");
        assertThat(ledger.events(back.get(1).get("position").longValue()).getFirst().event())
                .isInstanceOf(ReportCorrected.class);
        assertThat(report(2).get("status").stringValue()).isEqualTo("standing");
        assertThat(outcomes(load("&changed=correct", row(1, 4) + row(2, 2))))
                .containsExactly("unchanged", "unchanged");
    }

    @Test
    void what_somebody_withdrew_stays_so() {
        load("", row(1, 4));
        ledger.post(
                "/v1/reports/" + id(1) + "/withdrawals", key, "{\"reason\":\"entered-in-error\"}");
        assertThat(outcomes(load("&changed=correct", row(1, 4)))).containsExactly("rejected");
    }

    private void rehome(int number) {
        long position = report(number).get("position").longValue();
        ledger.append(
                DATASET.value(),
                "IRQ",
                new IncidentRehomed(
                        IncidentId.parse(incident(number)),
                        new TheatreId("SYR"),
                        List.of(new IncidentRehomed.Carried(id(number), position)),
                        List.of()));
    }

    private String incident(int number) {
        return report(number).get("incident").stringValue();
    }

    private JsonNode report(int number) {
        return ledger.get("/v1/reports/" + id(number), key).json();
    }

    private static ReportId id(int number) {
        return ReportId.of(DATASET, Integer.toString(number));
    }

    private static List<String> outcomes(List<JsonNode> rows) {
        return rows.stream().map(row -> row.get("outcome").stringValue()).toList();
    }

    private List<JsonNode> load(String options, String rows) {
        TestLedger.Answer answer =
                ledger.post("/v1/imports?profile=ucdp-ged" + options, key, HEADER + rows);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        List<JsonNode> results = new ArrayList<>();
        new String(answer.raw().body(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .filter(line -> line.has("row"))
                .forEach(results::add);
        return results;
    }

    private static String row(int number, int low) {
        return """
            %d,3,Sample Front (synthetic),Civilians,"Sample Wire (synthetic),2001-06-05,an invented headline",1,Sampleton town,\
            Sample Governorate,Sample district,35.950000,39.010000,Syria,1,2001-06-03,2001-06-03,0,0,%d,0,%d,%d,%d
            """
                .formatted(number, low, low, low, low + 2);
    }
}
