// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metergate.spi.reading.Nameplate;

/**
 * The first line of a telegram: a slash, three letters, the digit of the speed, and a text of the
 * manufacturer (IEC 62056-21, 6.3.2). The letters are those of the manufacturer, but some grid
 * companies use their own; then the text decides, or nothing is said.
 *
 * @param letters in upper case.
 * @param text behind the digit of the speed, without blanks at its ends; may be empty.
 */
public record Identification(String letters, String text) {
  /** Slash, letters, speed. */
  private static final int HEAD = 5;

  private static final int LETTERS_END = 4;

  /** No known line is longer; the rest of one would say nothing more. */
  private static final int LONGEST = 100;

  /** By the letters of the line, as seen in telegrams of these manufacturers' meters. */
  private static final Map<String, String> MANUFACTURERS =
      Map.ofEntries(
          Map.entry("KAM", "Kamstrup"),
          Map.entry("KMP", "Kamstrup"),
          Map.entry("ISK", "Iskraemeco"),
          Map.entry("KFM", "Kaifa"),
          Map.entry("LGF", "Landis+Gyr"),
          Map.entry("LGZ", "Landis+Gyr"),
          Map.entry("ADN", "Aidon"),
          Map.entry("ESY", "EasyMeter"),
          Map.entry("ACE", "Itron"),
          Map.entry("EGM", "Elgama"),
          Map.entry("HLY", "Holley"));

  /**
   * A model.
   *
   * @param letters of its lines.
   * @param mark what its texts contain.
   * @param manufacturer by name.
   * @param model by name.
   */
  private record Model(String letters, String mark, String manufacturer, String model) {}

  private static final List<Model> MODELS =
      List.of(
          new Model("KMP", "KA6U", "Kamstrup", "162"),
          new Model("KMP", "K86K", "Kamstrup", "162"),
          new Model("KMP", "ZABF", "Kamstrup", "382"),
          new Model("KMP", "ZAB9", "Kamstrup", "382"),
          new Model("ISK", "MT382", "Iskraemeco", "MT382"),
          new Model("ISK", "M550", "Iskraemeco", "AM550"),
          new Model("XMX", "LGBBF", "Landis+Gyr", "E350"),
          new Model("ENE", "XS210", "Sagemcom", "XS210"),
          new Model("ESY", "Q3D", "EasyMeter", "Q3D"),
          new Model("ACE", "ACE4", "Itron", "ACE4000"));

  /**
   * Reads the first line.
   *
   * @param telegram from its slash on.
   * @return its parts; empty ones where the line has another form.
   */
  public static Identification of(byte[] telegram) {
    int end = 0;
    while (end < Math.min(telegram.length, LONGEST) && telegram[end] >= ' ') {
      end++;
    }
    String line = new String(telegram, 0, end, StandardCharsets.US_ASCII);
    return line.length() < HEAD
        ? new Identification("", "")
        : new Identification(
            line.substring(1, LETTERS_END).toUpperCase(Locale.ROOT), line.substring(HEAD).strip());
  }

  /**
   * Returns who made the meter and what it is called.
   *
   * @return as far as letters and text say it; the text is the type number.
   */
  public Nameplate nameplate() {
    for (Model one : MODELS) {
      if (one.letters().equals(letters) && text.contains(one.mark())) {
        return Nameplate.of(one.manufacturer(), one.model()).withModelId(one.mark());
      }
    }
    return Nameplate.of(MANUFACTURERS.getOrDefault(letters, ""), "");
  }
}
