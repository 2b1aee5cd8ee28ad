package dev.meridian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meridian.exception.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadConfigTest {

    private static final String BAD = """
            strategy: databse
            dialekt: sqlite
            database:
              name: weather
              url: "jdbc:sqlite:${DIR}/{database}.db"
              password: ${NO_SUCH_PASSWORD}
              pool: {size: many, timeout: 5, lazy: maybe}
            shards:
              north_america: {number: 0}
              asia: {number: 0, schema: "a; DROP TABLE x"}
              europe: {number: 5000}
              europe: {number: 3}
              south-america:
            tables:
              weather_locations:
                sharded:
                  comparison: exakt
                  map: {Asia: asai, Europe: europe}
                  hash: all
                ids: {blocks: 0}
              weather_reports:
                colocated: {foreign-key: location_id, parent: weather_location}
              events:
                sharded: {key: id, range: [{below: 200, shard: asia}, {below: 100, shard: asia}, {rest: europe}]}
              users:
                sharded: {key: id, function: java.lang.String}
              countries: referense
              ids: {pinned: asiaa, identity: search}
            id-table: {table: ids, name: name}
            instance: 64
            """;

    private static final String GOLDEN = """
            bad.yaml:1:11: strategy: "databse" is not known here. Did you mean "database"?
            bad.yaml:2:1: dialekt: there is no such key here. Did you mean "dialect"?
            bad.yaml:6:13: database.password: the variable NO_SUCH_PASSWORD is not defined. Set the system property \
            or the environment variable NO_SUCH_PASSWORD.
            bad.yaml:7:16: database.pool.size: expected a whole number, found "many". Use a number from 1 to 1000.
            bad.yaml:7:31: database.pool.timeout: expected a duration, found "5". Use a duration such as 500ms, 5s \
            or 2m, from 250ms to 3600s.
            bad.yaml:7:40: database.pool.lazy: expected true or false, found "maybe". Use true or false.
            bad.yaml:10:18: shards.asia.number: 0 is the number of north_america. Give each shard its own number.
            bad.yaml:10:29: shards.asia.schema: "a; DROP TABLE x" is no identifier. Use a letter or underscore, \
            then letters, digits and underscores (ASCII), at most 48 in all.
            bad.yaml:11:20: shards.europe.number: 5000 is out of range. Use a number from 0 to 1023.
            bad.yaml:12:3: shards.europe: the key stands twice. Remove this one or the one in line 11.
            bad.yaml:13:3: shards.south-america: the name is no identifier. Use a letter or underscore, then \
            letters, digits and underscores (ASCII), at most 48 in all.
            bad.yaml:16:5: tables.weather_locations.sharded.key: is missing. Name the column of the shard key.
            bad.yaml:17:19: tables.weather_locations.sharded.comparison: "exakt" is not known here. Did you mean \
            "exact"?
            bad.yaml:18:19: tables.weather_locations.sharded.map.Asia: there is no shard "asai". Did you mean "asia"?
            bad.yaml:19:7: tables.weather_locations.sharded.hash: stands beside map. Use exactly one of: map, hash, \
            range, function.
            bad.yaml:20:19: tables.weather_locations.ids.blocks: 0 is out of range. Use a number from 1 to 2147483647.
            bad.yaml:22:51: tables.weather_reports.parent: there is no table "weather_location". Name a sharded or \
            co-located table.
            bad.yaml:24:67: tables.events.sharded.range[1].below: "100" does not come after the end before it. Let \
            the ends ascend, in one type.
            bad.yaml:26:34: tables.users.sharded.function: the class "java.lang.String" is no sharding function. \
            Name a public class with a public constructor without parameters that implements \
            dev.meridian.placement.ShardingFunction.
            bad.yaml:27:14: tables.countries: "referense" is not known here. Did you mean "reference"?
            bad.yaml:28:17: tables.ids.pinned: there is no shard "asiaa". Did you mean "asia"?
            bad.yaml:28:24: tables.ids.identity: there is no such key here. Use one of: sharded, colocated, pinned.
            bad.yaml:29:1: id-table.next: is missing. Name the column with the next free id.
            bad.yaml:30:11: instance: 64 is out of range. Use a number from 0 to 63.
            """;

    @Test
    void aFileWithManyMistakesTellsThemAllWithTheirPlaces() {
        assertThat(problems(BAD)).isEqualTo(GOLDEN);
    }

    /** What a text is answered with; START stands for the lines that make it a configuration. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `` | bad.yaml: configuration: the file is empty. Begin with strategy, shards and tables.
            `[]` | bad.yaml:1:1: configuration: expected a mapping, found a list.
            `strategy: "prefix` | bad.yaml:1:18: configuration: this is not YAML: found unexpected end of stream.
            `a: b: c` | bad.yaml:1:5: configuration: this is not YAML: mapping values are not allowed here.
            `a: !!java.util.Date 1` | bad.yaml:1:4: configuration: tags are not allowed.
            `START\ninstance: *hunter2` | bad.yaml:4:11: configuration: this is not YAML: a text that begins with
            `START\n--- {}` | bad.yaml:4:1: configuration: this is not YAML: but found another document.
            `START\ntables: {t: &t {sharded: *t}}` | tables.t.sharded: an alias stands inside what it repeats.
            `START\n[a]: b` | bad.yaml:4:1: configuration: a key is a list or a mapping.
            `START\ndialect: postgres` | database.url: the URL is not of the stated dialect.
            `START\ninstance: 1e999999999` | bad.yaml:4:11: instance: this number cannot be used.
            `START\ninstance: 1.5` | bad.yaml:4:11: instance: expected a whole number, found "1.5".
            `START\ninstance: 99999999999999999999` | bad.yaml:4:11: instance: 99999999999999999999 is out of range.
            `START\ntables: {t: }` | bad.yaml:4:10: tables.t: expected a rule, found nothing.
            `START\ntables: {t: {sharded: {key: k, map: {null: a}}}}` | map.null: expected a key value, found nothing.
            `START\ntables: {t: {sharded: {key: k, map: {1: a, 1.0: b}}}}` | the key stands twice. Remove this one
            `START\ntables: {t: {sharded: {key: k, hash: [a, b, a]}}}` | hash[2]: the shard stands twice.
            `START\ntables: {t: {sharded: {key: k, range: [{rest: a}]}}}` | the list needs at least one "below"
            `START\ntables: {t: {sharded: {key: k}}}` | none of map, hash, range, function is there.
            `START\ntables: {t: {sharded: {key: k, comparison: ignore-case, map: {A: a, a: b}}}}` | without case
            `START\ntables: {t: {sharded: {key: k, function: no.Such}}}` | there is no class "no.Such" on the class path.
            `START\ntables: {t: {sharded: {key: "${", hash: all}}}` | a "${" begins no variable.
            `START\ntables: {t: {ids: blocks, sharded: {key: k, hash: all}}}` | id-table: is missing, but ids come from it.
            `START\ntables: {t: {sharded: {key: k, function: dev.meridian.config.ToAsia}}}` | there is no shard "asia".
            `START\ndatabases: {}` | bad.yaml:4:1: databases: stands beside database.
            """)
    void eachMistakeIsToldWithItsPlace(String yaml, String expected) {
        String start = "strategy: prefix\ndatabase: {url: 'jdbc:sqlite:${DIR}/x.db'}\nshards: [a, b]";
        String text = yaml.replace("START", start).replace("\\n", "\n");
        assertThat(problems(text)).contains(expected).doesNotContain("hunter2");
    }

    @Test
    void aMissingDriverIsToldWithThePlaceOfTheUrl() {
        MeridianConfig config = MeridianConfig.parse(
                "driver.yaml",
                "strategy: prefix\ndialect: postgres\ndatabase: {url: 'jdbc:nosuch:hunter2'}\nshards: [a]\ntables: {}",
                name -> null);
        assertThat(catchThrowableOfType(ConfigurationException.class, config::open)
                        .problems())
                .singleElement()
                .hasToString("driver.yaml:3:17: database.url: no JDBC driver on the class path accepts this URL. "
                        + "Check the URL, and add org.postgresql:postgresql.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\\\"b", "a;b", "a.b", "ä", "a--", "1a", "' OR 1", "x\\u0000"})
    void namesThatAreNoIdentifiersAreRefusedWhereverTheyBecomeSql(String name) {
        String start = "strategy: schema\ndatabase: {url: 'jdbc:sqlite:${DIR}/{database}.db'}\ntables: {}\n";
        assertThat(problems(start + "shards: [\"" + name + "\"]")).contains("the name is no identifier");
        assertThat(problems(start + "shards: {\"" + name + "\": {}}")).contains("the name is no identifier");
        assertThat(problems(start + "shards: {a: {schema: \"" + name + "\"}}"))
                .contains("shards.a.schema: ", "no identifier");
        assertThat(problems(start + "shards: {a: {prefix: \"" + name + "\"}}"))
                .contains("shards.a.prefix: ", "no identifier");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up", "a/b", "a?x=y", "a b", "{database}", ""})
    void namesThatWouldBendTheUrlAreRefused(String name) {
        String tables = "tables: {}\nstrategy: prefix\n";
        String url = "url: 'jdbc:sqlite:${DIR}/{database}.db'";
        assertThat(problems(tables + "shards: [a]\ndatabase: {name: '" + name + "', " + url + "}"))
                .contains("database.name: ", "cannot name a database");
        assertThat(problems(tables + "shards: {a: {database: '" + name + "'}}\ndatabase: {" + url + "}"))
                .contains("shards.a.database: ", "cannot name a database");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":memory:", "file:x?mode=memory&cache=shared", "x.db?journal_mode=OFF", "/", ":resource:x"})
    void sqliteUrlsThatArePrivateToAConnectionAreRefused(String path) {
        assertThat(problems("strategy: prefix\nshards: [a]\ntables: {}\ndatabase: {url: 'jdbc:sqlite:" + path + "'}"))
                .startsWith("bad.yaml:4:17: database.url: the URL ")
                .hasLineCount(1);
    }

    @Test
    void shardsThatWouldShareAFileOrAServerAreRefused() {
        String tables = "\ntables: {}\n";
        assertThat(problems("strategy: database\nshards: [a, b]\ndatabase: {url: 'jdbc:sqlite:x.db'}" + tables))
                .contains("bad.yaml:3:17: database.url: the database \"b\" would be the same as the database \"a\".");
        assertThat(problems(
                        "strategy: schema\nshards: [meridian]\ndatabase: {url: 'jdbc:sqlite:{database}.db'}" + tables))
                .contains(
                        "bad.yaml:2:10: shards.meridian.schema: the file of the shard would be the same as that of the database");
        assertThat(problems("strategy: database\nshards: [a, b]\ndatabases: {a: {url: 'jdbc:postgresql:x'}, b: {url:"
                        + " 'jdbc:postgresql:x'}}" + tables))
                .contains("databases.b.url: the database \"b\" would be the same");
    }

    @Test
    void moreSchemasThanSqliteAttachesAreRefused() {
        List<String> shards =
                IntStream.range(0, 126).mapToObj(number -> "shard" + number).toList();
        assertThat(problems("strategy: schema\ndatabase: {url: 'jdbc:sqlite:{database}.db'}\ntables: {}\nshards: "
                        + shards))
                .isEqualTo("bad.yaml:4:1: shards: 126 schemas are in the SQLite database \"meridian\". "
                        + "SQLite attaches at most 125 files: use several databases.\n");
    }

    @Test
    void deepNestingAndMultiplyingAliasesAreRefused() {
        assertThat(problems("[".repeat(200_000))).contains("this is nested too deeply");
        assertThat(problems("a".repeat(2_000_000))).contains("longer than a configuration can be");
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x]\n");
        for (int level = 1; level <= 9; level++) {
            String below = "*a" + (level - 1);
            bomb.append(
                    "a" + level + ": &a" + level + " [" + String.join(",", below, below, below, below, below) + "]\n");
        }
        assertThat(problems(bomb.toString())).contains("aliases make the file too large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "database: {url: 'jdbc:sqlite:x.db', password: *hunter2}",
                "database: {url: 'jdbc:sqlite:x.db', password: !hunter2 x}",
                "database: {url: 'jdbc:sqlite:x.db', password: !hunter2!x x}",
                "database: {url: 'jdbc:sqlite:x.db', password: &hunter2 }",
                "database: {url: 'jdbc:sqlite:x.db', password: \"hunter2}",
                "database: {url: 'jdbc:sqlite:x.db', password: {hunter: hunter2}}",
                "database: {url: 'jdbc:sqlite:x.db', password: [hunter2]}",
                "database: {url: 'jdbc:sqlite:x.db', password: hunter2, pool: hunter2}",
                "database: {url: 'jdbc:sqlite:x.db', pool: {size: \"${S_PASSWORD}\"}}",
                "database: {url: 'jdbc:other://app:hunter2@x'}",
                "database: {url: 'jdbc:sqlite:x.db?password=hunter2'}",
                "database: {name: 'a ${S_PASSWORD}', url: 'jdbc:sqlite:x.db', password: hunter2}",
                "database: {url: 'jdbc:sqlite:x.db', password: hunter2, hunter2: x}",
            })
    void noProblemShowsAPassword(String database) {
        String more = "\nstrategy: prefix\nshards: {a: {schema: '-${S_PASSWORD}'}}\ntables: {}\n";
        assertThat(problems(database + more)).doesNotContain("hunter2").isNotEmpty();
    }

    private static String problems(String yaml) {
        ConfigurationException exception = catchThrowableOfType(
                ConfigurationException.class,
                () -> MeridianConfig.parse("bad.yaml", yaml, Map.of("DIR", "/tmp/x", "S_PASSWORD", "hunter2")::get));
        assertThat(exception).as("problems of %s", yaml).isNotNull();
        return String.join(
                "", exception.problems().stream().map(each -> each + "\n").toList());
    }
}
