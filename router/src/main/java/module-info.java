/**
 * Meridian: a horizontal-sharding query router for jOOQ.
 *
 * <p>The facade ({@code dev.meridian}), the layout ({@code placement}), its file ({@code config}) and the errors ({@code exception}) are
 * public; the rest may change with every release.
 */
module dev.meridian.router {
    requires transitive java.sql;
    requires transitive org.jooq;
    requires static transitive org.jspecify;
    requires com.github.f4b6a3.tsid;
    requires com.zaxxer.hikari;
    requires org.slf4j;
    requires org.snakeyaml.engine;

    exports dev.meridian;
    exports dev.meridian.config;
    exports dev.meridian.exception;
    exports dev.meridian.placement;
}
