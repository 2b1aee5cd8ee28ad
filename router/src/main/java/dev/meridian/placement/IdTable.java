package dev.meridian.placement;

/**
 * The pinned table that hands out blocks of ids: one row for each table whose ids come from it.
 *
 * @param table the table's name; it has a pinned rule
 * @param name the column that names the table whose ids a row counts; the primary key
 * @param next the column with the next free id, a 64-bit number
 */
public record IdTable(String table, String name, String next) {}
