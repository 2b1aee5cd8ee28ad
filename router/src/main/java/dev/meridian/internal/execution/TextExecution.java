package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.ParsedText;
import dev.meridian.internal.analysis.TextColumns;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Configuration;
import org.jooq.ExecuteContext;
import org.jspecify.annotations.Nullable;

/**
 * The execution of a statement that is SQL text: jOOQ binds the values and reads the columns of the text that it was given, while the database gets
 * the text of the tree that was parsed from it.
 *
 * @param moved the new places of the text's placeholders; empty if they are where they were
 * @param columns what the database would say of the result's columns
 */
record TextExecution(Optional<Map<Integer, List<Integer>>> moved, TextColumns columns) {

    private static final String KEY = TextExecution.class.getName();

    /** Puts the tree's text in place of the given one. */
    static void begin(ExecuteContext context, ParsedText text) {
        Configuration own = text.configuration(context.configuration());
        context.configuration().set(own.settings()).set(own.visitListenerProviders());
        context.configuration().data().putAll(own.data());
        ParsedText.Rendered rendered = text.render(context.configuration());
        context.sql(rendered.sql());
        context.data(
                KEY,
                new TextExecution(
                        rendered.places(),
                        TextColumns.of(text, context.configuration().dialect())));
    }

    private static @Nullable TextExecution of(ExecuteContext context) {
        return (TextExecution) context.data(KEY);
    }

    /** Has values go to the places that they have in the tree's text. */
    static void prepared(ExecuteContext context) {
        TextExecution text = of(context);
        PreparedStatement statement = context.statement();
        if (text != null && statement != null && text.moved().isPresent()) {
            context.statement(MovedPlaceholders.over(statement, text.moved().get()));
        }
    }

    /** Has the columns named as the database would name those of the given text. */
    static void executed(ExecuteContext context) {
        TextExecution text = of(context);
        ResultSet rows = context.resultSet();
        if (text != null && rows != null) {
            context.resultSet(new TextRows(rows, text.columns()));
        }
    }
}
