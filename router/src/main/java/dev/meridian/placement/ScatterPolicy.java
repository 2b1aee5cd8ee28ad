package dev.meridian.placement;

/** What to do with a statement that needs more than one shard. It says nothing about correctness: such a statement is exact or refused anyway. */
public enum ScatterPolicy {
    /** Run it. The default. */
    ALLOW,
    /** Run it, and log a warning with its tables and its route. */
    WARN,
    /** Refuse it, unless it runs through a context that allows scattering. */
    REFUSE
}
