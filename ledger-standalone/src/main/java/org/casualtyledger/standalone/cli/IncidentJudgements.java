package org.casualtyledger.standalone.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** `ledger incident …`: what an assessor makes of an incident. Needs the scope assess. */
final class IncidentJudgements {

    private IncidentJudgements() {}

    static void addTo(CommandLine incident, Session session) {
        incident.addSubcommand(new Grade(session))
                .addSubcommand(new Counts(session))
                .addSubcommand(new Approve(session))
                .addSubcommand(new Responsibility(session));
    }

    /** What every judgement may ask for. */
    static final class Judging {
        @Option(
                names = "--take-back",
                description = "Take your organisation's judgement back, without another one")
        private boolean takeBack;

        @Option(
                names = "--review",
                description =
                        "Leave it pending, and not counted, until a second reader approves it")
        private boolean review;

        boolean takesBack() {
            return takeBack;
        }

        ObjectNode with(ObjectNode body) {
            return review ? body.put("review", true) : body;
        }

        /** Either a judgement or its end. */
        void check(boolean judged, String what) {
            if (judged == takeBack) {
                throw new UsageFault(
                        judged
                                ? "--take-back leaves no judgement; give one of the two"
                                : "give " + what + ", or --take-back");
            }
        }
    }

    @Command(
            name = "grade",
            description = "Grade how well an incident is established.",
            footer = {
                "",
                "  confirmed   a belligerent has admitted harm to civilians",
                "  fair        two or more credible sources, and a likely strike in that place at that time",
                "  weak        one source only, or sources that cannot be told apart",
                "  contested   competing accounts of who did it",
                "  discounted  it has been shown that no civilians were harmed, or not by this event"
            })
    static final class Grade implements Callable<Integer> {
        private final Session session;
        @Mixin private final Why why = new Why();
        @Mixin private final Judging judging = new Judging();
        @Mixin private final Sending sending = new Sending();

        @Parameters(index = "0", paramLabel = "ID", description = "The incident")
        private String id = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "GRADE",
                description = "confirmed, fair, weak, contested or discounted")
        private @Nullable String grade;

        @Option(
                names = "--methodology",
                paramLabel = "NAME",
                description = "The standard by which it is graded")
        private @Nullable String methodology;

        Grade(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            judging.check(grade != null, "a grade");
            ObjectNode body = judging.with(why.body()).put("grade", grade);
            if (methodology != null) {
                body.put("methodology", methodology);
            }
            return sending.post(session, id, "grades", body);
        }
    }

    @Command(
            name = "counts",
            description = "State the range of civilians harmed that the evidence bears out.",
            footer = {
                "",
                "A methodology that counts assessors' ranges takes it in place of what the reports say.",
                "  ledger incident counts ID --killed 5-8 --injured 3+ --reason \"two hospital lists\""
            })
    static final class Counts implements Callable<Integer> {
        private final Session session;
        @Mixin private final Why why = new Why();
        @Mixin private final Judging judging = new Judging();
        @Mixin private final Sending sending = new Sending();

        @Parameters(paramLabel = "ID", description = "The incident")
        private String id = "";

        @Option(
                names = "--killed",
                paramLabel = StatedRange.LABEL,
                converter = StatedRange.Converter.class,
                description = "Civilians killed: 5-8, 5, 5+ (at least) or ..8 (at most)")
        private @Nullable StatedRange killed;

        @Option(
                names = "--injured",
                paramLabel = StatedRange.LABEL,
                converter = StatedRange.Converter.class,
                description = "Civilians injured")
        private @Nullable StatedRange injured;

        @Option(
                names = "--undetermined",
                paramLabel = StatedRange.LABEL,
                converter = StatedRange.Converter.class,
                description = "Killed, of whom nobody says whether they were civilians")
        private @Nullable StatedRange undetermined;

        Counts(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            boolean judged = killed != null || injured != null || undetermined != null;
            judging.check(judged, "a range");
            ObjectNode body = judging.with(why.body());
            if (judged) {
                ObjectNode counts = body.putObject("counts");
                StatedRange.into(counts, "killed", Optional.ofNullable(killed));
                StatedRange.into(counts, "injured", Optional.ofNullable(injured));
                StatedRange.into(counts, "undetermined", Optional.ofNullable(undetermined));
            } else {
                body.putNull("counts");
            }
            return sending.post(session, id, "counts", body);
        }
    }

    @Command(
            name = "approve",
            description = "As second reader, approve a judgement that is pending.",
            footer = {"", "Nobody approves a judgement of their own."})
    static final class Approve implements Callable<Integer> {
        private final Session session;
        @Mixin private final Sending sending = new Sending();

        @Parameters(index = "0", paramLabel = "ID", description = "The incident")
        private String id = "";

        @Parameters(
                index = "1",
                paramLabel = "POSITION",
                description = "The judgement, as `incident show` names it")
        private long judgement;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why")
        private @Nullable String reason;

        Approve(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            ObjectNode body = JsonMapper.shared().createObjectNode().put("judgement", judgement);
            if (reason != null) {
                body.put("reason", reason);
            }
            return sending.post(session, id, "approvals", body);
        }
    }

    @Command(
            name = "responsibility",
            description = "Say who is alleged to have done it, and who was only present.",
            footer = {
                "",
                "Each option may stand several times. An actor who is only present is never counted as a perpetrator."
            })
    static final class Responsibility implements Callable<Integer> {
        private final Session session;
        @Mixin private final Why why = new Why();
        @Mixin private final Judging judging = new Judging();
        @Mixin private final Sending sending = new Sending();

        @Parameters(paramLabel = "ID", description = "The incident")
        private String id = "";

        @Option(names = "--alleged", paramLabel = "ACTOR", description = "Alleged to have done it")
        private List<String> alleged = List.of();

        @Option(
                names = "--contested",
                paramLabel = "ACTOR",
                description = "Alleged, and others contradict it")
        private List<String> contested = List.of();

        @Option(names = "--admitted", paramLabel = "ACTOR", description = "Alleged, and admits it")
        private List<String> admitted = List.of();

        @Option(names = "--denied", paramLabel = "ACTOR", description = "Alleged, and denies it")
        private List<String> denied = List.of();

        @Option(names = "--present", paramLabel = "ACTOR", description = "A party, and not alleged")
        private List<String> present = List.of();

        Responsibility(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            ArrayNode actors = JsonMapper.shared().createArrayNode();
            add(actors, alleged, "alleged");
            add(actors, contested, "contested");
            add(actors, admitted, "admitted");
            add(actors, denied, "denied");
            present.forEach(name -> actors.addObject().put("name", name).put("role", "party"));
            judging.check(!actors.isEmpty(), "an actor");
            ObjectNode body = judging.with(why.body());
            if (judging.takesBack()) {
                body.putNull("actors");
            } else {
                body.set("actors", actors);
            }
            return sending.post(session, id, "responsibilities", body);
        }

        private static void add(ArrayNode actors, List<String> names, String status) {
            for (String name : names) {
                actors.addObject().put("name", name).put("role", "alleged").put("status", status);
            }
        }
    }
}
