// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.metergate.driver.omnipower.wire.Cipherer;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;

class OmnipowerOptionsTest {
  private static final String ZEROS = "00".repeat(16);

  @Test
  void needsNoOptionSinceSomeMetersDoNotEncrypt() throws OptionException {
    OmnipowerOptions options = options();
    assertTrue(options.encryption().isEmpty());
    assertFalse(options.proofRequired());
    assertEquals(OptionalInt.empty(), options.scales().energy());
    assertEquals(0, options.scales().power());
  }

  @Test
  void readsKeysAsPeopleHaveThem() throws OptionException {
    OmnipowerOptions plain =
        options("encryption-key", Cipherer.EK, "authentication-key", Cipherer.AK);
    OmnipowerOptions written =
        options(
            "encryption-key",
            "0x" + Cipherer.EK.toLowerCase(java.util.Locale.ROOT),
            "authentication-key",
            Cipherer.AK.replaceAll("(..)", "$1 ") + "\n");
    assertEquals(plain, written);
  }

  @Test
  void takesAnAuthenticationKeyOfZerosForNone() throws OptionException {
    assertTrue(
        options("encryption-key", Cipherer.EK, "authentication-key", ZEROS)
            .authentication()
            .isEmpty());
  }

  @Test
  void readsScales() throws OptionException {
    OmnipowerOptions options =
        options(
            "energy-scale",
            "10",
            "voltage-scale",
            "0.01",
            "current-scale",
            "0.001",
            "power-scale",
            "0.1");
    assertEquals(OptionalInt.of(1), options.scales().energy());
    assertEquals(OptionalInt.of(-2), options.scales().voltage());
    assertEquals(OptionalInt.of(-3), options.scales().current());
    assertEquals(-1, options.scales().power());
    assertEquals(OptionalInt.of(0), options("energy-scale", "1").scales().energy());
    assertEquals(OptionalInt.of(0), options("voltage-scale", "1").scales().voltage());
    assertEquals(OptionalInt.of(-2), options("current-scale", "0.01").scales().current());
  }

  @Test
  void namesTheOptionAndWhatIsWrongWithIt() {
    refuses(
        "encryption-key", "has 31 hexadecimal digits", "encryption-key", Cipherer.EK.substring(1));
    refuses(
        "authentication-key",
        "not a hexadecimal digit",
        "encryption-key",
        Cipherer.EK,
        "authentication-key",
        "O" + Cipherer.AK.substring(1));
    refuses("encryption-key", "There is no key in it", "encryption-key", "");
    refuses("encryption-key", "set encryption-key too", "authentication-key", Cipherer.AK);
    refuses(
        "authentication-key",
        "are the same",
        "encryption-key",
        Cipherer.EK,
        "authentication-key",
        Cipherer.EK);
    refuses("authentication-key", "is needed", "authentication", "required");
    refuses(
        "authentication-key",
        "is needed",
        "authentication",
        "required",
        "encryption-key",
        Cipherer.EK,
        "authentication-key",
        ZEROS);
    refuses("energy-scale", "must be one of 'auto', '1', '10'", "energy-scale", "100");
  }

  private static void refuses(String option, String reason, String... given) {
    OptionException refusal = assertThrows(OptionException.class, () -> options(given));
    assertEquals(option, refusal.option());
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    for (int i = 0; i + 6 <= Cipherer.EK.length(); i++) {
      assertFalse(refusal.getMessage().contains(Cipherer.EK.substring(i, i + 6)), "a key shows");
    }
  }

  @Test
  void printsNoKey() throws OptionException {
    String text =
        options("encryption-key", Cipherer.EK, "authentication-key", Cipherer.AK).toString();
    assertFalse(text.contains(Cipherer.EK.substring(0, 6)), text);
  }

  private static OmnipowerOptions options(String... given) throws OptionException {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < given.length; i += 2) {
      values.put(given[i], given[i + 1]);
    }
    return OmnipowerOptions.of(Options.of(OmnipowerOptions.SPECS, values));
  }
}
