// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.option.OptionSpec.Type;

class OptionsTest {
  private static final List<OptionSpec> SPECS =
      List.of(
          OptionSpec.optional("encryption-key", Type.SECRET, "The key."),
          OptionSpec.choice("scale", "The scale.", "auto", "1", "10"),
          OptionSpec.standard("interval", Type.DURATION, "10s", "How often."),
          OptionSpec.optional("count", Type.INTEGER, "How many."),
          OptionSpec.optional("factor", Type.DECIMAL, "How much."),
          OptionSpec.optional("solar", Type.BOOLEAN, "Whether."),
          OptionSpec.optional("name", Type.TEXT, "Any."));

  @Test
  void givesWhatWasWrittenInItsType() throws OptionException {
    Options options =
        Options.of(
            SPECS,
            Map.of("count", "-7", "factor", "0.10", "solar", "true", "scale", "10", "name", ""));
    assertEquals(Optional.of(-7L), options.integer("count"));
    assertEquals(Optional.of(new BigDecimal("0.10")), options.decimal("factor"));
    assertTrue(options.flag("solar"));
    assertEquals(Optional.of("10"), options.text("scale"));
    assertEquals(Optional.of(""), options.text("name"));
  }

  @Test
  void fallsBackToTheStandardOrToNothing() throws OptionException {
    Options options = Options.of(SPECS, Map.of());
    assertEquals(Optional.of("auto"), options.text("scale"));
    assertEquals(Optional.of(Duration.ofSeconds(10)), options.duration("interval"));
    assertEquals(Optional.empty(), options.integer("count"));
    assertFalse(options.flag("solar"));
    assertEquals(Optional.empty(), options.secret("encryption-key"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scale|100|Option 'scale' is '100', but must be one of 'auto', '1', '10'.",
        "interval|10|Option 'interval' is '10', but must be a duration like 500ms, 10s, 15min, 1h,"
            + " 2d.",
        "count|7.5|Option 'count' is '7.5', but must be a whole number.",
        "count|1234567890123456789|Option 'count' is '1234567890123456789', but must be a whole"
            + " number.",
        "factor|1e3|Option 'factor' is '1e3', but must be a number like 0.01.",
        "solar|yes|Option 'solar' is 'yes', but must be 'true' or 'false'."
      })
  void namesAValueOfTheWrongForm(String name, String text, String sentence) {
    OptionException e =
        assertThrows(OptionException.class, () -> Options.of(SPECS, Map.of(name, text)));
    assertEquals(name, e.option());
    assertEquals(sentence, e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5AD84121D9D20B364B7A11F3C1B5827F", "5a d8 41-21 d9 d2 0b 36 4b 7a 11 f3"})
  void doesNotRepeatAKeyThatSlippedIntoAnotherOption(String key) {
    OptionException value =
        assertThrows(OptionException.class, () -> Options.of(SPECS, Map.of("scale", key)));
    assertEquals(
        "Option 'scale' is '(not shown)', but must be one of 'auto', '1', '10'.",
        value.getMessage());
    OptionException name =
        assertThrows(OptionException.class, () -> Options.of(SPECS, Map.of(key, "auto")));
    assertFalse(name.getMessage().contains(key), name.getMessage());
  }

  @Test
  void namesTheNearestOptionForAnUnknownOne() {
    OptionException e =
        assertThrows(OptionException.class, () -> Options.of(SPECS, Map.of("intervall", "5s")));
    assertEquals("There is no option 'intervall'; did you mean 'interval'?", e.getMessage());
  }

  @Test
  void listsAllOptionsWhenNoneIsNear() {
    OptionException e =
        assertThrows(OptionException.class, () -> Options.of(SPECS, Map.of("zzzzzz", "5s")));
    assertTrue(e.getMessage().contains("encryption-key, scale, interval"), e.getMessage());
  }

  @Test
  void treatsAnUndescribedNameAsAMistakeOfTheProgram() throws OptionException {
    Options options = Options.of(SPECS, Map.of());
    assertThrows(IllegalArgumentException.class, () -> options.text("speed"));
  }

  @Test
  void neverPrintsASecret() throws OptionException {
    Options options = Options.of(SPECS, Map.of("encryption-key", "5AD84121"));
    Secret secret = options.secret("encryption-key").orElseThrow();
    assertEquals("5AD84121", secret.reveal());
    assertFalse((secret + " " + options).contains("5AD8"));
    assertEquals(new Secret("5AD84121"), secret);
    assertFalse(secret.equals(new Secret("5AD84122")));
  }
}
