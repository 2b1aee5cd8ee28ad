package dev.meridian.internal.analysis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Catalog;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.QueryPart;
import org.jooq.Row;
import org.jooq.SQL;
import org.jooq.Schema;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.QOM;

/**
 * The parts which say the same of a row wherever it stands: a statement made of them alone gives, over several shards, the
 * rows of each shard put together.
 *
 * <p>A list of what is known, not of what is not: a node that a release of jOOQ brings is left out until somebody has looked at
 * it. Left out on purpose are nodes whose value depends on when or where they are evaluated (the current time, random
 * numbers, row ids, the current user), and functions of the user's.
 */
final class RowLocal {

    /** Nodes with a public type. */
    static final Set<Class<?>> NODES = Set.of(
            QOM.And.class,
            QOM.Or.class,
            QOM.Xor.class,
            QOM.Not.class,
            QOM.True.class,
            QOM.False.class,
            QOM.Null.class,
            QOM.Eq.class,
            QOM.Ne.class,
            QOM.Lt.class,
            QOM.Le.class,
            QOM.Gt.class,
            QOM.Ge.class,
            QOM.Between.class,
            QOM.InList.class,
            QOM.NotInList.class,
            QOM.IsNull.class,
            QOM.IsNotNull.class,
            QOM.IsDistinctFrom.class,
            QOM.IsNotDistinctFrom.class,
            QOM.Like.class,
            QOM.NotLike.class,
            QOM.LikeIgnoreCase.class,
            QOM.NotLikeIgnoreCase.class,
            QOM.Contains.class,
            QOM.ContainsIgnoreCase.class,
            QOM.StartsWith.class,
            QOM.StartsWithIgnoreCase.class,
            QOM.EndsWith.class,
            QOM.EndsWithIgnoreCase.class,
            QOM.RowEq.class,
            QOM.RowNe.class,
            QOM.RowLt.class,
            QOM.RowLe.class,
            QOM.RowGt.class,
            QOM.RowGe.class,
            QOM.RowIsNull.class,
            QOM.RowIsNotNull.class,
            QOM.FieldCondition.class,
            QOM.ConditionAsField.class,
            QOM.FieldAlias.class,
            QOM.Cast.class,
            QOM.Coerce.class,
            QOM.Neg.class,
            QOM.Add.class,
            QOM.Sub.class,
            QOM.Mul.class,
            QOM.Div.class,
            QOM.Mod.class,
            QOM.Abs.class,
            QOM.Sign.class,
            QOM.Ceil.class,
            QOM.Floor.class,
            QOM.Round.class,
            QOM.Greatest.class,
            QOM.Least.class,
            QOM.Coalesce.class,
            QOM.Nvl.class,
            QOM.Nvl2.class,
            QOM.Nullif.class,
            QOM.CaseSimple.class,
            QOM.CaseSearched.class,
            QOM.Concat.class,
            QOM.Lower.class,
            QOM.Upper.class,
            QOM.Trim.class,
            QOM.Ltrim.class,
            QOM.Rtrim.class,
            QOM.CharLength.class,
            QOM.Left.class,
            QOM.Right.class,
            QOM.Substring.class,
            QOM.Replace.class,
            QOM.Position.class,
            QOM.CrossJoin.class,
            QOM.Join.class,
            QOM.LeftJoin.class,
            QOM.RightJoin.class,
            QOM.FullJoin.class,
            QOM.TableAlias.class);

    /** Nodes whose classes jOOQ keeps to itself: containers, and what renders a list or a name. */
    private static final Set<String> INTERNAL_NODES = Set.of(
            "SelectImpl",
            "SelectQueryImpl",
            "SelectFieldList",
            "TableList",
            "QueryPartList",
            "QueryPartListView",
            "QueryPartCollectionView",
            "ConditionProviderImpl",
            "Alias",
            "AsteriskImpl",
            "QualifiedAsteriskImpl",
            "RowCondition",
            "Expression",
            "CastNative",
            "DefaultDataType");

    /**
     * Functions by which jOOQ renders nodes, and which are the same where the application calls them by their names. {@code min} and {@code max} are
     * left out: of one argument they are aggregates.
     */
    private static final Set<String> FUNCTIONS = Set.of(
            "abs",
            "ceil",
            "ceiling",
            "char_length",
            "coalesce",
            "concat",
            "floor",
            "ifnull",
            "instr",
            "left",
            "length",
            "lower",
            "ltrim",
            "mod",
            "nullif",
            "position",
            "replace",
            "right",
            "round",
            "rtrim",
            "sign",
            "substr",
            "substring",
            "trim",
            "upper");

    private static final Pattern OPERATOR = Pattern.compile("\\s*[-+*/%]\\s*|\\|\\|");

    private static final Map<Class<?>, Boolean> KNOWN = new ConcurrentHashMap<>();

    private RowLocal() {}

    static boolean contains(QueryPart part) {
        return KNOWN.computeIfAbsent(part.getClass(), RowLocal::isRowLocal) || isKnownFunction(part);
    }

    /**
     * Whether a part is no more than that by which jOOQ renders a known node: SQLite says IS NOT for IS DISTINCT FROM, and {@code max} of several
     * arguments for GREATEST.
     */
    static boolean isRendering(PartNode node, PartNode parent) {
        boolean distinct =
                parent.part() instanceof QOM.IsDistinctFrom<?> || parent.part() instanceof QOM.IsNotDistinctFrom<?>;
        boolean extreme = parent.part() instanceof QOM.Greatest<?> || parent.part() instanceof QOM.Least<?>;
        return parent.children().size() == 1
                && ((distinct && node.is("SQLCondition")) || (extreme && node.is("Function") && hasArguments(node)));
    }

    private static boolean hasArguments(PartNode function) {
        return function.children().size() == 1
                && function.children().get(0).children().size() > 1;
    }

    /** Whether a part is the text of an arithmetic operator, or of no more than placeholders around one. */
    static boolean isOperator(QueryPart part) {
        return part instanceof SQL text && OPERATOR.matcher(text.toString()).matches();
    }

    private static boolean isKnownFunction(QueryPart part) {
        return part.getClass().getPackageName().equals("org.jooq.impl")
                && part.getClass().getSimpleName().matches("Function[123]?")
                && part instanceof Field<?> function
                && FUNCTIONS.contains(function.getName().toLowerCase(Locale.ROOT));
    }

    private static boolean isRowLocal(Class<?> type) {
        if (Param.class.isAssignableFrom(type)
                || TableField.class.isAssignableFrom(type)
                || Row.class.isAssignableFrom(type)
                || Schema.class.isAssignableFrom(type)
                || Catalog.class.isAssignableFrom(type)) {
            return true;
        }
        boolean internal =
                type.getPackageName().equals("org.jooq.impl") && INTERNAL_NODES.contains(type.getSimpleName());
        return internal || isNamedTable(type) || interfaces(type).stream().anyMatch(NODES::contains);
    }

    /** Generated tables and plain names of tables; the reader looks up what they are. */
    private static boolean isNamedTable(Class<?> type) {
        return Table.class.isAssignableFrom(type) && org.jooq.impl.TableImpl.class.isAssignableFrom(type);
    }

    private static Set<Class<?>> interfaces(Class<?> type) {
        return type == null
                ? Set.of()
                : Stream.concat(Arrays.stream(type.getInterfaces()), interfaces(type.getSuperclass()).stream())
                        .collect(Collectors.toSet());
    }
}
