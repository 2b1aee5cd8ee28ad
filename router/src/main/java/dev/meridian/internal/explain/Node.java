package dev.meridian.internal.explain;

import java.util.List;

/**
 * A line, and the lines below it.
 *
 * @param text the line
 * @param children what belongs to it
 */
public record Node(String text, List<Node> children) {

    /**
     * Copies the children.
     *
     * @param text the line
     * @param children what belongs to it
     */
    public Node {
        children = List.copyOf(children);
    }

    static Node leaf(String text) {
        return new Node(text, List.of());
    }

    /**
     * The tree as text, each child under its parent.
     *
     * @return lines without a line break at the end
     */
    public String render() {
        StringBuilder out = new StringBuilder(text);
        renderChildren(out, "\n");
        return out.toString();
    }

    private void renderChildren(StringBuilder out, String margin) {
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            Node child = children.get(i);
            out.append(margin).append(last ? "└─ " : "├─ ").append(child.text);
            child.renderChildren(out, margin + (last ? "   " : "│  "));
        }
    }
}
