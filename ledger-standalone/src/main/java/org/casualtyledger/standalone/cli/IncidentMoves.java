package org.casualtyledger.standalone.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** `ledger incident …`: which reports account for which incident. Needs the scope assess. */
final class IncidentMoves {

    private IncidentMoves() {}

    static void addTo(CommandLine incident, Session session) {
        incident.addSubcommand(new Link(session))
                .addSubcommand(new Merge(session))
                .addSubcommand(new Split(session))
                .addSubcommand(new Rehome(session))
                .addSubcommand(new Duplicate(session))
                .addSubcommand(new Dismiss(session))
                .addSubcommand(new Reverse(session));
    }

    private static void put(ObjectNode body, List<String> reports) {
        ArrayNode array = body.putArray("reports");
        reports.forEach(array::add);
    }

    @Command(
            name = "link",
            description = "Move reports into an incident, from wherever they are now.")
    static final class Link implements Callable<Integer> {
        private final Session session;
        @Mixin private final Why why = new Why();
        @Mixin private final Sending sending = new Sending();

        @Parameters(index = "0", paramLabel = "ID", description = "The incident")
        private String id = "";

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "REPORT",
                description = "Ids of reports, all of one theatre; at most 500")
        private List<String> reports = List.of();

        Link(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            ObjectNode body = why.body();
            put(body, reports);
            return sending.post(session, id, "links", body);
        }
    }

    @Command(
            name = "merge",
            description = "Merge another incident into this one, with all of its reports.")
    static final class Merge implements Callable<Integer> {
        private final Session session;
        @Mixin private final Why why = new Why();
        @Mixin private final Sending sending = new Sending();

        @Parameters(index = "0", paramLabel = "ID", description = "The incident that goes on")
        private String id = "";

        @Parameters(index = "1", paramLabel = "MERGED", description = "The one that goes into it")
        private String merged = "";

        Merge(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            return sending.post(session, id, "merges", why.body().put("merged", merged));
        }
    }

    @Command(name = "split", description = "Split reports off into another incident.")
    static final class Split implements Callable<Integer> {
        private final Session session;
        @Mixin private final Why why = new Why();
        @Mixin private final Sending sending = new Sending();

        @Parameters(index = "0", paramLabel = "ID", description = "The incident they are in")
        private String id = "";

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "REPORT",
                description = "Ids of reports: some of its own, never all")
        private List<String> reports = List.of();

        @Option(
                names = "--into",
                paramLabel = "ID",
                description =
                        "An incident that was merged into this one before. Default: a new one, named in the receipt")
        private @Nullable String into;

        Split(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            ObjectNode body = why.body();
            put(body, reports);
            if (into != null) {
                body.put("into", into);
            }
            return sending.post(session, id, "splits", body);
        }
    }

    @Command(name = "rehome", description = "Say that an incident belongs to another theatre.")
    static final class Rehome implements Callable<Integer> {
        private final Session session;
        @Mixin private final Why why = new Why();
        @Mixin private final Sending sending = new Sending();

        @Parameters(index = "0", paramLabel = "ID", description = "The incident")
        private String id = "";

        @Parameters(index = "1", paramLabel = "THEATRE", description = "As SYR")
        private String theatre = "";

        Rehome(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            return sending.post(session, id, "rehomings", why.body().put("theatre", theatre));
        }
    }

    @Command(
            name = "duplicate",
            description = "Confirm that an incident repeats another, which counts in its place.")
    static final class Duplicate implements Callable<Integer> {
        private final Session session;
        @Mixin private final Why why = new Why();
        @Mixin private final Sending sending = new Sending();

        @Parameters(index = "0", paramLabel = "ID", description = "The duplicate")
        private String id = "";

        @Option(
                names = "--of",
                required = true,
                paramLabel = "ID",
                description = "The incident that counts")
        private String survivor = "";

        Duplicate(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            return sending.post(session, id, "duplicates", why.body().put("survivor", survivor));
        }
    }

    @Command(
            name = "dismiss",
            description =
                    "Say that two incidents are two; takes back that one is the other's duplicate.")
    static final class Dismiss implements Callable<Integer> {
        private final Session session;
        @Mixin private final Why why = new Why();
        @Mixin private final Sending sending = new Sending();

        @Parameters(index = "0", paramLabel = "ID", description = "The one")
        private String id = "";

        @Parameters(index = "1", paramLabel = "OTHER", description = "The other")
        private String other = "";

        Dismiss(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            return sending.post(session, id, "dismissals", why.body().put("other", other));
        }
    }

    @Command(
            name = "reverse",
            description = "Reverse a link, merge, split, rehoming or confirmed duplicate.",
            footer = {
                "",
                "Both events stay in the log. Refused where later moves have changed what it did."
            })
    static final class Reverse implements Callable<Integer> {
        private final Session session;
        @Mixin private final Why why = new Why();
        @Mixin private final Sending sending = new Sending();

        @Parameters(index = "0", paramLabel = "ID", description = "The incident that it is about")
        private String id = "";

        @Parameters(index = "1", paramLabel = "POSITION", description = "The event to reverse")
        private long event;

        Reverse(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            return sending.post(session, id, "reversals", why.body().put("event", event));
        }
    }
}
