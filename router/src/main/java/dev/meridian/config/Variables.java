package dev.meridian.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces <code>${NAME}</code> in texts. What a variable holds is not looked through for further variables. */
final class Variables {

    /** Either an escaped dollar sign, or a variable, or what begins like one and is none. */
    private static final Pattern USE = Pattern.compile("\\$\\$\\{|\\$\\{(?:([A-Za-z_][A-Za-z0-9_.]*)\\})?");

    private static final Pattern SECRET = Pattern.compile("pass|pwd|secret|token|credential", Pattern.CASE_INSENSITIVE);

    /**
     * A text with its variables replaced.
     *
     * @param text the new text
     * @param values the value of each variable that was replaced
     * @param complaints what could not be replaced, each a message and a remedy
     */
    record Expanded(String text, List<Value> values, List<Complaint> complaints) {}

    record Value(String name, String text) {

        /** Whether the name says that this is a secret, which may stand nowhere even if it was used for something else. */
        boolean isSecret() {
            return SECRET.matcher(name).find();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    record Complaint(String message, String remedy) {}

    private final Function<String, @Nullable String> values;

    Variables(Function<String, @Nullable String> values) {
        this.values = values;
    }

    /** A system property, or else an environment variable. */
    static @Nullable String ofProcess(String name) {
        String property = System.getProperty(name);
        return property != null ? property : System.getenv(name);
    }

    Expanded expand(String raw) {
        StringBuilder text = new StringBuilder();
        List<Value> used = new ArrayList<>();
        List<Complaint> complaints = new ArrayList<>();
        Matcher use = USE.matcher(raw);
        while (use.find()) {
            use.appendReplacement(text, "");
            text.append(replace(use, used, complaints));
        }
        return new Expanded(use.appendTail(text).toString(), used, complaints);
    }

    private String replace(Matcher use, List<Value> used, List<Complaint> complaints) {
        if (use.group().startsWith("$$")) {
            return "${";
        }
        String name = use.group(1);
        if (name == null) {
            complaints.add(new Complaint(
                    "a \"${\" begins no variable", "Write ${NAME} for a variable, or $${ for the characters as such."));
            return "";
        }
        String value = values.apply(name);
        if (value == null) {
            complaints.add(new Complaint(
                    "the variable " + name + " is not defined",
                    "Set the system property or the environment variable " + name + "."));
            return "";
        }
        used.add(new Value(name, value));
        return value;
    }
}
