package dev.meridian.internal.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables that one SELECT, or one write, can refer to; names that it does not declare are looked up further out. */
final class Scope {

    private final @Nullable Scope outer;
    private final Map<String, Optional<TableUse>> byAlias = new HashMap<>();
    private final List<TableUse> uses = new ArrayList<>();
    private final Set<String> commonTables = new HashSet<>();

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    void declare(TableUse use) {
        byAlias.put(use.alias(), Optional.of(use));
        uses.add(use);
    }

    /** Declares something that is no logical table: it hides outer tables of its name. */
    void declareOther(String alias) {
        byAlias.putIfAbsent(alias, Optional.empty());
    }

    /** The use declared in this very scope under the name. */
    Optional<TableUse> own(String alias) {
        return byAlias.getOrDefault(alias, Optional.empty());
    }

    /** The use that the name refers to, here or further out. */
    Optional<TableUse> resolve(String alias) {
        Optional<TableUse> found = byAlias.get(alias);
        if (found != null) {
            return found;
        }
        return outer == null ? Optional.empty() : outer.resolve(alias);
    }

    void declareCommonTable(String name) {
        commonTables.add(name);
    }

    /** Whether WITH defines a table of this name, here or further out. */
    boolean isCommonTable(String name) {
        return commonTables.contains(name) || (outer != null && outer.isCommonTable(name));
    }

    List<TableUse> uses() {
        return uses;
    }
}
