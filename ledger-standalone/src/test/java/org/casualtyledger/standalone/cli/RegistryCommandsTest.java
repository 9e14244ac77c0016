package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.standalone.SyntheticClaim.incident;

import java.nio.file.Files;
import java.nio.file.Path;
import org.casualtyledger.standalone.RealLedger;
import org.casualtyledger.standalone.SyntheticClaim;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places, actors, methodologies, organisations and series by commands, against the real ledger. */
class RegistryCommandsTest {

    @TempDir Path folder;

    private RealLedger.Organisation desk;
    private Shell shell;

    @BeforeEach
    void a_desk() {
        desk = RealLedger.organisation("submit", "read", "assess");
    }

    @Test
    void a_place_is_found_in_three_scripts_and_says_in_what_it_lies() {
        for (String name : new String[] {"Ar Raqqah", "الرقة", "Ракка"}) {
            done("gazetteer", name, "--country", "Syria");
            assertThat(shell.out()).as(name).contains("172955", "GeoNames", "SY");
        }
        done("gazetteer", "No such place at all");
        assertThat(shell.out()).contains("The gazetteer has no such name");
    }

    @Test
    void a_reviewer_says_which_place_a_stated_name_means_and_the_city_has_it() {
        submit(incident().at("Registry Town").killed(3, 4));
        done(
                "place",
                "resolve",
                "Registry Town",
                "172955",
                "--country",
                "Syria",
                "--admin",
                "Synthetic Governorate",
                "--reason",
                "The same point");
        counted();

        done("tally", "--city", "172955", "--organisation", desk.id(), "--by", "city");
        assertThat(shell.out()).contains("Ar Raqqah  at", "3–4");
        done("place", "show", "172955");
        assertThat(shell.out()).contains("Registry Town");
    }

    @Test
    void a_run_says_what_it_could_resolve_and_writes_the_rest_to_a_file() throws Exception {
        submit(incident().at("Nowhere In The Gazetteer").killed(1, 1));
        Path rest = folder.resolve("rest.csv");
        long size = RealLedger.logSize();

        done("resolve", "--theatre", "SYR", "--dry-run", "--unresolved", rest.toString());

        assertThat(shell.out())
                .contains("settlements ", "wrong matches: none", "unresolved settlements: ");
        assertThat(Files.readString(rest))
                .startsWith("kind,name,admin,country,reports,")
                .contains("place,Nowhere In The Gazetteer,Synthetic Governorate,Syria,1,");
        assertThat(RealLedger.logSize()).isEqualTo(size);
    }

    @Test
    void an_actor_is_registered_with_what_it_belongs_to_and_counts_through_its_coalition() {
        String coalition = "union-" + desk.id();
        String force = "force-of-" + desk.id();
        done("actor", "register", coalition, "Sample Coalition");
        done(
                "actor",
                "register",
                force,
                "Sample Part",
                "--alias",
                "القوة",
                "--membership",
                "coalition:" + coalition + "@2001-01-01..2001-12-31");
        String stated = "Stated Part of " + desk.id();
        done("actor", "resolve", stated, force, "--reason", "It calls itself so");
        submit(incident().at("Part Town").killed(2, 2).by(stated));
        counted();

        done("actor", "list");
        assertThat(shell.out())
                .contains(force, "coalition of " + coalition + " 2001-01-01..2001-12-31");
        done("actor", "show", force);
        assertThat(shell.out()).contains("القوة", stated);
        done("tally", "--actor", coalition, "--organisation", desk.id());
        assertThat(shell.out().replaceAll(" +", " ")).contains("total 0 0");
        done("tally", "--actor", coalition, "--through-coalitions", "--organisation", desk.id());
        assertThat(shell.out().replaceAll(" +", " ")).contains("total 1 1 2 ");
    }

    @Test
    void methodologies_are_listed_shown_and_published_once() throws Exception {
        done("methodology", "list");
        assertThat(shell.out()).contains("documented@2", "default", "confirmed-fair@");
        done("methodology", "show", "confirmed-fair");
        assertThat(shell.out()).contains("confirmed", "fair");

        Path document =
                Files.writeString(
                        folder.resolve("own.json"),
                        """
                        {"methodology": "only-%s", "version": 1, "semantics": 2,
                         "counts": {"grades": ["ungraded", "weak"], "organisations": {"*": ["%s"]}},
                         "assessors": "none",
                         "range": {"rule": "most-recent", "assessed-counts": "ignore"},
                         "time": {"spanning": "residual"},
                         "responsibility": {"assessed": "ignore", "shared": "shown-apart"}}
                        """
                                .formatted(desk.id(), desk.id()));
        String operator = RealLedger.address().key();
        Shell published = operator(operator, "methodology", "publish", document.toString());
        assertThat(published.exit()).as(published.err()).isZero();
        assertThat(published.out()).contains("accepted  methodology-published");
        assertThat(operator(operator, "methodology", "publish", document.toString()).out())
                .contains("unchanged");
        submit(incident().at("Method Town").killed(6, 6));
        counted();
        done("tally", "--methodology", "only-" + desk.id());
        assertThat(shell.out().replaceAll(" +", " ")).contains("total 1 1 6 ");
    }

    @Test
    void an_organisation_is_added_and_given_keys_each_shown_once_and_alone() {
        String operator = RealLedger.address().key();
        String id = "added-by-" + desk.id();

        Shell added =
                operator(
                        operator,
                        "organisation",
                        "add",
                        id,
                        "Added (synthetic)",
                        "--scopes",
                        "submit,read");
        assertThat(added.exit()).as(added.err()).isZero();
        String key = added.out().strip();
        assertThat(key).doesNotContain(" ").isNotEmpty();
        assertThat(added.err()).contains("shown this once");

        Shell more =
                operator(
                        operator,
                        "organisation",
                        "key",
                        id,
                        "--scopes",
                        "assess",
                        "--person",
                        "reader-a",
                        "--theatres",
                        "SYR");
        assertThat(more.exit()).as(more.err()).isZero();
        String me =
                new org.casualtyledger.standalone.Requests(RealLedger.url(), more.out().strip())
                        .get("/v1/me")
                        .is(200)
                        .body();
        assertThat(me).contains("reader-a", "SYR");
        assertThat(operator(operator, "organisation", "revoke", id).exit()).isZero();
        assertThat(Shell.run("tally", "--url", RealLedger.url().toString(), "--key", key).exit())
                .isEqualTo(5);
    }

    @Test
    void a_running_total_is_a_series_with_signed_differences_and_no_tally() {
        submit(
                "c1",
                SyntheticClaim.of("cumulative")
                        .on("2001-01-01", "2001-03-31")
                        .unlocated()
                        .killed(10, 12));
        submit(
                "c2",
                SyntheticClaim.of("cumulative")
                        .on("2001-01-01", "2001-04-30")
                        .unlocated()
                        .killed(9, 15));
        counted();

        done("series", "--organisation", desk.id());

        assertThat(shell.out().replaceAll(" +", " "))
                .contains("cumulative: ")
                .contains("10–12", "9–15", "−1/+3")
                .contains("In no tally");
        done("tally", "--organisation", desk.id());
        assertThat(shell.out().replaceAll(" +", " ")).contains("total 0 0");
    }

    private void submit(SyntheticClaim claim) {
        submit("a", claim);
    }

    private void submit(String externalId, SyntheticClaim claim) {
        desk.requests().post("/v1/reports", claim.as(externalId)).is(201);
    }

    private void counted() {
        desk.requests().counted(RealLedger.logSize() - 1);
    }

    private void done(String... arguments) {
        shell = Shell.as(desk, arguments);
        assertThat(shell.exit()).as(shell.err()).isZero();
    }

    private static Shell operator(String key, String... arguments) {
        return Shell.as(new RealLedger.Organisation("operator", key), arguments);
    }
}
