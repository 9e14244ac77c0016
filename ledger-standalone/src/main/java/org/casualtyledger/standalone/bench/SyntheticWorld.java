package org.casualtyledger.standalone.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Invented incidents in invented settlements of several theatres, in several scripts, from a seed.
 * The same seed gives the same sequence on every machine: {@link Random} is specified to the bit.
 */
final class SyntheticWorld {

    /** Every text says what it is. */
    static final String MARK = "SYNTHETIC BENCHMARK – not real people or events.";

    /** Together as many settlements as UCDP GED's Syria extract names: 1,990. */
    private static final int SETTLEMENTS = 500;

    private static final int DISTRICTS = 60;
    private static final int PROVINCES = 14;
    private static final LocalDate FIRST_DAY = LocalDate.of(2016, 1, 1);
    private static final int DAYS = 4 * 365;

    private static final List<Theatre> THEATRES =
            List.of(
                    new Theatre(
                            "Syria",
                            34_800_000,
                            37_500_000,
                            "محافظة %d",
                            "منطقة %d",
                            "قرية المثال %d"),
                    new Theatre(
                            "Ukraine",
                            48_500_000,
                            37_000_000,
                            "%d-та область",
                            "%d-й район",
                            "Зразкове %d"),
                    new Theatre(
                            "Sudan",
                            13_500_000,
                            27_000_000,
                            "Sample State %d",
                            "Locality %d",
                            "Sampleville %d"),
                    new Theatre(
                            "Myanmar (Burma)",
                            21_000_000,
                            96_000_000,
                            "ပြည်နယ် %d",
                            "ခရိုင် %d",
                            "နမူနာရွာ %d"));

    private static final String[] WORDS = {
        "sample",
        "report",
        "of",
        "an",
        "invented",
        "strike",
        "near",
        "the",
        "market",
        "تقرير",
        "عن",
        "حادث",
        "مختلق",
        "سوق",
        "сообщение",
        "о",
        "вымышленном",
        "ударе",
        "рядом",
        "з",
        "ринком",
        "နမူနာ",
        "သတင်း",
        "\"quoted\"",
        "shelling",
        "clashes",
        "road",
        "school"
    };

    private final Random random;
    private final List<Settlement> settlements = new ArrayList<>();

    SyntheticWorld(long seed) {
        this.random = new Random(seed);
        for (int i = 0; i < SETTLEMENTS; i++) {
            for (Theatre theatre : THEATRES) {
                int district = i % DISTRICTS;
                settlements.add(
                        new Settlement(
                                theatre.country(),
                                theatre.province().formatted(district % PROVINCES),
                                theatre.district().formatted(district),
                                theatre.settlement().formatted(i),
                                theatre.latE6() + random.nextInt(-2_000_000, 2_000_000),
                                theatre.lonE6() + random.nextInt(-2_000_000, 2_000_000)));
            }
        }
    }

    private record Theatre(
            String country,
            int latE6,
            int lonE6,
            String province,
            String district,
            String settlement) {}

    record Settlement(
            String country, String province, String district, String name, int latE6, int lonE6) {}

    Random random() {
        return random;
    }

    /**
     * As in that extract, a twentieth of the settlements has half of the incidents: with random u,
     * place u⁴.
     */
    Settlement settlement() {
        double u = random.nextDouble();
        return settlements.get((int) (settlements.size() * u * u * u * u));
    }

    LocalDate day() {
        return FIRST_DAY.plusDays(random.nextInt(DAYS));
    }

    /**
     * Which of a theatre's conflicts an incident belongs to, as in that extract: three pairs of
     * parties have 84 of 100.
     */
    int conflict() {
        int percent = random.nextInt(100);
        if (percent < 53) {
            return 0;
        }
        return percent < 69 ? 1 : percent < 84 ? 2 : 3 + random.nextInt(30);
    }

    /** An armed party: {@code side} a or b of a conflict of the theatre. */
    static String actor(Settlement where, int conflict, String side) {
        return "Sample Force " + conflict + side + " of " + where.country();
    }

    String publisher() {
        return "Sample Wire " + Math.min(random.nextInt(40), random.nextInt(40));
    }

    /** Words in all scripts, of about this many characters. */
    String text(int characters) {
        StringBuilder text = new StringBuilder(characters + 16);
        while (text.length() < characters) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString().strip();
    }

    /** From one to {@code most}, and most often few. */
    int few(int most) {
        return 1 + Math.min(random.nextInt(most), random.nextInt(most));
    }
}
