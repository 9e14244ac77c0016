package org.casualtyledger.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.events.claim.ClaimDraft;
import org.casualtyledger.events.claim.ClaimReader;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticReportsTest {

    @TempDir Path folder;

    @Test
    void the_same_seed_gives_the_same_bytes_and_another_seed_others() {
        List<byte[]> once = new SyntheticReports(1).next(50);

        assertThat(new SyntheticReports(1).next(50)).containsExactlyElementsOf(once);
        assertThat(new SyntheticReports(2).next(1).getFirst()).isNotEqualTo(once.getFirst());
    }

    @Test
    void every_report_is_a_claim_that_the_ledger_reads() throws Exception {
        Set<String> countries = new HashSet<>();
        for (byte[] body : new SyntheticReports(3).next(500)) {
            Faults faults = new Faults();
            Fields submission = Fields.of(Json.parse(body), "", faults);
            Optional<ClaimDraft> claim =
                    submission
                            .object("claim")
                            .flatMap(f -> ClaimReader.request(f, LocalDate.of(2026, 1, 1)));

            assertThat(faults.list()).isEmpty();
            assertThat(claim).isPresent();
            assertThat(claim.get().texts().getLast().value()).startsWith(SyntheticWorld.MARK);
            countries.add(claim.get().claim().where().getFirst().country().orElseThrow());
        }
        assertThat(countries).hasSize(4);
    }

    @Test
    void a_file_has_the_rows_asked_for_and_no_id_twice() throws Exception {
        SyntheticGedFile files = new SyntheticGedFile(4);
        Set<String> ids = new HashSet<>();
        for (Path file : List.of(folder.resolve("1.csv"), folder.resolve("2.csv"))) {
            files.write(file, 200);
            try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
                csv.forEach(row -> ids.add(row.getField("id")));
            }
        }
        Path again = folder.resolve("again.csv");
        new SyntheticGedFile(4).write(again, 200);

        assertThat(ids).hasSize(400);
        assertThat(Files.readString(again, StandardCharsets.UTF_8))
                .isEqualTo(Files.readString(folder.resolve("1.csv"), StandardCharsets.UTF_8));
    }
}
