package dev.meridian.config;

import java.nio.file.Path;
import java.util.Map;

/** The good file that the tests of this package share. */
final class ConfigTexts {

    static final String PASSWORD = "s3cr3t-hunter2";

    static final String WEATHER = """
            strategy: database
            dialect: sqlite
            database:
              name: weather
              url: "jdbc:sqlite:${DIR}/{database}.db"
              username: app
              password: ${WEATHER_PASSWORD}
              pool: {size: 4, timeout: 2s, lazy: true}
            shards:
              north_america: {number: 0}
              asia: {number: 1}
              europe:
                number: 2
              south_america: {number: 3}
            tables:
              weather_locations:
                sharded:
                  key: continent
                  comparison: exact
                  map: {North America: north_america, Asia: asia, Europe: europe, South America: south_america}
                ids: {blocks: 50}
                identity: search
              weather_reports:
                colocated: {foreign-key: location_id, parent: weather_locations}
                ids: time-sorted
                identity: demand
              events:
                sharded:
                  key: id
                  range: [{below: 100, shard: asia}, {below: 200, shard: europe}, {rest: north_america}]
              users:
                sharded: {key: id, hash: all}
                ids: blocks
              teams:
                sharded: {key: name, comparison: ignore-case, hash: [asia, europe]}
                ids: unmanaged
              custom:
                sharded:
                  key: id
                  comparison: binary
                  function: dev.meridian.config.ToAsia
              countries: reference
              ids:
                pinned: north_america
            id-table: {table: ids, name: name, next: next_id}
            instance: 5
            """;

    private ConfigTexts() {}

    static MeridianConfig weather(Path folder) {
        return MeridianConfig.parse("weather.yaml", WEATHER, variables(folder));
    }

    static java.util.function.Function<String, String> variables(Path folder) {
        return Map.of("DIR", folder.toString(), "WEATHER_PASSWORD", PASSWORD)::get;
    }
}
