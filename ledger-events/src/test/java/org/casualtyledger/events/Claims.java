package org.casualtyledger.events;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.casualtyledger.events.claim.*;

/** Random claims for property tests: everything that the model allows, from a seeded generator. */
public final class Claims {
    private final RandomGenerator random;

    public Claims(RandomGenerator random) {
        this.random = random;
    }

    /** A claim with free text, as a request would bring it. */
    public ClaimDraft draft() {
        Claim claim = claim(pick(ReportKind.values()));
        List<FreeText> texts = new ArrayList<>();
        if (random.nextBoolean()) {
            texts.add(new FreeText(FreeText.CLAIM, "narrative", text(400)));
        }
        for (int i = 0; i < claim.sources().size(); i++) {
            texts.add(new FreeText(i, "title", text(120)));
        }
        return new ClaimDraft(claim, texts, List.of());
    }

    public Claim claim(ReportKind kind) {
        Map<String, Claim.Original> original = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            original.put("field_" + i, new Claim.Original.Figure(random.nextInt(100)));
        }
        return new Claim(
                kind,
                random.nextInt(3) == 0
                        ? Optional.of(
                                new Claimant(name(), pick(ClaimantKind.values()), maybe(name())))
                        : Optional.empty(),
                when(),
                times(3, this::place),
                new Harm(toll(), toll()),
                times(3, this::actor),
                times(2, () -> pick(Means.values())),
                times(3, () -> new Source(name(), maybe(date()), OptionalInt.empty(), List.of())),
                maybe(new ReportId(new java.util.UUID(random.nextLong(), random.nextLong()))),
                kind == ReportKind.CUMULATIVE
                        ? maybe(new Claim.Backlog(range(), range()))
                        : Optional.empty(),
                original,
                List.of());
    }

    public When when() {
        LocalDate from = date();
        int days = random.nextInt(4) == 0 ? random.nextInt(100) : 0;
        return new When(from, from.plusDays(days), pick(TimePrecision.values()));
    }

    private LocalDate date() {
        return LocalDate.of(2017, 1, 1).plusDays(random.nextInt(400));
    }

    private Place place() {
        String province = "Province " + random.nextInt(3);
        String district = "District " + random.nextInt(4);
        return new Place(
                pick(new String[] {"Старе Село", "قرية المثال", "Example town", "Sampleville"}),
                pick(List.of(List.of(), List.of(province), List.of(province, district))),
                maybe(pick(new String[] {"Syria", "Ukraine", "Sudan"})),
                maybe(new Point(random.nextInt(90_000_000), random.nextInt(180_000_000))),
                pick(PlacePrecision.values()));
    }

    private Toll toll() {
        Map<Role, Range> roles = new EnumMap<>(Role.class);
        if (random.nextInt(5) == 0) {
            roles.put(pick(Role.values()), Range.of(1, 2));
        }
        return new Toll(
                new Civilians(range(), range(), range(), range(), range()),
                range(),
                range(),
                roles);
    }

    public Range range() {
        int min = random.nextInt(20);
        return switch (random.nextInt(5)) {
            case 0 -> Range.NOT_STATED;
            case 1 -> Range.atLeast(min);
            case 2 -> new Range(OptionalInt.empty(), OptionalInt.of(min), OptionalInt.empty());
            case 3 -> Range.exactly(min);
            default -> Range.of(min, min + random.nextInt(10));
        };
    }

    private StatedActor actor() {
        ActorRole role = pick(ActorRole.values());
        return new StatedActor(
                pick(new String[] {"Sample Force", "Sample Group", "Unknown"}),
                role,
                role == ActorRole.ALLEGED
                        ? Optional.of(pick(ActorStatus.values()))
                        : Optional.empty(),
                maybe("a"));
    }

    private String name() {
        return text(30).strip() + "x";
    }

    /** Text in several scripts, with what JSON must escape. */
    private String text(int most) {
        String[] words = {
            "report",
            "تقرير",
            "сообщение",
            "\"quoted\"",
            "back\\slash",
            "😶",
            "é",
            "e\u0301",
            "\u2028"
        };
        StringBuilder out = new StringBuilder(pick(words));
        while (out.length() < random.nextInt(1, most)) {
            out.append(' ').append(pick(words));
        }
        return out.substring(0, Math.min(out.length(), most - 10 > 10 ? most - 10 : 10))
                        .replaceAll("[\\p{Cs}]", "")
                        .strip()
                + ".";
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private <T> List<T> times(int most, java.util.function.Supplier<T> make) {
        List<T> made = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            made.add(make.get());
        }
        return made;
    }

    private <T> T pick(T[] from) {
        return from[random.nextInt(from.length)];
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
