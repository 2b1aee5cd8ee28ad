package dev.meridian.config;

import dev.meridian.exception.ConfigurationException;
import dev.meridian.placement.Strategy;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file that has been read and found to be right. Reading opens no database; {@link #open()} does. Immutable
 * and safe for use by many threads, as far as the variables are.
 *
 * <p>The file is YAML 1.2, without tags. <code>${NAME}</code> in any text is replaced by a variable; <code>$${</code> stands
 * for the characters themselves. Settings:
 *
 * <table>
 * <caption>Essential</caption>
 * <tr><td>{@code strategy}</td><td>{@code database}, {@code schema} or {@code prefix}</td></tr>
 * <tr><td>{@code database}</td><td>the template of the databases; or instead</td></tr>
 * <tr><td>{@code databases}</td><td>name to settings, each database on its own</td></tr>
 * <tr><td>{@code shards}</td><td>a list of names, or name to settings: {@code number}, {@code database}, {@code schema},
 *     {@code prefix}</td></tr>
 * <tr><td>{@code tables}</td><td>name to rule: {@code sharded}, {@code colocated}, {@code pinned} or {@code reference}; with
 *     {@code ids} (default {@code unmanaged}) and {@code identity} (default {@code search})</td></tr>
 * </table>
 *
 * <table>
 * <caption>Of a database</caption>
 * <tr><td>{@code url}</td><td>the JDBC URL. In the template <code>{database}</code> stands for the shard's name under
 *     {@code database}, for {@code name} under the other strategies, for the shard's own {@code database} where it has one</td></tr>
 * <tr><td>{@code name}</td><td>of the template; default {@code meridian}</td></tr>
 * <tr><td>{@code username}, {@code password}</td><td>default: none. Passwords are never shown</td></tr>
 * <tr><td>{@code pool.size}</td><td>the most connections; default 8</td></tr>
 * <tr><td>{@code pool.timeout}</td><td>the longest wait for a connection and, on SQLite, for another writer; default
 *     {@code 5s}</td></tr>
 * <tr><td>{@code pool.lazy}</td><td>whether connections are opened when needed only, and all of them given up when idle;
 *     default {@code true}. With {@code false}, opening fails at once where a database cannot be reached</td></tr>
 * </table>
 *
 * <table>
 * <caption>Of a sharded table</caption>
 * <tr><td>{@code key}</td><td>the column of the shard key</td></tr>
 * <tr><td>{@code map}</td><td>key value to shard. Values keep their YAML type: {@code 1} is a number, {@code "1"} a text</td></tr>
 * <tr><td>{@code hash}</td><td>a list of shards, or {@code all} of them; the order is part of the function</td></tr>
 * <tr><td>{@code range}</td><td><code>[{below: 100, shard: a}, {rest: b}]</code></td></tr>
 * <tr><td>{@code function}</td><td>a public class with a public constructor without parameters that implements
 *     {@link dev.meridian.placement.ShardingFunction}. Exactly one of these four</td></tr>
 * <tr><td>{@code comparison}</td><td>{@code exact}, {@code binary} or {@code ignore-case}; default {@code exact}</td></tr>
 * </table>
 *
 * <table>
 * <caption>Rare</caption>
 * <tr><td>{@code dialect}</td><td>{@code sqlite} or {@code postgres}; default: what the URL says</td></tr>
 * <tr><td>{@code id-table}</td><td>{@code table}, {@code name}, {@code next}: where blocks of ids come from</td></tr>
 * <tr><td>{@code instance}</td><td>0 to 63, default 0: keeps the time-sorted ids of instances apart</td></tr>
 * </table>
 *
 * <p>On SQLite a shard with a schema is a file of its own, attached to the connections of its database: the template's URL
 * with the schema for <code>{database}</code>, or, where the URL has no such word, <code>east-asia.db</code> beside
 * <code>east.db</code>. At most 125 can be attached. Folders are created where they are missing. Connections use WAL with
 * {@code synchronous = NORMAL}, check foreign keys, and begin transactions as IMMEDIATE.
 */
public final class MeridianConfig {

    private final String file;
    private final String text;
    private final Variables variables;
    private final Layout layout;

    private MeridianConfig(String file, String text, Variables variables, @Nullable Strategy strategy) {
        this.file = file;
        this.text = text;
        this.variables = variables;
        this.layout = ConfigReader.read(file, text, variables, strategy);
    }

    /**
     * Reads a file whose variables are system properties or else environment variables.
     *
     * @param file a YAML file in UTF-8
     * @return the configuration
     * @throws ConfigurationException with all problems, if the file cannot be read or has any
     */
    public static MeridianConfig read(Path file) {
        return read(file, Variables::ofProcess);
    }

    /**
     * Reads a file.
     *
     * @param file a YAML file in UTF-8
     * @param variables the value of each variable, or null where there is none of that name
     * @return the configuration
     * @throws ConfigurationException with all problems, if the file cannot be read or has any
     */
    public static MeridianConfig read(Path file, Function<String, @Nullable String> variables) {
        return parse(file.toString(), contents(file), variables);
    }

    /**
     * Reads a text.
     *
     * @param name what stands for the file in messages
     * @param yaml the text
     * @param variables the value of each variable, or null where there is none of that name
     * @return the configuration
     * @throws ConfigurationException with all problems, if there are any
     */
    public static MeridianConfig parse(String name, String yaml, Function<String, @Nullable String> variables) {
        return new MeridianConfig(name, yaml, new Variables(variables), null);
    }

    private static String contents(Path file) {
        Problems problems = new Problems(file.toString());
        try {
            return Files.readString(file);
        } catch (NoSuchFileException absent) {
            problems.add(Place.whole(file.toString()), "", "there is no such file", "Check the path.");
        } catch (CharacterCodingException encoding) {
            problems.add(Place.whole(file.toString()), "", "the file is not in UTF-8", "Save it in UTF-8.");
        } catch (IOException unreadable) {
            String kind = unreadable.getClass().getSimpleName();
            problems.add(Place.whole(file.toString()), "", "the file cannot be read: " + kind, "Check the file.");
        }
        throw problems.exception();
    }

    /**
     * The same file by another strategy, whatever its {@code strategy} line says.
     *
     * @param strategy the strategy
     * @return a new configuration, read with the same variables
     * @throws ConfigurationException with all problems that the file has by that strategy
     */
    public MeridianConfig withStrategy(Strategy strategy) {
        return new MeridianConfig(file, text, variables, strategy);
    }

    /**
     * The strategy of this configuration.
     *
     * @return the strategy
     */
    public Strategy strategy() {
        return layout.declared().strategy();
    }

    /**
     * Makes a pool for each database, and creates folders of SQLite files where they are missing. All or nothing: if one
     * database fails, the pools of the others are closed again. Each call makes new pools.
     *
     * @return the topology with its pools, which the caller must close
     * @throws ConfigurationException if a driver is missing, or a folder cannot be created
     * @throws org.jooq.exception.DataAccessException if a database whose pool is not lazy cannot be reached
     */
    public OpenTopology open() {
        return Opening.open(layout, new Problems(file));
    }

    /** The file and its layout; no URL and no password. */
    @Override
    public String toString() {
        return "MeridianConfig[" + file + ", " + layout.topology() + "]";
    }
}
