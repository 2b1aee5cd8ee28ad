package dev.meridian.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private final Redaction redaction = Redaction.ofPlaceholders(Map.of("api_token", "opensesame", "owner", "alice"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host/db?user=alice&password=opensesame&ssl=true",
                "jdbc:postgresql://alice:opensesame@host/db",
                "CREATE USER alice WITH ENCRYPTED PASSWORD 'open sesame'",
                "password: \"open sesame\", user alice",
                "at or near \"opensesame\" of alice"
            })
    void secretsAreHiddenAndTheRestStays(String text) {
        assertThat(redaction.apply(text))
                .contains("***", "alice")
                .doesNotContain("sesame")
                .doesNotContain("open");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FATAL: password authentication failed for user \"alice\"",
                "Connection to localhost:5432 refused",
                "file:///srv/a:b/c.db is locked"
            })
    void whatIsNoSecretStays(String text) {
        assertThat(redaction.apply(text)).isEqualTo(text);
    }

    @Test
    void aFailureWithoutSecretsIsKept() {
        IllegalStateException failure = new IllegalStateException("a", new IOException("b"));

        assertThat(redaction.apply(failure)).isSameAs(failure);
    }

    @Test
    void aFailureWithASecretBelowIsCopiedWithItsStackTrace() {
        IOException cause = new IOException("password=opensesame");
        IllegalStateException failure = new IllegalStateException("outer", cause);

        Throwable shown = redaction.apply(failure);

        assertThat(shown).hasMessage("java.lang.IllegalStateException: outer");
        assertThat(shown.getStackTrace()).isEqualTo(failure.getStackTrace());
        assertThat(shown.getCause()).hasMessage("java.io.IOException: password=***");
    }
}
