package org.casualtyledger.standalone.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Columns for a terminal, in any script: numbers to the right, words to the left, a rule before
 * what sums up.
 */
final class TextTable {

    enum Align {
        LEFT,
        RIGHT
    }

    /** Leaves room for three columns of a name in a terminal of ordinary width. */
    private static final int WIDEST = 60;

    /**
     * Keeps a terminal that reorders right-to-left text from carrying the numbers beside it along.
     */
    private static final String LEFT_TO_RIGHT_MARK = "\u200e";

    private final List<String> heads = new ArrayList<>();
    private final List<Align> aligns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    TextTable column(String head, Align align) {
        heads.add(head);
        aligns.add(align);
        return this;
    }

    TextTable row(List<String> cells) {
        if (cells.size() != heads.size()) {
            throw new IllegalArgumentException(
                    cells.size() + " cells in " + heads.size() + " columns");
        }
        rows.add(cells.stream().map(TextTable::fit).toList());
        return this;
    }

    TextTable rule() {
        rows.add(List.of());
        return this;
    }

    String render() {
        int[] widths = new int[heads.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] =
                    Math.max(
                            width(heads.get(i)),
                            rows.stream()
                                    .filter(row -> !row.isEmpty())
                                    .mapToInt(row -> width(row.get(column)))
                                    .max()
                                    .orElse(0));
        }
        String rule = Arrays.stream(widths).mapToObj("─"::repeat).collect(Collectors.joining("  "));
        List<String> lines = new ArrayList<>(List.of(line(heads, widths), rule));
        rows.forEach(row -> lines.add(row.isEmpty() ? rule : line(row, widths)));
        return String.join("\n", lines);
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(widths[i] - width(cell));
            line.append(i == 0 ? "" : "  ")
                    .append(
                            aligns.get(i) == Align.LEFT
                                    ? marked(cell) + padding
                                    : padding + marked(cell));
        }
        return line.toString().stripTrailing();
    }

    private static String marked(String cell) {
        boolean rightToLeft =
                cell.codePoints()
                        .anyMatch(
                                c ->
                                        switch (Character.getDirectionality(c)) {
                                            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                                                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC ->
                                                    true;
                                            default -> false;
                                        });
        return rightToLeft ? cell + LEFT_TO_RIGHT_MARK : cell;
    }

    /** One line, no control characters, and not wider than a column may be. */
    private static String fit(String cell) {
        StringBuilder fitted = new StringBuilder();
        int width = 0;
        for (int c : cell.codePoints().toArray()) {
            int shown = Character.isISOControl(c) ? ' ' : c;
            width += width(shown);
            if (width > WIDEST) {
                return fitted.append('…').toString();
            }
            fitted.appendCodePoint(shown);
        }
        return fitted.toString();
    }

    static int width(String text) {
        return text.codePoints().map(TextTable::width).sum();
    }

    private static int width(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> wide(c) ? 2 : 1;
        };
    }

    private static boolean wide(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> (c >= 0xff01 && c <= 0xff60) || (c >= 0x3000 && c <= 0x303f);
        };
    }
}
