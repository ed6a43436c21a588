// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.letter;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.TreeMap;
import org.metergate.setup.cause.Cause;

/**
 * A letter to the grid company in one language: who writes (placeholders), what is wanted, with the
 * settings by the names that the company's software uses, the legal basis, and what was measured.
 * The texts are in {@code letter-LANGUAGE.properties}; they name paragraphs of laws only where
 * these were read in a source.
 */
public final class Letter {
  private static final int WIDTH = 72;

  private final Country country;
  private final Optional<Evidence> evidence;
  private final ResourceBundle texts;
  private final Map<String, String> parameters = new TreeMap<>();
  private final List<String> lines = new ArrayList<>();
  private int wishes;

  private Letter(Country country, String language, Optional<Evidence> evidence) {
    this.country = country;
    this.evidence = evidence;
    this.texts =
        ResourceBundle.getBundle(
            "org.metergate.setup.letter.letter-" + language,
            Locale.ROOT,
            Letter.class.getClassLoader());
  }

  /**
   * Writes a letter.
   *
   * @param country of the grid company.
   * @param language one of {@link Country#languages()}.
   * @param evidence what was measured; without it, or where it does not concern the grid company,
   *     the letter says nothing about measurements.
   * @param day the date of the letter.
   * @return lines of at most 72 characters, except for words that are longer.
   */
  public static List<String> of(
      Country country, String language, Optional<Evidence> evidence, LocalDate day) {
    Letter letter = new Letter(country, language, evidence.filter(Evidence::concernsGridCompany));
    letter.parameters.put("day", day.toString());
    letter.write();
    return letter.lines;
  }

  private void write() {
    for (String line : text("sender").split("\n")) {
      lines.add(line);
    }
    boolean sends = evidence.filter(Evidence::sendsEncrypted).isPresent();
    section(sends ? "subject-keys" : "subject");
    section("opening");
    lines.add("");
    wishes(sends);
    if (!sends || country.encrypts()) {
      section("law"); // of the others it is about the activation alone
    }
    measured();
    if (!sends) {
      section("consent");
    }
    section("closing");
  }

  /** What is wanted: where the port sends already, only the keys are. */
  private void wishes(boolean sends) {
    if (!sends) {
      wish("activate");
      wish("push");
    }
    if (sends || country.encrypts()) {
      wish("keys");
    }
    if (evidence.filter(e -> e.cause() == Cause.PORT_HUNG).isPresent()) {
      wish("restart");
    }
    if (!sends) {
      wish("encryption");
      wish("firmware");
      wish("module");
      wish("swap");
    }
    wish("changes");
    wish("cost");
  }

  private void measured() {
    if (evidence.isEmpty()) {
      return;
    }
    Evidence found = evidence.get();
    found.seconds().ifPresent(seconds -> parameters.put("seconds", seconds));
    found.day().ifPresent(measured -> parameters.put("measured-day", measured));
    section(found.day().isPresent() ? "measured.dated" : "measured");
    String key =
        "measured." + (found.cause() == Cause.PUSH_OFF ? Cause.SILENCE : found.cause()).id();
    paragraph(
        found.seconds().isPresent() && texts.containsKey(key + ".seconds")
            ? key + ".seconds"
            : key);
    if (!found.sendsEncrypted()) {
      paragraph("measured.pull");
      paragraph("measured.multimeter");
    }
  }

  /** Adds a paragraph after an empty line, if the language or the country has it. */
  private void section(String key) {
    if (has(key)) {
      lines.add("");
      paragraph(key);
    }
  }

  private void paragraph(String key) {
    for (String part : text(key).split("\n")) {
      lines.addAll(wrapped(part, "", ""));
    }
  }

  private void wish(String key) {
    if (has("wish." + key)) {
      String number = ++wishes + ". ";
      lines.addAll(wrapped(text("wish." + key), number, " ".repeat(number.length())));
    }
  }

  /** A text of the country alone goes before one of the language. */
  private String key(String key) {
    String own = key + "." + country.code();
    return texts.containsKey(own) ? own : key;
  }

  private boolean has(String key) {
    return texts.containsKey(key(key)) && !texts.getString(key(key)).isEmpty();
  }

  private String text(String key) {
    String text = texts.getString(key(key));
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      text = text.replace("{" + parameter.getKey() + "}", parameter.getValue());
    }
    return text;
  }

  private static List<String> wrapped(String text, String first, String others) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : text.strip().split(" +")) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(others);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }
}
