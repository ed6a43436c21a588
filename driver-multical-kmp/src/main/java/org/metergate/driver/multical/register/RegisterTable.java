// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Quantity;

/**
 * Registers by number and by name. No number has different meanings for heat and electricity
 * meters.
 */
public final class RegisterTable {
  /** For heat, cooling and electricity meters. */
  public static final RegisterTable STANDARD = new RegisterTable(List.of());

  /** For water meters, where register 68 is drinking water. */
  public static final RegisterTable WATER =
      new RegisterTable(
          List.of(
              Register.of(
                  68,
                  new Quantity(
                      "water_volume",
                      Quantity.Kind.COUNTER,
                      Dimension.WATER_VOLUME,
                      "Water volume")),
              Register.of(
                  243,
                  new Quantity(
                      "water_volume_reverse",
                      Quantity.Kind.COUNTER,
                      Dimension.WATER_VOLUME,
                      "Water volume, reverse"))));

  private static final int INDEXED = 2048;

  private final Map<Integer, Register> byNumber = new LinkedHashMap<>();
  private final Map<String, Register> byName = new LinkedHashMap<>();
  private final Register[] low = new Register[INDEXED];

  private RegisterTable(List<Register> own) {
    HeatRegisters.ALL.forEach(this::add);
    ElectricityRegisters.ALL.forEach(this::add);
    own.forEach(this::add);
    byNumber.values().forEach(register -> byName.put(register.quantity().name(), register));
  }

  private void add(Register register) {
    byNumber.put(register.number(), register);
    if (register.number() < INDEXED) {
      low[register.number()] = register;
    }
  }

  /**
   * Finds a register by its number.
   *
   * @param number 0 to 65535.
   * @return the register, under its own number where the table does not contain it.
   */
  public Register of(int number) {
    Register known = number < INDEXED ? low[number] : byNumber.get(number);
    return known != null ? known : Register.unnamed(number);
  }

  /**
   * Finds a register by the name of its quantity.
   *
   * @param name for example {@code heat_energy}.
   * @return the register, or nothing.
   */
  public Optional<Register> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * Returns all names.
   *
   * @return the quantities that have a register here.
   */
  public Collection<String> names() {
    return byName.keySet();
  }
}
