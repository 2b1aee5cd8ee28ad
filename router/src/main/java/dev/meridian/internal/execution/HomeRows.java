package dev.meridian.internal.execution;

import dev.meridian.internal.analysis.HomeSubstitution;
import dev.meridian.placement.ShardId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jooq.exception.DataAccessException;
import org.jooq.tools.jdbc.DefaultResultSet;
import org.jspecify.annotations.Nullable;

/**
 * Rows whose last columns say from which shards they come. Reading them tells the home of the current row; to all others they are not there.
 *
 * <p>A part of a row that an outer join made of NULLs comes from nowhere. A row whose parts come from two shards has no home.
 */
final class HomeRows extends DefaultResultSet {

    private final Planned planned;
    private final int columns;
    private final int hidden;

    private HomeRows(ResultSet rows, Planned planned, int columns, int hidden) {
        super(rows);
        this.planned = planned;
        this.columns = columns;
        this.hidden = hidden;
    }

    /** The rows of a planned statement; as they are, where they do not say where they come from. */
    static ResultSet over(ResultSet rows, Planned planned) {
        try {
            ResultSetMetaData metaData = rows.getMetaData();
            int columns = metaData.getColumnCount();
            int shown = columns;
            while (shown > 0 && metaData.getColumnLabel(shown).startsWith(HomeSubstitution.COLUMN)) {
                shown--;
            }
            return shown == columns ? rows : new HomeRows(rows, planned, shown, columns - shown);
        } catch (SQLException e) {
            throw new DataAccessException("The columns of the result could not be read", e);
        }
    }

    @Override
    public boolean next() throws SQLException {
        return arrive(super.next());
    }

    @Override
    public boolean previous() throws SQLException {
        return arrive(super.previous());
    }

    @Override
    public boolean first() throws SQLException {
        return arrive(super.first());
    }

    @Override
    public boolean last() throws SQLException {
        return arrive(super.last());
    }

    @Override
    public boolean absolute(int row) throws SQLException {
        return arrive(super.absolute(row));
    }

    @Override
    public boolean relative(int rows) throws SQLException {
        return arrive(super.relative(rows));
    }

    private boolean arrive(boolean onRow) throws SQLException {
        planned.moveTo(onRow ? home() : null);
        return onRow;
    }

    private @Nullable ShardId home() throws SQLException {
        int home = -1;
        for (int i = 1; i <= hidden; i++) {
            int place = getDelegate().getInt(columns + i);
            if (!getDelegate().wasNull()) {
                if (home >= 0 && home != place) {
                    return null;
                }
                home = place;
            }
        }
        return home < 0 ? null : planned.plan().shards().get(home);
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        ResultSetMetaData all = super.getMetaData();
        return (ResultSetMetaData) Proxy.newProxyInstance(
                HomeRows.class.getClassLoader(),
                new Class<?>[] {ResultSetMetaData.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getColumnCount")) {
                        return columns;
                    }
                    try {
                        return method.invoke(all, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
