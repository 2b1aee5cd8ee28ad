package dev.meridian.conformance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Some thousand rows in the shape of TPC-H's, the same in every run. Where chance would leave a query without rows, rows are made for it.
 */
final class TpchData {

    private static final int SUPPLIERS = 50;
    private static final int PARTS = 200;
    private static final int CUSTOMERS = 150;
    private static final int ORDERS = 1200;
    private static final LocalDate FIRST = LocalDate.of(1992, 1, 1);

    private static final String[] REGIONS = {"AFRICA", "AMERICA", "ASIA", "EUROPE", "MIDDLE EAST"};
    private static final String[] NATIONS = {
        "ALGERIA 0",
        "ARGENTINA 1",
        "BRAZIL 1",
        "CANADA 1",
        "EGYPT 4",
        "ETHIOPIA 0",
        "FRANCE 3",
        "GERMANY 3",
        "INDIA 2",
        "INDONESIA 2",
        "IRAN 4",
        "IRAQ 4",
        "JAPAN 2",
        "JORDAN 4",
        "KENYA 0",
        "MOROCCO 0",
        "MOZAMBIQUE 0",
        "PERU 1",
        "CHINA 2",
        "ROMANIA 3",
        "SAUDI ARABIA 4",
        "VIETNAM 2",
        "RUSSIA 3",
        "UNITED KINGDOM 3",
        "UNITED STATES 1"
    };
    private static final String[] COLORS = {"green", "forest", "azure", "linen", "navy", "plum", "snow", "tan"};
    private static final String[] KINDS = {"STANDARD", "SMALL", "MEDIUM", "LARGE", "ECONOMY", "PROMO"};
    private static final String[] FINISHES = {"ANODIZED", "BURNISHED", "PLATED", "POLISHED", "BRUSHED"};
    private static final String[] METALS = {"TIN", "NICKEL", "BRASS", "STEEL", "COPPER"};
    private static final String[] SIZES = {"SM", "MED", "LG", "JUMBO"};
    private static final String[] CONTAINERS = {"CASE", "BOX", "BAG", "PACK", "PKG"};
    private static final String[] SEGMENTS = {"AUTOMOBILE", "BUILDING", "FURNITURE", "MACHINERY", "HOUSEHOLD"};
    private static final String[] PRIORITIES = {"1-URGENT", "2-HIGH", "3-MEDIUM", "4-NOT SPECIFIED", "5-LOW"};
    private static final String[] MODES = {"AIR REG", "AIR", "RAIL", "SHIP", "TRUCK", "MAIL", "FOB"};
    private static final String[] INSTRUCTIONS = {"DELIVER IN PERSON", "COLLECT COD", "NONE", "TAKE BACK RETURN"};

    private final Random random = new Random(22);
    private final Map<TpchTable, List<List<Object>>> rows = new LinkedHashMap<>();

    TpchData() {
        TpchTable.ALL.forEach(table -> rows.put(table, new ArrayList<>()));
        for (int i = 0; i < REGIONS.length; i++) {
            add(TpchTable.REGION, i, REGIONS[i], "region " + i);
        }
        for (int i = 0; i < NATIONS.length; i++) {
            int blank = NATIONS[i].lastIndexOf(' ');
            int region = Integer.parseInt(NATIONS[i].substring(blank + 1));
            add(TpchTable.NATION, i, NATIONS[i].substring(0, blank), region, "nation " + i);
        }
        suppliers();
        parts();
        customers();
        orders();
    }

    Map<TpchTable, List<List<Object>>> rows() {
        return rows;
    }

    private void add(TpchTable table, Object... values) {
        rows.get(table).add(List.of(values));
    }

    private void suppliers() {
        for (int i = 1; i <= SUPPLIERS; i++) {
            int nation = i % NATIONS.length;
            add(
                    TpchTable.SUPPLIER,
                    (long) i,
                    "Supplier#%09d".formatted(i),
                    "address " + i,
                    nation,
                    phone(nation),
                    money(-999, 9999),
                    i % 7 == 0 ? "the Customer has Complaints" : "quiet 'deposits' " + i);
        }
    }

    private void parts() {
        for (int i = 1; i <= PARTS; i++) {
            int special = i % 10;
            String type = special == 0
                    ? "ECONOMY ANODIZED STEEL"
                    : one(KINDS) + " " + one(FINISHES) + " " + (special == 1 ? "BRASS" : one(METALS));
            String brand = switch (special) {
                case 2 -> "Brand#23";
                case 3 -> "Brand#12";
                case 4 -> "Brand#34";
                default -> "Brand#" + (1 + random.nextInt(5)) + (1 + random.nextInt(5));
            };
            String container = switch (special) {
                case 2 -> "MED BOX";
                case 3 -> "SM " + CONTAINERS[random.nextInt(2)];
                case 4 -> "LG " + CONTAINERS[random.nextInt(2)];
                default -> one(SIZES) + " " + one(CONTAINERS);
            };
            int size =
                    special == 1 ? 15 : special >= 2 && special <= 4 ? 1 + random.nextInt(5) : 1 + random.nextInt(50);
            add(
                    TpchTable.PART,
                    (long) i,
                    one(COLORS) + " " + one(COLORS),
                    "Manufacturer#" + (1 + i % 5),
                    brand,
                    type,
                    size,
                    container,
                    money(900, 2000),
                    "part " + i);
            for (int k = 0; k < 4; k++) {
                add(TpchTable.PARTSUPP, (long) i, supplier(i, k), 1 + random.nextInt(9999), money(1, 1000), "ps " + i);
            }
        }
    }

    private static long supplier(long part, int number) {
        return (part + number * (SUPPLIERS / 4 + (part - 1) / SUPPLIERS)) % SUPPLIERS + 1;
    }

    private void customers() {
        for (int i = 1; i <= CUSTOMERS; i++) {
            int nation = random.nextInt(NATIONS.length);
            add(
                    TpchTable.CUSTOMER,
                    (long) i,
                    "Customer#%09d".formatted(i),
                    "address " + i,
                    nation,
                    phone(nation),
                    money(-999, 9999),
                    one(SEGMENTS),
                    "customer\twith \"quotes\" " + i);
        }
    }

    private void orders() {
        for (int i = 1; i <= ORDERS; i++) {
            long customer = 1 + random.nextInt(CUSTOMERS / 3) * 3L + random.nextInt(2);
            LocalDate date = FIRST.plusDays(random.nextInt(2406));
            boolean big = i % 50 == 0;
            int lines = big ? 7 : 1 + random.nextInt(6);
            for (int line = 1; line <= lines; line++) {
                line(i, line, date, big);
            }
            add(
                    TpchTable.ORDERS,
                    (long) i,
                    customer,
                    date.getYear() < 1995 ? "F" : "O",
                    money(1000, 400_000),
                    date,
                    one(PRIORITIES),
                    "Clerk#%09d".formatted(i % 100),
                    0,
                    i % 9 == 0 ? "very special packages, requests" : "order " + i);
        }
    }

    private void line(long order, int number, LocalDate ordered, boolean big) {
        long part = 1L + random.nextInt(PARTS);
        LocalDate shipped = ordered.plusDays(1 + random.nextInt(121));
        LocalDate received = shipped.plusDays(1 + random.nextInt(30));
        BigDecimal quantity = BigDecimal.valueOf(big ? 45 + random.nextInt(6) : 1 + random.nextInt(50))
                .setScale(2);
        boolean old = received.isBefore(LocalDate.of(1995, 6, 17));
        add(
                TpchTable.LINEITEM,
                order,
                number,
                part,
                supplier(part, random.nextInt(4)),
                quantity,
                money(900, 100_000),
                BigDecimal.valueOf(random.nextInt(11), 2),
                BigDecimal.valueOf(random.nextInt(9), 2),
                old ? random.nextBoolean() ? "R" : "A" : "N",
                old ? "F" : "O",
                shipped,
                ordered.plusDays(30 + random.nextInt(61)),
                received,
                one(INSTRUCTIONS),
                one(MODES),
                "line " + order + "." + number);
    }

    private String phone(int nation) {
        return "%d-%03d-%03d-%04d"
                .formatted(nation + 10, random.nextInt(1000), random.nextInt(1000), random.nextInt(10_000));
    }

    private BigDecimal money(int from, int to) {
        return BigDecimal.valueOf(from * 100L + random.nextInt((to - from) * 100), 2);
    }

    private String one(String[] words) {
        return words[random.nextInt(words.length)];
    }
}
