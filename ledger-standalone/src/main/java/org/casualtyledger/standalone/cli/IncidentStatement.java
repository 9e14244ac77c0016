package org.casualtyledger.standalone.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** `ledger incident statement`: what a belligerent says about an incident. */
@Command(
        name = "statement",
        description = "Record what a belligerent says about an incident, or take a record back.",
        footer = {
            "",
            "A denial never lowers a minimum. Figures are conceded ones: with --stance admits alone.",
            "  ledger incident statement ID --actor \"US-led Coalition\" --stance denies --on 2017-06-30 --publisher \"…\""
        })
final class IncidentStatement implements Callable<Integer> {
    private final Session session;
    @Mixin private final Sending sending = new Sending();

    @Parameters(paramLabel = "ID", description = "The incident")
    private String id = "";

    @Option(names = "--actor", paramLabel = "ACTOR", description = "Who says it")
    private @Nullable String actor;

    @Option(
            names = "--stance",
            paramLabel = "STANCE",
            description = "admits, denies, investigating, or silent (asked, and gave no answer)")
    private @Nullable String stance;

    @Option(names = "--on", paramLabel = "DATE", description = "When it was said")
    private @Nullable String on;

    @Option(
            names = "--killed",
            paramLabel = StatedRange.LABEL,
            converter = StatedRange.Converter.class,
            description = "Civilians whose killing it concedes")
    private @Nullable StatedRange killed;

    @Option(
            names = "--injured",
            paramLabel = StatedRange.LABEL,
            converter = StatedRange.Converter.class,
            description = "Civilians whose injury it concedes")
    private @Nullable StatedRange injured;

    @Option(names = "--publisher", paramLabel = "NAME", description = "Who published it")
    private @Nullable String publisher;

    @Option(names = "--published", paramLabel = "DATE", description = "When it was published")
    private @Nullable String published;

    @Option(names = "--title", paramLabel = "TEXT", description = "Under which title")
    private @Nullable String title;

    @Option(names = "--address", paramLabel = "URL", description = "At which address")
    private @Nullable String address;

    @Option(
            names = "--statement",
            paramLabel = "UUID",
            description = "The record that this one replaces, or takes back")
    private @Nullable String statement;

    @Option(names = "--retract", description = "Take the record back; needs --statement")
    private boolean retract;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why")
    private @Nullable String reason;

    IncidentStatement(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        check();
        ObjectNode body = JsonMapper.shared().createObjectNode();
        put(body, "statement", statement);
        put(body, "reason", reason);
        if (retract) {
            body.put("retract", true);
        } else {
            put(body, "actor", actor);
            put(body, "stance", stance);
            put(body, "on", on);
            StatedRange.into(body, "killed", Optional.ofNullable(killed));
            StatedRange.into(body, "injured", Optional.ofNullable(injured));
            source(body);
        }
        return sending.post(session, id, "statements", body);
    }

    private void check() {
        if (retract && (statement == null || reason == null)) {
            throw new UsageFault("--retract needs --statement and --reason");
        }
        if (!retract && (actor == null || stance == null || on == null)) {
            throw new UsageFault("give --actor, --stance and --on; or --retract");
        }
        if (publisher == null && (published != null || title != null || address != null)) {
            throw new UsageFault("a source has a --publisher");
        }
    }

    private void source(ObjectNode body) {
        if (publisher != null) {
            ObjectNode source = body.putObject("source").put("publisher", publisher);
            put(source, "date", published);
            put(source, "title", title);
            put(source, "url", address);
        }
    }

    private static void put(ObjectNode body, String name, @Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
