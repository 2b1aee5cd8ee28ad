package dev.meridian.internal.analysis;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jooq.Asterisk;
import org.jooq.Field;
import org.jooq.QualifiedAsterisk;
import org.jooq.impl.QOM;

/**
 * Finds the names of all columns that a statement mentions, so that no others need to travel. Where it may use a column without naming it, by an asterisk or by
 * a join that takes all columns of a name, it needs them all. Used once, by one thread.
 */
final class NeededColumns {

    private final Set<String> names = new HashSet<>();
    private boolean all;

    NeededColumns(PartNode root) {
        collect(root);
    }

    private void collect(PartNode node) {
        // An alias that nothing defines is the name of a column too.
        if (node.part() instanceof Field<?> field) {
            names.add(field.getName().toLowerCase(Locale.ROOT));
        }
        all |= node.part() instanceof Asterisk
                || node.part() instanceof QualifiedAsterisk
                || (node.part() instanceof QOM.JoinTable<?, ?>
                        && node.keywords().stream()
                                .anyMatch(word -> word.contains("using") || word.contains("natural")));
        node.children().forEach(this::collect);
    }

    /** The names in lower case; empty where all columns are needed, or a part of the statement may hide one. */
    Set<String> names(Set<Trait> traits) {
        boolean hidden = traits.contains(Trait.PLAIN_SQL) || traits.contains(Trait.OTHER);
        return all || hidden ? Set.of() : Set.copyOf(names);
    }
}
