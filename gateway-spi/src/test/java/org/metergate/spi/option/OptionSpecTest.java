// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.emulator.EmulatorInfo;

class OptionSpecTest {

  @Test
  void takesTheFirstChoiceAsTheStandard() {
    OptionSpec spec = OptionSpec.choice("scale", "The scale.", "auto", "1");
    assertEquals(Optional.of("auto"), spec.standard());
    assertEquals(List.of("auto", "1"), spec.choices());
  }

  @Test
  void isNotChangedFromOutside() {
    List<String> choices = new ArrayList<>(List.of("a", "b"));
    OptionSpec spec =
        new OptionSpec("x", OptionSpec.Type.CHOICE, choices, Optional.empty(), "Help.");
    List<OptionSpec> options = new ArrayList<>(List.of(spec));
    DriverInfo driver =
        new DriverInfo("toy", "Toy", 1, DriverInfo.MetersPerLink.ONE, options, "toy");
    EmulatorInfo emulator = new EmulatorInfo("toy", "Toy", "toy", options);
    choices.clear();
    options.clear();
    assertEquals(List.of("a", "b"), spec.choices());
    assertEquals(List.of(spec), driver.options());
    assertEquals(List.of(spec), emulator.options());
  }

  @Test
  void needsAllItsParts() {
    assertThrows(NullPointerException.class, () -> OptionSpec.optional(null, null, "Help."));
    assertThrows(
        NullPointerException.class, () -> OptionSpec.optional("x", OptionSpec.Type.TEXT, null));
  }
}
