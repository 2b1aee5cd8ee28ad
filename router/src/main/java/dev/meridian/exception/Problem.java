package dev.meridian.exception;

/**
 * One thing that is wrong with a configuration.
 *
 * @param path what it is about, as a path of words: {@code shards.asia.number}
 * @param place where that stands: {@code weather.yaml:12:5}, or the empty string where there is no file
 * @param message what is wrong
 * @param remedy what would be right
 */
public record Problem(String path, String place, String message, String remedy) {

    /**
     * A problem of a configuration that was built in code.
     *
     * @param path what it is about
     * @param message what is wrong
     * @param remedy what would be right
     * @return the problem, without a place
     */
    public static Problem at(String path, String message, String remedy) {
        return new Problem(path, "", message, remedy);
    }

    /**
     * The same problem at a place in a file.
     *
     * @param newPlace file, line and column
     * @return the problem there
     */
    public Problem in(String newPlace) {
        return new Problem(path, newPlace, message, remedy);
    }

    @Override
    public String toString() {
        return (place.isEmpty() ? "" : place + ": ") + path + ": " + message + ". " + remedy;
    }
}
