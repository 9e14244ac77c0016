package org.casualtyledger.standalone.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which incidents a tally, its explanation, or its responsibility is about, and how they count. */
final class TallyFilters {

    @Option(names = "--place", paramLabel = "PLACE", description = "A place, by its name as stated")
    private @Nullable String place;

    @Option(
            names = "--city",
            paramLabel = "CITY",
            description = "A city as resolved, by its name or its id in the gazetteer")
    private @Nullable String city;

    @Option(
            names = "--actor",
            paramLabel = "ACTOR",
            description =
                    "An armed party, by a stated name or its id in the registry; as alleged perpetrator unless --role says otherwise")
    private @Nullable String actor;

    @Option(
            names = "--role",
            paramLabel = "alleged|party",
            description = "alleged: perpetrators (default); party: whoever was present")
    private @Nullable String role;

    @Option(
            names = "--through-coalitions",
            description = "Also what the actor's members did, while they were members")
    private boolean throughCoalitions;

    @Option(
            names = "--organisation",
            paramLabel = "ID",
            description = "Only what this organisation reported")
    private @Nullable String organisation;

    @Option(names = "--theatre", paramLabel = "CODE", description = "Only this theatre")
    private @Nullable String theatre;

    @Option(
            names = "--month",
            paramLabel = "YYYY-MM|spans",
            description = "One month; or all that spans months")
    private @Nullable String month;

    @Option(names = "--grade", paramLabel = "GRADE", description = "Only incidents of this grade")
    private @Nullable String grade;

    @Option(
            names = "--methodology",
            paramLabel = "NAME[@VERSION]",
            description = "Count in this way. Default: the ledger's default")
    private @Nullable String methodology;

    LedgerClient.Query on(LedgerClient.Query query) {
        return query.with("place", Optional.ofNullable(place))
                .with("city", Optional.ofNullable(city))
                .with("actor", Optional.ofNullable(actor))
                .with("role", Optional.ofNullable(role))
                .with("through", throughCoalitions ? Optional.of("coalition") : Optional.empty())
                .with("organisation", Optional.ofNullable(organisation))
                .with("theatre", Optional.ofNullable(theatre))
                .with("month", Optional.ofNullable(month))
                .with("grade", Optional.ofNullable(grade))
                .with("methodology", Optional.ofNullable(methodology));
    }
}
