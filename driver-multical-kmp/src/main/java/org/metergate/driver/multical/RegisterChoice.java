// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.metergate.driver.multical.register.Register;
import org.metergate.driver.multical.register.RegisterTable;
import org.metergate.spi.option.NearestName;
import org.metergate.spi.option.OptionException;

/**
 * The registers that the configuration selects: only these, or changes to the usual ones.
 *
 * @param exact the only ones; empty where the usual ones are read.
 * @param added to the usual ones.
 * @param removed from the usual ones.
 */
record RegisterChoice(List<Integer> exact, List<Integer> added, List<Integer> removed) {
  private static final int MAX_REGISTERS = 64;

  static RegisterChoice parse(String text, RegisterTable table, String option)
      throws OptionException {
    List<Integer> exact = new ArrayList<>();
    List<Integer> added = new ArrayList<>();
    List<Integer> removed = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      String item = word.strip();
      if (item.isEmpty() && text.isBlank()) {
        continue;
      }
      char sign = item.isEmpty() ? ' ' : item.charAt(0);
      boolean signed = sign == '+' || sign == '-';
      int number = number(signed ? item.substring(1).strip() : item, table, option);
      (sign == '+' ? added : sign == '-' ? removed : exact).add(number);
    }
    if (!exact.isEmpty() && exact.size() < exact.size() + added.size() + removed.size()) {
      throw new OptionException(
          option, "In 'registers' either all have a + or - before them, or none.");
    }
    if (exact.size() + added.size() > MAX_REGISTERS) {
      throw new OptionException(
          option, "In 'registers' there are more than " + MAX_REGISTERS + ".");
    }
    return new RegisterChoice(distinct(exact), distinct(added), distinct(removed));
  }

  private static List<Integer> distinct(List<Integer> numbers) {
    return List.copyOf(new LinkedHashSet<>(numbers));
  }

  private static int number(String item, RegisterTable table, String option)
      throws OptionException {
    if (item.matches("\\d{1,5}") && Integer.parseInt(item) <= 0xFFFF) {
      return Integer.parseInt(item);
    }
    for (RegisterTable one : List.of(table, RegisterTable.STANDARD, RegisterTable.WATER)) {
      if (one.named(item).isPresent()) {
        return one.named(item).map(Register::number).get();
      }
    }
    throw new OptionException(option, NearestName.unknown("register", item, table.names()));
  }

  /**
   * Returns the registers to request, the most important first.
   *
   * @param usual of the family.
   * @param absent what the meter is known to lack.
   * @param limit maximum number of the usual ones.
   */
  List<Integer> of(List<Integer> usual, Set<Integer> absent, int limit) {
    List<Integer> chosen = new ArrayList<>(exact);
    if (exact.isEmpty()) {
      usual.stream()
          .filter(number -> !removed.contains(number) && !absent.contains(number))
          .limit(limit)
          .forEach(chosen::add);
    }
    added.stream().filter(number -> !chosen.contains(number)).forEach(chosen::add);
    chosen.removeIf(absent::contains);
    return chosen;
  }

  /** Returns the registers that are configured and that the meter lacks. */
  List<Integer> missing(Set<Integer> absent) {
    List<Integer> missing = new ArrayList<>(exact);
    missing.addAll(added);
    missing.retainAll(absent);
    return missing;
  }
}
