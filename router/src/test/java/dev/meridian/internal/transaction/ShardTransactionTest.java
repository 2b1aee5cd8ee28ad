package dev.meridian.internal.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meridian.exception.PartialCommitException;
import dev.meridian.placement.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Configuration;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardTransactionTest {

    @TempDir
    private Path folder;

    private final Configuration root =
            new DefaultConfiguration().set(SQLDialect.SQLITE).set(new ShardTransactionProvider());
    private final List<FailingDataSource> sources = new ArrayList<>();
    private Database one;
    private Database two;
    private Database three;

    @BeforeEach
    void createDatabases() throws SQLException {
        one = database("one");
        two = database("two");
        three = database("three");
    }

    private Database database(String name) throws SQLException {
        FailingDataSource source = new FailingDataSource(folder.resolve(name + ".db"));
        sources.add(source);
        Database database = new Database(name, SQLDialect.SQLITE, source);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table notes (text varchar)");
        }
        return database;
    }

    @AfterEach
    void everyConnectionCameBackAsItWas() {
        assertThat(sources).allSatisfy(source -> {
            assertThat(source.open()).as("open connections").isZero();
            assertThat(source.closedInTransaction())
                    .as("closed without auto-commit")
                    .isZero();
        });
    }

    private FailingDataSource source(Database database) {
        return (FailingDataSource) database.dataSource();
    }

    private static void note(Configuration configuration, Database database, String text) {
        ShardTransaction transaction = ShardTransaction.of(configuration);
        assertThat(transaction).as("a transaction").isNotNull();
        try (Statement statement = transaction.connection(database).createStatement()) {
            statement.execute("insert into notes values ('" + text + "')");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> notes(Database database) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select text from notes order by text")) {
            List<String> notes = new ArrayList<>();
            while (rows.next()) {
                notes.add(rows.getString(1));
            }
            return notes;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException wanted() {
        return new IllegalStateException("wanted");
    }

    @Test
    void aTransactionCommitsOnEveryDatabaseThatItTouched() {
        DSL.using(root).transaction(transaction -> {
            note(transaction, one, "a");
            note(transaction, two, "b");
            assertThat(ShardTransaction.of(transaction).touches(one)).isTrue();
            assertThat(ShardTransaction.of(transaction).touches(three)).isFalse();
        });
        assertThat(notes(one)).containsExactly("a");
        assertThat(notes(two)).containsExactly("b");
    }

    @Test
    void anExceptionRollsBackOnEveryDatabase() {
        assertThatThrownBy(() -> DSL.using(root).transaction(transaction -> {
                    note(transaction, one, "a");
                    note(transaction, two, "b");
                    throw wanted();
                }))
                .hasMessage("wanted");
        assertThat(notes(one)).isEmpty();
        assertThat(notes(two)).isEmpty();
    }

    @Test
    void statementsOfOneTransactionShareAConnection() {
        DSL.using(root).transaction(transaction -> {
            ShardTransaction current = ShardTransaction.of(transaction);
            assertThat(current.connection(one)).isSameAs(current.connection(one));
            assertThat(current.connection(one).getAutoCommit()).isFalse();
        });
    }

    @Test
    void aNestedRollbackUndoesItsOwnWorkOnly() {
        DSL.using(root).transaction(outer -> {
            note(outer, one, "outer");
            assertThatThrownBy(() -> DSL.using(outer).transaction(inner -> {
                        note(inner, one, "inner");
                        note(inner, two, "first touched inside");
                        throw wanted();
                    }))
                    .hasMessage("wanted");
            note(outer, two, "after");
        });
        assertThat(notes(one)).containsExactly("outer");
        assertThat(notes(two)).containsExactly("after");
    }

    @Test
    void nestedTransactionsCommitWithTheOuterOne() {
        DSL.using(root).transaction(outer -> {
            note(outer, one, "1");
            DSL.using(outer).transaction(middle -> {
                note(middle, two, "2");
                DSL.using(middle).transaction(inner -> note(inner, three, "3"));
                assertThatThrownBy(() -> DSL.using(middle).transaction(inner -> {
                            note(inner, three, "4");
                            throw wanted();
                        }))
                        .hasMessage("wanted");
            });
            DSL.using(outer).transaction(again -> note(again, one, "5"));
        });
        assertThat(notes(one)).containsExactly("1", "5");
        assertThat(notes(two)).containsExactly("2");
        assertThat(notes(three)).containsExactly("3");
    }

    @Test
    void anOuterRollbackUndoesNestedWork() {
        assertThatThrownBy(() -> DSL.using(root).transaction(outer -> {
                    DSL.using(outer).transaction(inner -> note(inner, one, "inner"));
                    throw wanted();
                }))
                .hasMessage("wanted");
        assertThat(notes(one)).isEmpty();
    }

    @Test
    void aFailingSecondCommitSaysWhatBecameOfEachDatabase() {
        source(two).failCommits();
        List<String> rolledBack = new ArrayList<>();
        PartialCommitException failure = catchThrowableOfType(
                PartialCommitException.class,
                () -> DSL.using(root).transaction(transaction -> {
                    ShardTransaction.of(transaction).onRollback(() -> rolledBack.add("told"));
                    note(transaction, one, "a");
                    note(transaction, two, "b");
                    note(transaction, three, "c");
                }));
        assertThat(failure).isNotNull();
        assertThat(failure.committed()).containsExactly("one");
        assertThat(failure.unknown()).containsExactly("two");
        assertThat(failure.rolledBack()).containsExactly("three");
        assertThat(failure.getMessage()).contains("one", "two", "three");
        assertThat(rolledBack).containsExactly("told");
        assertThat(notes(one)).containsExactly("a");
        assertThat(notes(three)).isEmpty();
    }

    @Test
    void aRollbackThatFailsAfterAFailedCommitIsUnknownToo() {
        source(two).failCommits();
        source(three).failRollbacks();
        PartialCommitException failure = catchThrowableOfType(
                PartialCommitException.class,
                () -> DSL.using(root).transaction(transaction -> {
                    note(transaction, one, "a");
                    note(transaction, two, "b");
                    note(transaction, three, "c");
                }));
        assertThat(failure.committed()).containsExactly("one");
        assertThat(failure.unknown()).containsExactly("two", "three");
        assertThat(failure.rolledBack()).isEmpty();
        source(three).work();
    }

    @Test
    void aFailingCommitOnTheOnlyDatabaseIsThatDatabasesOwnFailure() {
        source(one).failCommits();
        Throwable failure =
                catchThrowable(() -> DSL.using(root).transaction(transaction -> note(transaction, one, "a")));
        assertThat(failure)
                .isInstanceOf(DataAccessException.class)
                .isNotInstanceOf(PartialCommitException.class)
                .hasMessageContaining("one");
        assertThat(notes(one)).isEmpty();
    }

    @Test
    void aFailingRollbackDoesNotKeepTheOthersFromTheirs() {
        source(one).failRollbacks();
        Throwable failure = catchThrowable(() -> DSL.using(root).transaction(transaction -> {
            note(transaction, one, "a");
            note(transaction, two, "b");
            throw wanted();
        }));
        assertThat(failure).hasMessage("wanted");
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(notes(two)).isEmpty();
        source(one).work();
    }

    @Test
    void aDatabaseThatGivesNoConnectionFailsTheTransaction() {
        source(two).refuseConnections();
        Throwable failure = catchThrowable(() -> DSL.using(root).transaction(transaction -> {
            note(transaction, one, "a");
            note(transaction, two, "b");
        }));
        assertThat(failure).isInstanceOf(DataAccessException.class).hasMessageContaining("two");
        source(two).work();
        assertThat(notes(one)).isEmpty();
    }

    @Test
    void afterItsEndATransactionIsNoneAndGivesNoConnection() {
        List<Configuration> kept = new ArrayList<>();
        List<ShardTransaction> ended = new ArrayList<>();
        DSL.using(root).transaction(transaction -> {
            kept.add(transaction);
            ended.add(ShardTransaction.of(transaction));
        });
        assertThat(ShardTransaction.of(kept.get(0))).isNull();
        assertThatThrownBy(() -> ended.get(0).connection(one)).isInstanceOf(DataAccessException.class);
    }

    @Test
    void outsideOfATransactionThereIsNone() {
        assertThat(ShardTransaction.of(root)).isNull();
    }
}
