package dev.meridian.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SelectItemsTest {

    @Test
    void columnsEndAtCommasOutsideOfParentheses() {
        assertThat(SelectItems.of("select a, coalesce(b, c) as d , 1 from t"))
                .containsExactly("a", "coalesce(b, c) as d", "1");
    }

    @Test
    void textsNamesAndCommentsHideTheirSigns() {
        assertThat(SelectItems.of("select 'a, from ''b', \"c, d\", e /* , f */, g -- , h\n , i from t"))
                .containsExactly("'a, from ''b'", "\"c, d\"", "e /* , f */", "g -- , h", "i");
    }

    @Test
    void theFirstSelectOutsideOfParenthesesIsMeant() {
        assertThat(SelectItems.of(
                        "with x as (select 1, 2) select distinct a, (select b, c from d) from x union select 3, 4"))
                .containsExactly("a", "(select b, c from d)");
    }

    @Test
    void aSelectMayHaveNoFrom() {
        assertThat(SelectItems.of("SELECT 1, upper('x')")).containsExactly("1", "upper('x')");
        assertThat(SelectItems.of("select 1 union all select 2")).containsExactly("1");
        assertThat(SelectItems.of("delete from t")).isEmpty();
    }

    @Test
    void whatDoesNotEndEndsWithTheText() {
        assertThat(SelectItems.of("select 'a, b")).containsExactly("'a, b");
        assertThat(SelectItems.of("select a /* b")).hasSize(1);
    }
}
