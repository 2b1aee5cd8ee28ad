package dev.meridian.internal.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds the columns of the outermost SELECT in a text, as they are written there. Used once, by one thread. */
final class SelectItems {

    private static final Set<String> BEFORE = Set.of("distinct", "all");
    private static final Set<String> AFTER = Set.of(
            "from",
            "where",
            "group",
            "having",
            "window",
            "union",
            "intersect",
            "except",
            "order",
            "limit",
            "offset",
            "fetch",
            "for");

    private final String text;
    private final List<String> items = new ArrayList<>();
    private int start = -1;
    private int depth;
    private boolean done;

    private SelectItems(String text) {
        this.text = text;
    }

    /** The columns, each without blanks around it; empty where there is no SELECT. */
    static List<String> of(String text) {
        SelectItems items = new SelectItems(text);
        items.read();
        return items.items;
    }

    private void read() {
        int at = 0;
        while (at < text.length() && !done) {
            at = next(at);
        }
        if (!done && start >= 0) {
            end(text.length());
        }
    }

    /** Reads what begins at a place, and returns where it ends. */
    private int next(int at) {
        char c = text.charAt(at);
        if (c == '\'' || c == '"' || c == '`') {
            return after(text.indexOf(c, at + 1), 1);
        }
        if (text.startsWith("--", at)) {
            return after(text.indexOf('\n', at), 1);
        }
        if (text.startsWith("/*", at)) {
            return after(text.indexOf("*/", at), 2);
        }
        if (Character.isJavaIdentifierStart(c)) {
            return word(at);
        }
        sign(c, at);
        return at + 1;
    }

    private int after(int found, int length) {
        return found < 0 ? text.length() : found + length;
    }

    private void sign(char c, int at) {
        if (c == '(') {
            depth++;
        } else if (c == ')') {
            depth--;
        } else if (c == ',' && depth == 0 && start >= 0) {
            end(at);
            start = at + 1;
        }
    }

    private int word(int at) {
        int end = at;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        if (depth == 0) {
            word(text.substring(at, end).toLowerCase(Locale.ROOT), at, end);
        }
        return end;
    }

    private void word(String word, int at, int end) {
        boolean first =
                start >= 0 && items.isEmpty() && text.substring(start, at).isBlank();
        if (start < 0 ? word.equals("select") : first && BEFORE.contains(word)) {
            start = end;
        } else if (start >= 0 && AFTER.contains(word)) {
            end(at);
            done = true;
        }
    }

    private void end(int at) {
        items.add(text.substring(start, at).strip());
    }
}
