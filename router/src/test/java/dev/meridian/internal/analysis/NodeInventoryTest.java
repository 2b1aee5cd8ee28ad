package dev.meridian.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.internal.analysis.NodeInventory.Entry;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Constants;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Statement;
import org.jooq.Table;
import org.jooq.impl.QOM;
import org.junit.jupiter.api.Test;

/** Shows the nodes that a new jOOQ brings or drops, before a statement does. */
class NodeInventoryTest {

    private static final NodeInventory INVENTORY = NodeInventory.read();

    /** Such as {@code 3.19}: of the jOOQ that runs, not of the one that this was compiled with. */
    private static final String JOOQ = version("MINOR_VERSION");

    private static String version(String constant) {
        try {
            return (String) Constants.class.getField(constant).get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> publicNodes() {
        return Arrays.stream(QOM.class.getDeclaredClasses())
                .filter(type -> Modifier.isPublic(type.getModifiers()) && isNode(type))
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isNode(Class<?> type) {
        return Stream.of(Condition.class, Table.class, Field.class, Query.class, Statement.class)
                .anyMatch(kind -> kind.isAssignableFrom(type));
    }

    @Test
    void everyNodeOfThisJooqIsListed() {
        Set<String> unlisted = publicNodes();
        unlisted.removeAll(INVENTORY.names(JOOQ));
        assertThat(unlisted)
                .as("nodes that jOOQ " + version("VERSION") + " brings: add them to jooq-nodes.txt")
                .isEmpty();
    }

    @Test
    void everyListedNodeIsInThisJooq() {
        Set<String> gone = INVENTORY.names(JOOQ);
        gone.removeAll(publicNodes());
        assertThat(gone)
                .as("nodes that jOOQ " + version("VERSION") + " drops: remove them from jooq-nodes.txt")
                .isEmpty();
    }

    @Test
    void eachNodeIsListedOnceWithAKnownTreatment() {
        assertThat(INVENTORY.entries().map(Entry::name)).doesNotHaveDuplicates();
        assertThat(INVENTORY.entries().map(Entry::treatment).distinct())
                .allMatch(word -> word.equals("read") || word.equals("row-local") || word.matches("left out: .{5,}"));
    }

    @Test
    void theRowLocalNodesAreThoseOfTheCode() {
        Set<String> listed = INVENTORY.names(JOOQ, "row-local");
        Set<String> read = INVENTORY.names(JOOQ, "read");
        Set<String> nodes =
                RowLocal.NODES.stream().map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
        assertThat(nodes).containsAll(listed);
        nodes.removeAll(listed);
        assertThat(read).as("row-local nodes that are not listed so").containsAll(nodes);
    }
}
