// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.letter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.metergate.setup.cause.Cause;

class LetterTest {
  private static final LocalDate DAY = LocalDate.of(2026, 12, 24);

  /** Every letter that can be written: country, language, and each cause or none. */
  static Stream<Arguments> letters() {
    return Stream.of(Country.values())
        .flatMap(
            country ->
                country.languages().stream()
                    .flatMap(
                        language ->
                            Stream.concat(
                                    Stream.of(Optional.<Cause>empty()),
                                    Stream.of(Cause.values()).map(Optional::of))
                                .map(cause -> Arguments.of(country, language, cause))));
  }

  private static String letter(Country country, String language, Optional<Cause> cause) {
    Optional<Evidence> evidence =
        cause.map(c -> new Evidence(c, Optional.of("35"), Optional.of("2026-12-23")));
    return String.join("\n", Letter.of(country, language, evidence, DAY));
  }

  private static String english(Country country, Cause cause) {
    return letter(country, "en", Optional.ofNullable(cause)).replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @MethodSource("letters")
  void everyLetterFitsOnPaperAndHasPlaceholdersForWhatIsPersonal(
      Country country, String language, Optional<Cause> cause) {
    String letter = letter(country, language, cause);
    assertTrue(letter.lines().allMatch(l -> l.codePointCount(0, l.length()) <= 72), letter);
    assertFalse(letter.matches("(?s).*[{}].*"), letter);
    assertTrue(letter.startsWith("["), letter);
    assertTrue(letter.contains("2026-12-24"), letter);
    assertTrue(letter.contains("\n1. ") && letter.contains("\n2. "), letter);
    assertFalse(letter.contains("\n\n\n"), letter);
  }

  /** What the sources of the legal bases do not say stands in no letter. */
  @ParameterizedTest
  @MethodSource("letters")
  void namesOnlyLawsThatWereReadInASource(Country country, String language, Optional<Cause> cause) {
    String letter = letter(country, language, cause);
    for (String unread :
        List.of(
            "BEK", "nr. 75", "1358", "1999:716", "25 §", "luku", "chapter 6", "Ediel", "ElWOG")) {
      assertFalse(letter.contains(unread), unread + ": " + letter);
    }
  }

  @ParameterizedTest
  @EnumSource(Country.class)
  void namesTheLawOfTheCountryWithItsParagraphInBothLanguages(Country country) {
    String law =
        switch (country) {
          case DK -> "7";
          case NO -> "4-2";
          case SE -> "EIFS 2019:5";
          case FI -> "767/2021";
        };
    for (String language : country.languages()) {
      assertTrue(letter(country, language, Optional.empty()).contains(law), language);
    }
    for (Country other : Country.values()) {
      if (other != country && country != Country.DK) {
        assertFalse(english(other, null).contains(law), other + " has " + law);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Country.class)
  void asksForKeysOnlyInDenmarkOrWhereEncryptionWasSeen(Country country) {
    for (String language : country.languages()) {
      for (Optional<Cause> cause : List.of(Optional.<Cause>empty(), Optional.of(Cause.SILENCE))) {
        assertEquals(
            country == Country.DK,
            letter(country, language, cause).contains("GPK60"),
            country + " " + language + " " + cause);
      }
      String seen = letter(country, language, Optional.of(Cause.METER_WITHOUT_KEYS));
      assertTrue(seen.contains("GPK60") && seen.contains("GPK61"), seen);
      assertTrue(seen.contains("64") && seen.contains("65") && seen.contains("GPK11"), seen);
      assertFalse(seen.contains("VisionAir"), "the port sends already: " + seen);
    }
  }

  @ParameterizedTest
  @EnumSource(Country.class)
  void asksForPushByTheNamesOfTheCompanysSoftwareAndForAnotherMeterInstead(Country country) {
    String letter = english(country, Cause.PULL_MODE);
    assertTrue(letter.contains("\"HAN-push aktiveret\""), letter);
    assertTrue(letter.contains("DLMS push list 1"), letter);
    assertTrue(letter.contains("replace it by one that can"), letter);
    assertTrue(letter.contains("set up for pull (GPK11)"), letter);
    assertTrue(letter.contains("What was measured on 2026-12-23"), letter);
  }

  @Test
  void saysForHowLongNothingCame() {
    assertTrue(english(Country.DK, Cause.SILENCE).contains("for 35 seconds and has received"));
    assertTrue(english(Country.DK, Cause.PUSH_OFF).contains("for 35 seconds and has received"));
    List<String> unknown =
        Letter.of(
            Country.DK,
            "da",
            Optional.of(new Evidence(Cause.SILENCE, Optional.empty(), Optional.empty())),
            DAY);
    assertTrue(unknown.contains("Et program har lyttet på porten og har intet modtaget."));
  }

  @Test
  void saysNothingOfWhatTheGridCompanyCannotChange() {
    for (Cause cause : List.of(Cause.INVERTED, Cause.OWN_ECHO, Cause.METER, Cause.CONSOLE)) {
      assertEquals(english(Country.NO, null), english(Country.NO, cause));
    }
  }

  @Test
  void everyLanguageHasEveryTextOfItsCountries() {
    Set<String> english = keys("en");
    for (Country country : Country.values()) {
      Set<String> own = keys(country.languages().get(0));
      for (String key : english) {
        String base = key.replaceFirst("\\.(dk|no|se|fi)$", "");
        boolean wanted = key.equals(base) ? !absent(country, key) : key.endsWith(country.code());
        if (wanted && !text("en", key).isEmpty()) {
          assertTrue(own.contains(base), country + " has no " + base);
        }
      }
      own.forEach(
          key ->
              assertTrue(
                  english.contains(key) || english.contains(key + "." + country.code()),
                  country + " has " + key + ", which English has not"));
    }
  }

  /** Whether the English letter of this country leaves a text out. */
  private static boolean absent(Country country, String key) {
    String own = key + "." + country.code();
    return keys("en").contains(own) && text("en", own).isEmpty();
  }

  private static Set<String> keys(String language) {
    return new TreeSet<>(bundle(language).keySet());
  }

  private static String text(String language, String key) {
    return bundle(language).getString(key);
  }

  private static ResourceBundle bundle(String language) {
    return ResourceBundle.getBundle("org.metergate.setup.letter.letter-" + language, Locale.ROOT);
  }
}
