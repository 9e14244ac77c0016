package org.casualtyledger.projections.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/**
 * Where a list goes on. It pins the positions of its first page, so that no later event moves a row
 * from one page to another.
 *
 * @param asOf the position that the list stands at
 * @param rules the position whose rules hold
 * @param after what the list orders its rows by, of the last row that was given
 */
public record Cursor(long asOf, long rules, String after) {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    public String text() {
        return ENCODER.encodeToString((asOf + " " + rules + " " + after).getBytes(UTF_8));
    }

    /**
     * @throws IllegalArgumentException for what no answer gave
     */
    public static Cursor parse(String text) {
        String decoded = new String(Base64.getUrlDecoder().decode(text), UTF_8);
        String[] parts = decoded.split(" ", 3);
        if (parts.length < 3
                || !parts[0].matches("-?[0-9]{1,18}")
                || !parts[1].matches("-?[0-9]{1,18}")) {
            throw new IllegalArgumentException("is no cursor of an earlier answer");
        }
        return new Cursor(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
    }
}
