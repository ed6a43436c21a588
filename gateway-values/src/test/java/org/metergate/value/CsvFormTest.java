// SPDX-License-Identifier: Apache-2.0
package org.metergate.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFormTest {
  private static final CsvForm DANISH = new CsvForm(';', true);

  @Test
  void writesDecimalsWithoutExponentAndNothingForNothing() {
    assertEquals("", CsvForm.RFC_4180.cell(null));
    assertEquals("1000", CsvForm.RFC_4180.cell(new BigDecimal("1E+3")));
    assertEquals("-0.050", CsvForm.RFC_4180.cell(new BigDecimal("-0.050")));
    assertEquals("-0,050", DANISH.cell(new BigDecimal("-0.050")));
    assertEquals("false", CsvForm.RFC_4180.cell(false));
  }

  @Test
  void quotesCellsThatNeedIt() {
    assertEquals(
        "\"a \"\"b\"\", c\",plain,\r\n", CsvForm.RFC_4180.line(List.of("a \"b\", c", "plain", "")));
    assertEquals("a, b;\"c;d\"\r\n", DANISH.line(List.of("a, b", "c;d")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "=", "-", "+a"})
  void noTextIsTakenForAFormula(String text) {
    assertEquals("'" + text, CsvForm.RFC_4180.cell(text));
  }

  @ParameterizedTest
  @CsvSource({"-12.5", "+45", "1-0:1.8.1", "2026-01-07T12:00:00+01:00"})
  void numbersAndTimesStayWhatTheyAre(String text) {
    assertEquals(text, CsvForm.RFC_4180.cell(text));
  }

  @Test
  void aTextHasNoLineEndsAndComesBackAsItWas() {
    String cell = CsvForm.RFC_4180.cell("two\r\nlines, \"quoted\"");
    assertEquals("two  lines, \"quoted\"", cell);
    String line = CsvForm.RFC_4180.line(List.of(cell, "b"));
    assertEquals(List.of(cell, "b"), CsvForm.RFC_4180.cells(line.substring(0, line.length() - 2)));
  }
}
