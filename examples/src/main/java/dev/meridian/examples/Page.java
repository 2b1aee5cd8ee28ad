package dev.meridian.examples;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lays out what the programs print: headings, paragraphs, and rows in columns. */
final class Page {

    private static final int WIDTH = 120;

    private final PrintStream out;

    Page(PrintStream out) {
        this.out = out;
    }

    /** The console in UTF-8, whatever the locale says: plans are trees drawn with lines. */
    static PrintStream stdout() {
        return new PrintStream(System.out, true, StandardCharsets.UTF_8);
    }

    /** Begins a part. */
    void heading(String text) {
        String start = "━━ " + text + " ";
        out.println(start + "━".repeat(Math.max(0, WIDTH - start.length())));
    }

    /** Begins a section. */
    void title(String text) {
        out.println("── " + text);
    }

    /** Ends a section. */
    void end() {
        out.println();
    }

    /** Prints text; long lines are wrapped, those of a tree within its branch. */
    void text(Object text) {
        text.toString()
                .lines()
                .forEach(line -> wrap(line, line.startsWith("├") || line.startsWith("│") ? "│    " : "     "));
    }

    private void wrap(String line, String indent) {
        int space = line.lastIndexOf(' ', WIDTH);
        if (line.length() <= WIDTH || space <= indent.length()) {
            out.println(line);
            return;
        }
        out.println(line.substring(0, space));
        wrap(indent + line.substring(space + 1), indent);
    }

    /** Prints rows in columns that are as wide as they need to be. */
    void rows(List<? extends List<?>> rows) {
        columns("", rows);
    }

    /** Prints the rows of an answer. */
    void answer(List<? extends List<?>> rows) {
        columns("→ ", rows);
    }

    private void columns(String mark, List<? extends List<?>> rows) {
        int columns = rows.isEmpty() ? 0 : rows.get(0).size();
        List<Integer> widths = IntStream.range(0, columns)
                .mapToObj(column -> width(rows, column))
                .toList();
        rows.forEach(row -> out.println((mark + line(row, widths)).stripTrailing()));
    }

    private static int width(List<? extends List<?>> rows, int column) {
        return rows.stream()
                .mapToInt(row -> row.get(column).toString().length())
                .max()
                .orElse(0);
    }

    private static String line(List<?> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> padded(row.get(column).toString(), widths.get(column)))
                .collect(Collectors.joining("  "));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
