// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing.foreign;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Reads the readings of a journal as another program would that has docs/concepts/journal.md and
 * nothing of ours: it uses no class of this project.
 */
public final class ForeignReader {
  /** Runs a query; each row by the names of its columns, with null for NULL. */
  public interface Query {
    List<Map<String, String>> rows(String sql) throws Exception;
  }

  /** A field of a reading; texts as in the file, numbers with all their decimals. */
  public record Field(
      String quantity,
      String kind,
      String dimension,
      String label,
      String unit,
      String unitDisplay,
      String register,
      String type,
      String value,
      String raw,
      String at) {}

  /** A reading. */
  public record Found(
      long id,
      String meter,
      String subMeter,
      String identifier,
      long telegram,
      String origin,
      long receivedMillis,
      String meterTime,
      List<Field> fields) {}

  private record Time(long seconds, int nanos, Integer offset) {
    String text() {
      LocalDateTime local = LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
      return local + (offset == null ? "" : ZoneOffset.ofTotalSeconds(offset).toString());
    }
  }

  private final Map<String, List<Map<String, String>>> items = new HashMap<>();
  private final Map<String, String> words = new HashMap<>();
  private byte[] blob;
  private int position;

  private ForeignReader() {}

  /** All readings in the order of their ids. */
  public static List<Found> read(Query query) throws Exception {
    ForeignReader reader = new ForeignReader();
    for (Map<String, String> word : query.rows("SELECT id, text FROM word")) {
      reader.words.put(word.get("id"), word.get("text"));
    }
    for (Map<String, String> item : query.rows("SELECT * FROM shape_item ORDER BY shape, place")) {
      reader.items.computeIfAbsent(item.get("shape"), s -> new ArrayList<>()).add(item);
    }
    List<Found> found = new ArrayList<>();
    for (Map<String, String> row :
        query.rows(
            "SELECT reading.id, name, sub_meter, identifier, shape, clock, clock_offset, history,"
                + " received_ms, meter_time, hex(data) AS data FROM reading"
                + " JOIN meter ON meter.id = reading.meter JOIN shape ON shape.id = reading.shape"
                + " ORDER BY reading.id")) {
      found.add(reader.reading(row));
    }
    return found;
  }

  private Found reading(Map<String, String> row) {
    blob = HexFormat.of().parseHex(row.get("data"));
    position = 0;
    long telegram = signed().longValueExact();
    Time base = null;
    if (!row.get("clock").equals("NONE")) {
      int nanos = row.get("clock").equals("NANOS") ? unsigned().intValueExact() : 0;
      base = new Time(Long.parseLong(row.get("meter_time")), nanos, integer(row, "clock_offset"));
    }
    List<Field> fields = new ArrayList<>();
    for (Map<String, String> item : items.getOrDefault(row.get("shape"), List.of())) {
      fields.add(field(item, base));
    }
    if (position != blob.length) {
      throw new IllegalStateException("bytes are left in reading " + row.get("id"));
    }
    return new Found(
        Long.parseLong(row.get("id")),
        row.get("name"),
        row.get("sub_meter"),
        row.get("identifier"),
        telegram,
        List.of("LIVE", "HISTORY", "LATE").get(integer(row, "history")),
        Long.parseLong(row.get("received_ms")),
        base == null ? null : base.text(),
        fields);
  }

  private Field field(Map<String, String> item, Time base) {
    Integer scale = integer(item, "scale");
    BigInteger factor = new BigInteger(item.get("factor"));
    String type = item.get("value");
    BigDecimal raw = null;
    if (item.get("raw").equals("1")) {
      raw = scale == null ? scaled() : new BigDecimal(signed());
    }
    String value = null;
    if (type.equals("DECIMAL") && raw != null && factor.signum() != 0) {
      value = new BigDecimal(raw.unscaledValue().multiply(factor), scale).toString();
    } else if (type.equals("DECIMAL")) {
      value = (scale == null ? scaled() : new BigDecimal(signed(), scale)).toString();
    } else if (type.equals("TEXT")) {
      value = string();
    } else if (type.equals("MOMENT")) {
      value = time(base).text();
    }
    String at = item.get("stamped").equals("1") ? time(base).text() : null;
    return new Field(
        item.get("quantity"),
        item.get("kind"),
        item.get("dimension"),
        item.get("label"),
        item.get("unit"),
        item.get("unit_display"),
        item.get("register"),
        type,
        value,
        raw == null ? null : raw.toString(),
        at);
  }

  private BigDecimal scaled() {
    int scale = signed().intValueExact();
    return new BigDecimal(signed(), scale);
  }

  private String string() {
    long head = unsigned().longValueExact();
    if (head % 2 == 1) {
      return words.get(Long.toString(head / 2));
    }
    int end = position + (int) (head / 2);
    String text = new String(Arrays.copyOfRange(blob, position, end), StandardCharsets.UTF_8);
    position = end;
    return text;
  }

  private Time time(Time base) {
    BigInteger head = unsigned();
    if (head.signum() == 0) {
      return base;
    }
    long rest = head.subtract(BigInteger.ONE).longValue(); // all 64 bits may be used
    long distance = rest >>> 3 ^ -(rest >>> 2 & 1);
    int nanos = (rest & 2) == 0 ? 0 : unsigned().intValueExact();
    Integer offset = (rest & 1) == 0 ? null : signed().intValueExact();
    return new Time(distance + (base == null ? 0 : base.seconds()), nanos, offset);
  }

  private BigInteger unsigned() {
    BigInteger value = BigInteger.ZERO;
    for (int shift = 0; ; shift += 7) {
      int next = blob[position++];
      value = value.or(BigInteger.valueOf(next & 0x7F).shiftLeft(shift));
      if (next >= 0) {
        return value;
      }
    }
  }

  private BigInteger signed() {
    BigInteger zigzag = unsigned();
    return zigzag.testBit(0) ? zigzag.shiftRight(1).not() : zigzag.shiftRight(1);
  }

  private static Integer integer(Map<String, String> row, String column) {
    return row.get(column) == null ? null : Integer.valueOf(row.get(column));
  }
}
