package dev.meridian.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each check finds what it looks for: without this, a page nobody reads would pass for a page without faults. */
class ChecksTest {

    private static Page page(String... lines) {
        return Page.of(Page.PROJECT.resolve("README.md"), String.join("\n", lines));
    }

    @Test
    void aProgramThatIsInNoTestIsFound() {
        List<String> regions = Page.regions("// tag::one\n    int one = 1;\n\n    one();\n    // end::one\n");
        assertThat(regions).containsExactly("int one = 1;\n\none();");
        assertThat(Checks.programs(page("```java", "int one = 1;", "", "one();", "```"), regions))
                .isEmpty();
        assertThat(Checks.programs(page("```java", "int two = 2;", "```"), regions))
                .singleElement()
                .asString()
                .startsWith("README.md:1: this java block is no region of a test");
    }

    @Test
    void aConfigurationThatIsWrongIsFound() {
        assertThat(Checks.configurations(page("```yaml", "strategy: databse", "```")))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).contains("MR001"));
    }

    @Test
    void aLinkToNowhereIsFound() {
        assertThat(Checks.links(page("# Two words", "[a](pom.xml) [b](#two-words) [c](https://example.org/x)")))
                .isEmpty();
        assertThat(Checks.links(page("# Two words", "[a](pom.yml) [b](#three-words) ![c](no.svg)")))
                .hasSize(3);
        assertThat(Checks.links(page("```text", "[a](pom.yml)", "```"))).isEmpty();
    }

    @Test
    void aLinkThatLeavesTheSiteIsFound() {
        Path index = Page.PROJECT.resolve("src/site/markdown/index.md");
        assertThat(Checks.links(Page.of(index, "[a](guide.md)"))).isEmpty();
        assertThat(Checks.links(Page.of(index, "[a](../../../README.md) [b](guide.md#errors)")))
                .hasSize(2);
    }

    @Test
    void otherCommandsAreFound() {
        String[] right = {
            "```sh",
            "mvn -q -P weather -pl examples -am package",
            "```",
            "```sh",
            "mvn verify",
            "```",
            "```sh",
            "ls",
            "```"
        };
        assertThat(Checks.commands(page(right))).isEmpty();
        assertThat(Checks.commands(page("```sh", "mvn verify", "```"))).isNotEmpty();
        assertThat(Checks.commands(page("```sh", "make", "```", "```sh", "mvn verify", "```")))
                .isNotEmpty();
    }

    @Test
    void aRuleThatDoesNotExistIsFound() {
        assertThat(Checks.ruleIds(page("MR013 and MR001."))).isEmpty();
        assertThat(Checks.ruleIds(page("MR013 and MR999."))).containsExactly("README.md: there is no rule MR999");
    }

    @Test
    void aPartThatIsNotAsGeneratedIsFound() {
        assertThat(Checks.generated(page("<!-- x:begin -->", "", "| a |", "", "<!-- x:end -->"), "x", "| a |"))
                .isEmpty();
        assertThat(Checks.generated(page("<!-- x:begin -->", "| b |", "<!-- x:end -->"), "x", "| a |"))
                .singleElement()
                .asString()
                .endsWith("\n\n| a |");
        assertThat(Checks.generated(page("| a |"), "x", "| a |")).isNotEmpty();
    }

    @Test
    void outputThatIsNotOnThePageIsFound() {
        assertThat(Checks.output(page("```text", "a", "b", "```"), "a\nb\n")).isEmpty();
        assertThat(Checks.output(page("```text", "a", "```"), "a\nb\n")).isNotEmpty();
    }

    @Test
    void aKeyThatIsNotExplainedIsFound() {
        String source =
                "settings.find(\"size\"); root.require(\n \"shards\", \"Name one.\"); exactlyOneOf(\"map\", \"hash\")";
        Set<String> keys = Checks.keysIn(source);
        assertThat(keys).containsExactly("hash", "map", "shards", "size");
        assertThat(Checks.keys(page("| `pool.size` | x |", "| `shards` | x |", "| `map` |"), keys))
                .containsExactly("README.md: no table explains the key hash");
    }

    @Test
    void aModuleThatIsNotListedIsFound() {
        assertThat(Checks.modules(page("| [`router`](router) | the library |"), List.of("router", "flyway")))
                .containsExactly("README.md: the table of modules lacks flyway");
    }

    @Test
    void pagesKnowTheirFile() {
        assertThat(Page.of(Path.of("README.md").toAbsolutePath(), "").lines()).isEmpty();
        assertThat(page().name()).isEqualTo("README.md");
    }
}
