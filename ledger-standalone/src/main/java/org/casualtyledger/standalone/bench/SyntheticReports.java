package org.casualtyledger.standalone.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bodies of {@code POST /v1/reports} as a monitoring organisation sends them, of 0.5 to some 4 KB
 * as leaves.
 */
final class SyntheticReports {
    private static final String[] MEANS = {"airstrike", "shelling", "drone", "small-arms", "ied"};
    private static final String[] STATUSES = {"alleged", "contested", "denied"};
    private static final String[] CLAIMANTS = {"ministry", "agency", "monitor", "witness"};

    private final SyntheticWorld world;
    private final Random random;
    private int made;

    SyntheticReports(long seed) {
        this.world = new SyntheticWorld(seed);
        this.random = world.random();
    }

    List<byte[]> next(int reports) {
        List<byte[]> bodies = new ArrayList<>(reports);
        for (int i = 0; i < reports; i++) {
            bodies.add(JsonMapper.shared().writeValueAsBytes(submission()));
        }
        return bodies;
    }

    private ObjectNode submission() {
        ObjectNode submission = JsonMapper.shared().createObjectNode();
        submission.put("externalId", "BENCH-" + ++made);
        ObjectNode claim = submission.putObject("claim");
        claim.put("kind", "incident");
        SyntheticWorld.Settlement where = world.settlement();
        LocalDate day = world.day();
        if (random.nextInt(3) == 0) {
            claim.putObject("claimant")
                    .put("name", "Sample Speaker " + random.nextInt(50))
                    .put("kind", CLAIMANTS[random.nextInt(CLAIMANTS.length)]);
        }
        when(claim.putObject("when"), day);
        place(claim.putArray("where").addObject(), where);
        harm(claim.putObject("harm"));
        actors(claim.putArray("actors"), where);
        claim.putArray("means").add(MEANS[random.nextInt(MEANS.length)]);
        sources(claim.putArray("sources"), day);
        claim.put("narrative", SyntheticWorld.MARK + " " + world.text(100 * world.few(12)));
        return submission;
    }

    /** One in ten is an interval, and some of those cross into another month. */
    private void when(ObjectNode when, LocalDate day) {
        boolean interval = random.nextInt(10) == 0;
        when.put("from", day.toString());
        when.put("to", day.plusDays(interval ? 1 + random.nextInt(20) : 0).toString());
        when.put("precision", interval ? "days" : "day");
    }

    private void place(ObjectNode place, SyntheticWorld.Settlement where) {
        place.put("name", where.name());
        place.putArray("admin").add(where.province()).add(where.district());
        place.put("country", where.country());
        place.putObject("point").put("latE6", where.latE6()).put("lonE6", where.lonE6());
        place.put("precision", random.nextInt(4) == 0 ? "near" : "exact");
    }

    private void harm(ObjectNode harm) {
        ObjectNode killed = harm.putObject("killed").putObject("civilians");
        int least = random.nextInt(8);
        range(killed.putObject("total"), least);
        if (random.nextInt(3) == 0) {
            range(killed.putObject("women"), random.nextInt(least + 1));
            range(killed.putObject("children"), random.nextInt(least + 1));
        }
        if (random.nextBoolean()) {
            range(
                    harm.putObject("injured").putObject("civilians").putObject("total"),
                    random.nextInt(20));
        }
    }

    /** One in five has no upper bound: "at least". */
    private void range(ObjectNode range, int least) {
        range.put("min", least);
        if (random.nextInt(5) > 0) {
            range.put("max", least + random.nextInt(4));
        }
    }

    private void actors(ArrayNode actors, SyntheticWorld.Settlement where) {
        int conflict = world.conflict();
        actors.addObject()
                .put("name", SyntheticWorld.actor(where, conflict, "a"))
                .put("role", "alleged")
                .put("status", STATUSES[random.nextInt(STATUSES.length)]);
        if (random.nextInt(3) == 0) {
            actors.addObject()
                    .put("name", SyntheticWorld.actor(where, conflict, "b"))
                    .put("role", "party");
        }
    }

    private void sources(ArrayNode sources, LocalDate day) {
        for (int i = world.few(16); i > 0; i--) {
            ObjectNode source = sources.addObject();
            source.put("publisher", world.publisher());
            source.put("date", day.plusDays(random.nextInt(5)).toString());
            source.put("title", world.text(30 + random.nextInt(100)));
            if (random.nextInt(3) > 0) {
                source.put("url", "https://example.org/" + Long.toString(random.nextLong(), 36));
            }
        }
    }
}
