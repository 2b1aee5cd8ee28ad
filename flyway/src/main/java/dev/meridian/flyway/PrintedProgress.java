package dev.meridian.flyway;

import java.io.PrintStream;

/** One readable line for each shard. */
final class PrintedProgress implements MigrationProgress {

    private final PrintStream out;

    PrintedProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void migrated(ShardMigration shard, int done, int total) {
        String at = shard.version().isEmpty() ? "" : ", now at version " + shard.version();
        print(shard, done, total, scripts(shard) + at);
    }

    @Override
    public void failed(ShardMigration shard, int done, int total) {
        String at = shard.version().isEmpty() ? "" : ", at version " + shard.version();
        print(shard, done, total, "FAILED" + at + ": " + shard.failure());
    }

    private static String scripts(ShardMigration shard) {
        return switch (shard.scripts()) {
            case 0 -> "nothing to do";
            case 1 -> "1 script";
            default -> shard.scripts() + " scripts";
        };
    }

    private void print(ShardMigration shard, int done, int total, String what) {
        out.println("[" + done + "/" + total + "] " + shard.shard() + ": " + what + " ("
                + shard.duration().toMillis() + " ms)");
    }
}
