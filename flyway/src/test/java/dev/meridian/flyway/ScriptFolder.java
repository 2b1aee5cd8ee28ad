package dev.meridian.flyway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Migration scripts that a test can add, change and take away. */
record ScriptFolder(Path path) {

    static ScriptFolder in(Path directory) {
        try {
            return new ScriptFolder(Files.createDirectories(directory.resolve("scripts")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With tables a and b, in two scripts. */
    static ScriptFolder ofTwo(Path directory) {
        return in(directory).with("V1__a.sql", table("a")).with("V2__b.sql", table("b"));
    }

    static String table(String name) {
        return "CREATE TABLE \"${prefix}" + name + "\" (id ${identity}, text VARCHAR(10));";
    }

    ScriptFolder with(String name, String text) {
        try {
            Files.writeString(path.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ScriptFolder without(String name) {
        try {
            Files.delete(path.resolve(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String location() {
        return "filesystem:" + path;
    }
}
