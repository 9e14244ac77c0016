package org.casualtyledger.projections.tallies;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.Parameters;
import org.springframework.mock.web.MockHttpServletRequest;

/** Questions for tests, as a query string says them. */
final class Questions {
    private static final String[] FILTERS = {
        "city=2",
        "city=city+1",
        "actor=force",
        "actor=coalition&through=coalition",
        "actor=wing&role=party",
        "theatre=SYR",
        "grade=ungraded",
        "organisation=ucdp",
        "months=2012-01/2019-12",
        "month=spans",
        "place=syria"
    };

    /** A methodology that nobody asks for: where it alone is journaled, all others are counted. */
    static final Methodology NOT_ASKED =
            Methodologies.read(
                            Methodologies.DOCUMENTED
                                    .document()
                                    .replace("\"version\":2", "\"version\":99"))
                    .orElseThrow();

    private Questions() {}

    static Parameters parameters(String query) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setQueryString(query.replace(" ", "+"));
        return new Parameters(request);
    }

    static TallyQuestion question(String query) {
        Parameters parameters = parameters(query);
        TallyQuestion question = TallyQuestion.read(parameters);
        parameters.done();
        return question;
    }

    /** One to three filters that do not contradict each other as parameters. */
    static String filter(Random random) {
        List<String> chosen =
                random.ints(1 + random.nextInt(3), 0, FILTERS.length)
                        .mapToObj(i -> FILTERS[i])
                        .toList();
        StringBuilder query = new StringBuilder();
        for (String filter : chosen) {
            if (Stream.of("actor", "city", "month")
                            .noneMatch(name -> filter.startsWith(name) && query.indexOf(name) >= 0)
                    && query.indexOf(filter) < 0) {
                query.append(query.isEmpty() ? "" : "&").append(filter);
            }
        }
        return query.toString();
    }

    static String by(Random random) {
        By[] all = By.values();
        By one = all[random.nextInt(all.length)];
        By other = all[random.nextInt(all.length)];
        return one == other ? one.code() : one.code() + "," + other.code();
    }
}
