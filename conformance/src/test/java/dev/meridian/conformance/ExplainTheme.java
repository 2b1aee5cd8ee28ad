package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static dev.meridian.weather.Tables.WEATHER_REPORTS;

import dev.meridian.ShardedDSLContext;
import dev.meridian.weather.tables.WeatherLocations;
import dev.meridian.weather.tables.WeatherReports;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/** Named statements about one thing, each explained over one or more topologies. */
abstract class ExplainTheme {

    static final WeatherLocations L = WEATHER_LOCATIONS;
    static final WeatherReports R = WEATHER_REPORTS;
    static final TableField<Record, Long> USER_ID = Extra.USERS.column("id", Long.class);
    static final TableField<Record, Integer> TEAM = Extra.USERS.column("team", Integer.class);
    static final TableField<Record, String> USER_NAME = Extra.USERS.column("name", String.class);
    static final TableField<Record, Long> ORDER_ID = Extra.ORDERS.column("id", Long.class);
    static final TableField<Record, Long> ORDER_USER = Extra.ORDERS.column("user_id", Long.class);
    static final TableField<Record, Long> AMOUNT = Extra.ORDERS.column("amount", Long.class);
    static final TableField<Record, Long> ITEM_ORDER = Extra.ITEMS.column("order_id", Long.class);
    static final TableField<Record, String> ITEM_LABEL = Extra.ITEMS.column("label", String.class);
    static final TableField<Record, Integer> DAY = Extra.EVENTS.column("day", Integer.class);
    static final TableField<Record, String> KIND = Extra.EVENTS.column("kind", String.class);
    static final TableField<Record, String> TAG = Extra.TAGS.column("label", String.class);
    static final TableField<Record, String> BRAND = Extra.BRANDS.column("brand", String.class);
    static final TableField<Record, String> COUNTRY = Extra.COUNTRIES.column("name", String.class);

    private final Map<String, String> explained = new LinkedHashMap<>();
    private final Map<ExplainSetup, ShardedDSLContext> contexts = new LinkedHashMap<>();

    /** The statements, each by {@link #add}. */
    abstract void statements();

    /** A statement over SQLite files. */
    final void add(String name, Function<DSLContext, Query> statement) {
        add(name, statement, ExplainSetup.SQLITE);
    }

    final void add(String name, Function<DSLContext, Query> statement, ExplainSetup... setups) {
        for (ExplainSetup setup : setups) {
            ShardedDSLContext context = contexts.computeIfAbsent(setup, ExplainSetup::context);
            addOn(name + ", " + setup.title(), context, statement);
        }
    }

    final void addOnShard(String name, String shard, Function<DSLContext, Query> statement) {
        addOn(name + ", onShard(" + shard + ")", ExplainSetup.POSTGRES.context().onShard(shard), statement);
    }

    private void addOn(String title, ShardedDSLContext context, Function<DSLContext, Query> statement) {
        if (explained.put(title, context.explain(statement.apply(context)).plan()) != null) {
            throw new IllegalStateException("two statements are named " + title);
        }
    }

    /** All statements with their explanations. */
    final Map<String, String> explained() {
        statements();
        return explained;
    }

    static Field<Integer> reports(WeatherLocations location) {
        return DSL.field(DSL.selectCount().from(R).where(R.LOCATION_ID.eq(location.ID)))
                .as("reports");
    }
}
