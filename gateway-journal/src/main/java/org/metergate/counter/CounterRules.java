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
 * How the stored readings of one meter, with one number of its own, are to be read. The journal
 * keeps what came; what is decided later is put over it whenever it is read, so that a decision
 * holds for the past too and nothing is written again.
 *
 * @param counterRules in the order of their first readings; none means: as stored.
 */
public record CounterRules(List<CounterRule> counterRules) {
  /** As stored. */
  public static final CounterRules PLAIN = new CounterRules(List.of());

  /** Copies the list. */
  public CounterRules {
    counterRules = List.copyOf(counterRules);
  }

  /**
   * Finds the chapter of a reading.
   *
   * @param id of the reading.
   * @return the last one that begins at or before it, or an empty one.
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
   * Returns the newest chapter.
   *
   * @return an empty one where there is none.
   */
  public CounterRule last() {
    return at(Long.MAX_VALUE);
  }

  /**
   * Begins another chapter.
   *
   * @param counterRule from a later reading on than the last; from the same one, it takes its
   *     place.
   * @return with it.
   */
  public CounterRules with(CounterRule counterRule) {
    List<CounterRule> list = new ArrayList<>(counterRules);
    list.removeIf(before -> before.from() >= counterRule.from());
    list.add(counterRule);
    return new CounterRules(list);
  }

  /**
   * Reads a reading in the sense of its chapter.
   *
   * @param id its number in the journal.
   * @param reading as stored.
   * @return the same object where nothing is different.
   */
  public Reading read(long id, Reading reading) {
    CounterRule counterRule = at(id);
    if (counterRule == CounterRule.NONE) {
      return reading;
    }
    List<Measurement> read = null;
    for (int i = 0; i < reading.measurements().size(); i++) {
      Measurement stored = reading.measurements().get(i);
      Measurement meant = counterRule.read(stored);
      if (meant != stored) {
        read = read == null ? new ArrayList<>(reading.measurements()) : read;
        read.set(i, meant);
      }
    }
    return read == null ? reading : with(reading, read);
  }

  private static Reading with(Reading r, List<Measurement> measurements) {
    return new Reading(
        r.meter(), r.telegram(), r.origin(), r.receivedAt(), r.meterTime(), measurements);
  }

  /**
   * Writes it as one line: chapters with {@code ;} between them, each {@code
   * FROM,EXPONENT,HELD,QUANTITY=OFFSET…}, the exponent {@code ?} while it is open.
   *
   * @return the line.
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (CounterRule counterRule : counterRules) {
      text.append(text.isEmpty() ? "" : ";").append(counterRule.from()).append(',');
      text.append(counterRule.exponent() == null ? "?" : counterRule.exponent().toString());
      text.append(counterRule.held() ? ",held" : ",given");
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
   * @return what it says.
   * @throws MalformedException when it is none.
   */
  public static CounterRules parse(String text) throws MalformedException {
    List<CounterRule> counterRules = new ArrayList<>();
    try {
      for (String part : text.isEmpty() ? new String[0] : text.split(";")) {
        counterRules.add(counterRule(part.split(",")));
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new MalformedException("'" + text + "' does not say how counters are read");
    }
    return new CounterRules(counterRules);
  }

  private static CounterRule counterRule(String[] words) {
    Map<String, BigDecimal> offsets = new TreeMap<>();
    for (int i = 3; i < words.length; i++) {
      String[] offset = words[i].split("=");
      offsets.put(offset[0], new BigDecimal(offset[1]));
    }
    Integer exponent = words[1].equals("?") ? null : Integer.valueOf(words[1]);
    return new CounterRule(Long.parseLong(words[0]), exponent, words[2].equals("held"), offsets);
  }
}
