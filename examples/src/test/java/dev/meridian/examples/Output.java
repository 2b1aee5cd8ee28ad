package dev.meridian.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What a program prints. */
final class Output {

    private Output() {}

    static String of(Consumer<PrintStream> program) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        program.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** What a main method prints to the standard output. */
    static String ofMain(Consumer<String[]> main, String... arguments) {
        PrintStream stdout = System.out;
        try {
            return of(out -> {
                System.setOut(out);
                main.accept(arguments);
            });
        } finally {
            System.setOut(stdout);
        }
    }
}
