package dev.meridian.conformance;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import org.junit.jupiter.api.Test;

/** A column that is named through an alias is the alias's, also where tables have a prefix. */
class AliasColumnTest extends Review {

    @Test
    void aColumnNamedThroughAnAliasIsTheAliasesColumn() {
        var b = WEATHER_LOCATIONS.as("b");
        lawful(context -> rows(context.select(WEATHER_LOCATIONS.ID)
                .from(WEATHER_LOCATIONS)
                .join(b)
                .on(WEATHER_LOCATIONS.CONTINENT.eq(b.CONTINENT))
                .where(field(name("b", "city"), String.class).eq("London"))
                .fetch()));
    }

    @Test
    void aColumnNamedThroughTheOnlyAliasIsFound() {
        var b = WEATHER_LOCATIONS.as("b");
        lawful(context -> rows(context.select(b.ID)
                .from(b)
                .where(field(name("b", "city"), String.class).eq("London"))
                .fetch()));
    }
}
