package dev.meridian.docs;

import static dev.meridian.weather.Tables.WEATHER_LOCATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.ShardedContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the pages say what the code does. {@link ChecksTest} shows that each of these can fail. */
class DocsTest {

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyProgramStandsInATest(Page page) {
        assertThat(Checks.programs(page, Page.regions())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyConfigurationCanBeRead(Page page) {
        assertThat(Checks.configurations(page)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyRelativeLinkLeadsSomewhere(Page page) {
        assertThat(Checks.links(page)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyRuleThatIsNamedExists(Page page) {
        assertThat(Checks.ruleIds(page)).isEmpty();
    }

    @Test
    void theReadmeBeginsWithTheTwoCommands() {
        assertThat(Checks.commands(Page.readme())).isEmpty();
    }

    @Test
    void theReadmeHasAProgramAndAConfiguration() {
        assertThat(Page.readme().blocks("java")).hasSize(1);
        assertThat(Page.readme().blocks("yaml")).hasSize(1);
        assertThat(Page.guide().blocks("java")).hasSizeGreaterThan(5);
    }

    @Test
    void theTableOfRulesIsTheEnum() {
        assertThat(Checks.generated(Page.guide(), "rules", Checks.ruleTable())).isEmpty();
    }

    @Test
    void theTableOfStatementsIsWhatHappens() {
        assertThat(Checks.generated(Page.readme(), "statements", StatementTable.render()))
                .isEmpty();
    }

    /** What the README says below its table, and the guide of reference tables and of plain SQL. */
    @Test
    void aNamedShardRunsWhatThePagesSay() {
        DSLContext ctx = DSL.using(SQLDialect.POSTGRES);
        var l = WEATHER_LOCATIONS;
        assertThat(StatementTable.onShard(ctx.query("delete from weather_locations")))
                .isEqualTo("runs");
        assertThat(StatementTable.onShard(ctx.select().from(DSL.table(DSL.name("app", "elsewhere")))))
                .isEqualTo("runs");
        assertThat(StatementTable.onShard(ctx.selectFrom(l).forUpdate())).isEqualTo("runs");
        assertThat(StatementTable.onShard(ctx.insertInto(l, l.ID, l.CONTINENT, l.CITY)
                        .values(1L, "Asia", "Tokyo")
                        .onConflict(l.ID)
                        .doNothing()))
                .isEqualTo("runs");
        assertThat(StatementTable.onShard(ctx.mergeInto(l)
                        .using(DSL.selectOne())
                        .on(l.ID.eq(1L))
                        .whenMatchedThenUpdate()
                        .set(l.CITY, "x")))
                .isEqualTo("MR015");
        assertThat(StatementTable.onShard(ctx.truncate(l))).isEqualTo("MR012");
        assertThat(StatementTable.onShard(ctx.insertInto(StatementTable.COUNTRIES, StatementTable.COUNTRY)
                        .values("Japan")))
                .isEqualTo("MR035");
    }

    @Test
    void theGatherRowBudgetIsTheOneOfTheBuilder() {
        String budget = String.format(Locale.ROOT, "%,d rows", ShardedContextBuilder.DEFAULT_GATHER_ROW_BUDGET);
        assertThat(Page.text(Page.guide().file())).contains("A statement may gather " + budget);
        assertThat(Page.text(Page.readme().file())).contains("at most " + budget.replace(" rows", ""));
    }

    @Test
    void everyKeyOfTheConfigurationIsExplained() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Page.PROJECT.resolve("router/src/main/java/dev/meridian/config"))) {
            sources.forEach(source -> keys.addAll(Checks.keysIn(Page.text(source))));
        }
        assertThat(keys).contains("strategy", "pool", "lazy", "foreign-key", "hash", "id-table");
        assertThat(Checks.keys(Page.guide(), keys)).isEmpty();
    }

    @Test
    void everyModuleIsListed() {
        List<String> modules = Pattern.compile("<module>([a-z-]+)</module>")
                .matcher(Page.text(Page.PROJECT.resolve("pom.xml")))
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(modules).isNotEmpty();
        assertThat(Checks.modules(Page.readme(), modules)).isEmpty();
    }

    @Test
    void everyPageIsInTheMenuOfTheSite() {
        String site = Page.text(Page.PROJECT.resolve("src/site/site.xml"));
        Path root = Page.PROJECT.resolve("src/site/markdown");
        assertThat(Page.all().stream()
                        .filter(page -> page.file().startsWith(root))
                        .map(page -> root.relativize(page.file()).toString().replace(".md", ".html"))
                        .filter(page -> !site.contains("href=\"" + page + "\"")))
                .isEmpty();
    }
}
