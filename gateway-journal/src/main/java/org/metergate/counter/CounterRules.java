// SPDX-License-Identifier: Apache-2.0
package org.metergate.counter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;

/**
 * How the stored readings of one meter, with one number of its own, are interpreted. The journal
 * keeps readings as they came; what is decided later is applied whenever they are read, so that a
 * decision also holds for the past and nothing is rewritten.
 *
 * @param counterRules in the order of their first readings; an empty list means as stored.
 */
public record CounterRules(List<CounterRule> counterRules) {
  /** Readings as stored. */
  public static final CounterRules PLAIN = new CounterRules(List.of());

  /** Copies the list. */
  public CounterRules {
    counterRules = List.copyOf(counterRules);
  }

  /**
   * Finds the rule for a reading.
   *
   * @param id of the reading.
   * @return the last one that begins at or before it, or a rule that changes nothing.
   */
  public CounterRule at(long id) {
    for (int i = counterRules.size() - 1; i >= 0; i--) {
      if (counterRules.get(i).from() <= id) {
        return counterRules.get(i);
      }
    }
    return CounterRule.NONE;
  }

  /**
   * Returns the newest rule.
   *
   * @return a rule that changes nothing if there is none.
   */
  public CounterRule last() {
    return at(Long.MAX_VALUE);
  }

  /**
   * Adds a rule.
   *
   * @param counterRule begins at a later reading than the last one; if it begins at the same
   *     reading, it replaces that rule.
   * @return a copy with the rule.
   */
  public CounterRules with(CounterRule counterRule) {
    List<CounterRule> list = new ArrayList<>(counterRules);
    list.removeIf(before -> before.from() >= counterRule.from());
    list.add(counterRule);
    return new CounterRules(list);
  }

  /**
   * Decides the scale of the newest rule, and with it that of the rules before it that wait for the
   * same decision: where a scale was switched between 1 and 10 Wh, each follows from the next.
   *
   * @param exponent one count is ten to this power Wh from the newest rule on: 0 or 1.
   * @return a copy in which these rules are decided.
   */
  public CounterRules decided(int exponent) {
    List<CounterRule> list = new ArrayList<>(counterRules);
    int i = list.size() - 1;
    Integer now = exponent;
    while (i >= 0 && now != null) {
      CounterRule rule = list.get(i);
      list.set(i, rule.scaled(now));
      boolean goesOn = i > 0 && rule.continuing() != null && list.get(i - 1).exponent() == null;
      now = goesOn ? Integer.valueOf(1 - rule.continuing()) : null;
      i--;
    }
    return new CounterRules(list);
  }

  /**
   * Finds the first of the newest rules that have no scale.
   *
   * @return the id of its first reading; nothing is known before the newest rule if that has one.
   */
  public long openFrom() {
    long from = last().from();
    for (int i = counterRules.size() - 1; i >= 0 && counterRules.get(i).exponent() == null; i--) {
      from = counterRules.get(i).from();
      if (counterRules.get(i).continuing() == null) {
        break;
      }
    }
    return from;
  }

  /**
   * Finds the first of the newest rules that hold their counters.
   *
   * @return the id of its first reading; that of the newest rule if that holds nothing.
   */
  public long heldFrom() {
    long from = last().from();
    for (int i = counterRules.size() - 1; i >= 0 && counterRules.get(i).held(); i--) {
      from = counterRules.get(i).from();
    }
    return from;
  }

  /**
   * Releases the newest counters that are held.
   *
   * @param offsets added to them, by the quantity's name.
   * @return a copy in which the newest rule and the held ones right before it hold nothing.
   */
  public CounterRules released(Map<String, BigDecimal> offsets) {
    long from = heldFrom();
    return new CounterRules(
        counterRules.stream()
            .map(rule -> rule.from() >= from ? rule.released(offsets) : rule)
            .toList());
  }

  /**
   * Returns whether all readings have counts of the same scale, as far as it is known.
   *
   * @return false if the scale was switched, or may have been.
   */
  public boolean hasOneScale() {
    return counterRules.stream().map(CounterRule::comparing).distinct().count() <= 1;
  }

  /**
   * Finds the series to which a reading belongs.
   *
   * @param id of the reading.
   * @return the id of the series' first reading; 0 for the first series.
   */
  public long seriesFrom(long id) {
    for (int i = counterRules.size() - 1; i >= 0; i--) {
      CounterRule counterRule = counterRules.get(i);
      if (counterRule.from() <= id && counterRule.begins()) {
        return counterRule.from();
      }
    }
    return 0;
  }

  /**
   * Applies the rule of a reading to it.
   *
   * @param id its number in the journal.
   * @param reading as stored.
   * @return the same object if nothing changes.
   */
  public Reading read(long id, Reading reading) {
    CounterRule counterRule = at(id);
    if (counterRule == CounterRule.NONE) {
      return reading;
    }
    List<Measurement> read = null;
    for (int i = 0; i < reading.measurements().size(); i++) {
      Measurement stored = reading.measurements().get(i);
      Measurement result = counterRule.read(stored);
      if (result != stored) {
        read = read == null ? new ArrayList<>(reading.measurements()) : read;
        read.set(i, result);
      }
    }
    return read == null ? reading : reading.withMeasurements(read);
  }

  /**
   * Writes the rules as one line, separated by {@code ;}, each as {@code
   * FROM,EXPONENT,HELD,QUANTITY=OFFSET…}; the exponent is {@code ?} while it is undecided, and
   * after a switch of the scale {@code ~} follows it, with the exponent that continues.
   *
   * @return the line.
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (CounterRule counterRule : counterRules) {
      text.append(text.isEmpty() ? "" : ";").append(counterRule.from()).append(',');
      text.append(counterRule.exponent() == null ? "?" : counterRule.exponent().toString());
      text.append(counterRule.continuing() == null ? "" : "~" + counterRule.continuing());
      text.append(counterRule.held() ? ",held" : counterRule.begins() ? ",new" : ",given");
      counterRule
          .offsets()
          .forEach((name, by) -> text.append(',').append(name).append('=').append(by));
    }
    return text.toString();
  }

  /**
   * Reads a line of {@link #text}.
   *
   * @param text the line.
   * @return the rules in it.
   * @throws MalformedException when the line has another form.
   */
  public static CounterRules parse(String text) throws MalformedException {
    List<CounterRule> counterRules = new ArrayList<>();
    try {
      for (String part : text.isEmpty() ? new String[0] : text.split(";")) {
        counterRules.add(counterRule(part.split(",")));
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new MalformedException("'" + text + "' is not a list of counter rules");
    }
    return new CounterRules(counterRules);
  }

  private static CounterRule counterRule(String[] parts) {
    Map<String, BigDecimal> offsets = new TreeMap<>();
    for (int i = 3; i < parts.length; i++) {
      String[] offset = parts[i].split("=");
      offsets.put(offset[0], new BigDecimal(offset[1]));
    }
    String[] scale = parts[1].split("~");
    return new CounterRule(
        Long.parseLong(parts[0]),
        scale[0].equals("?") ? null : Integer.valueOf(scale[0]),
        scale.length == 1 ? null : Integer.valueOf(scale[1]),
        parts[2].equals("held"),
        parts[2].equals("new"),
        offsets);
  }
}
