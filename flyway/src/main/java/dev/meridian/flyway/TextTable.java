package dev.meridian.flyway;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table in text: columns as wide as their widest cell, the last one left open. Empty cells show a dash. */
final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... head) {
        rows.add(List.of(head));
    }

    void row(String... cells) {
        rows.add(
                List.of(cells).stream().map(cell -> cell.isEmpty() ? "-" : cell).collect(Collectors.toList()));
    }

    String render() {
        return rows.stream().map(this::line).collect(Collectors.joining("\n"));
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size() - 1; column++) {
            line.append(padded(cells.get(column), width(column))).append("  ");
        }
        return line.append(cells.get(cells.size() - 1)).toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }
}
