package dev.meridian.internal.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DeleteQuery;
import org.jooq.InsertQuery;
import org.jooq.Merge;
import org.jooq.QueryPart;
import org.jooq.SelectQuery;
import org.jooq.UpdateQuery;

/** A part of a statement as the rendering visited it, with the parts inside it. */
final class PartNode {

    private final QueryPart part;
    private final boolean declaresTables;
    private final List<PartNode> children = new ArrayList<>();
    private final List<String> keywords = new ArrayList<>();
    private String introduction = "";

    PartNode(QueryPart part, boolean declaresTables) {
        this.part = part;
        this.declaresTables = declaresTables;
    }

    void add(PartNode child) {
        child.introduction = keywords.isEmpty() ? "" : keywords.get(keywords.size() - 1);
        children.add(child);
    }

    void addKeyword(String keyword) {
        keywords.add(keyword.toLowerCase(Locale.ROOT));
    }

    QueryPart part() {
        return part;
    }

    /** Whether a table that stands here is declared in a FROM clause or as a target, rather than the qualifier of a column. */
    boolean declaresTables() {
        return declaresTables;
    }

    List<PartNode> children() {
        return children;
    }

    /** The condition that stands directly in the part after a keyword: {@code where}, {@code on}. */
    /** The keyword that the parent rendered last before this part, in lower case; empty where it rendered none. */
    String introduction() {
        return introduction;
    }

    /** The parts that stand directly behind a keyword. */
    List<PartNode> after(String keyword) {
        return children.stream()
                .filter(child -> child.introduction.equals(keyword))
                .toList();
    }

    Optional<Condition> conditionAfter(String keyword) {
        return children.stream()
                .filter(child -> child.introduction.equals(keyword))
                .map(PartNode::part)
                .filter(Condition.class::isInstance)
                .map(Condition.class::cast)
                .findFirst();
    }

    /** The keywords that the part itself rendered, in lower case. */
    List<String> keywords() {
        return keywords;
    }

    /** Whether the part is of a class that jOOQ keeps to itself, by its simple name. */
    boolean is(String className) {
        return part.getClass().getSimpleName().equals(className);
    }

    /** Whether the part is a SELECT, or a write, with tables and conditions of its own. */
    boolean isScope() {
        return part instanceof SelectQuery<?> || isWrite();
    }

    /** Whether the part writes. */
    boolean isWrite() {
        return part instanceof InsertQuery<?>
                || part instanceof UpdateQuery<?>
                || part instanceof DeleteQuery<?>
                || part instanceof Merge<?>;
    }
}
