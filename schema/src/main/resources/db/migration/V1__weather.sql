-- One set of scripts for SQLite and PostgreSQL, and for every placement strategy:
--   ${prefix}    stands in front of every name; empty but for shards that are told apart by a table prefix
--   ${identity}  is the database's own way to say "a 64-bit primary key that counts up by itself"
-- Names are never qualified: where a shard is a schema, Flyway works inside it.

CREATE TABLE "${prefix}weather_locations" (
    id        BIGINT      NOT NULL,
    continent VARCHAR(30) NOT NULL,
    city      VARCHAR(50) NOT NULL,
    CONSTRAINT "${prefix}weather_locations_pkey" PRIMARY KEY (id)
);

CREATE INDEX "${prefix}weather_locations_continent" ON "${prefix}weather_locations" (continent);

-- TIMESTAMP(6), since a plain TIMESTAMP would be generated with precision 0 and lose fractions on PostgreSQL.
CREATE TABLE "${prefix}weather_reports" (
    id          ${identity},
    location_id BIGINT           NOT NULL,
    temperature DOUBLE PRECISION,
    report_time TIMESTAMP(6)     NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "${prefix}weather_reports_location" FOREIGN KEY (location_id) REFERENCES "${prefix}weather_locations" (id)
);

CREATE INDEX "${prefix}weather_reports_location_id" ON "${prefix}weather_reports" (location_id);
