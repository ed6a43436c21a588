// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * Something to say about keys: a code with parameters, of which none is a digit of a key. The
 * sentences are in the bundle {@code messages} of this package.
 *
 * @param code what it is.
 * @param parameters by name, for the sentence.
 */
public record KeyRemark(Code code, Map<String, Object> parameters) {
  private static final ResourceBundle SENTENCES =
      ResourceBundle.getBundle("org.metergate.setup.keys.messages", Locale.ROOT);

  /** What can be said. */
  public enum Code {
    /** A key was found: {@code role}, {@code place}. */
    FOUND,
    /** Characters were replaced by the digits that they look like: {@code place}, positions. */
    REPLACED,
    /** It has another number of digits: {@code place}, {@code count}. */
    COUNT,
    /** Some characters are covered: {@code place}, {@code count}. */
    MASKED,
    /** Some characters are no digits: {@code place}, {@code positions}. */
    UNREADABLE,
    /** A spreadsheet made a number of it: {@code place}. */
    NUMBER,
    /** A damaged digit can be found with a recording. */
    MENDING_OFFERED,
    /** It is a GPK11: {@code place}. */
    GPK11,
    /** It is the key of the radio: {@code place}. */
    RADIO,
    /** It has another name: {@code place}. */
    OTHER,
    /** It is the public system title: {@code place}. */
    SYSTEM_TITLE,
    /** It is all zeros: {@code role}, {@code place}. */
    ZERO,
    /** Both keys are the same. */
    SAME,
    /** There are several with one role: {@code role}, {@code places}. */
    SEVERAL,
    /** There are more keys than two, and nothing says what they are for: {@code places}. */
    TOO_MANY,
    /** Nothing says which is which; they are taken in order. */
    ORDER_UNKNOWN,
    /** The one without a name is taken for the other one: {@code role}. */
    BY_ELIMINATION,
    /** No key was found. */
    NO_KEY,
    /** One key of two is missing: {@code role}. */
    MISSING,
    /** A message was decrypted with it: {@code role}, {@code meter}. */
    PROVEN,
    /** It stood in the place of another role: {@code role}. */
    OTHER_ROLE,
    /** Its bytes were in the opposite order: {@code role}. */
    REVERSED,
    /** A digit was missing and was found: {@code role}, {@code position}. */
    MENDED_MISSING,
    /** A digit was wrong and was found: {@code role}, {@code position}. */
    MENDED_WRONG,
    /** A digit was too much: {@code role}, {@code position}. */
    MENDED_SURPLUS,
    /** Two neighbours were swapped: {@code role}, {@code position}, {@code next}. */
    MENDED_SWAPPED,
    /** Unreadable digits were found: {@code role}, {@code positions}. */
    MENDED_UNREADABLE,
    /** No key decrypts the messages: {@code meter}. */
    NONE_FITS,
    /** The encryption key fits and no other key authenticates: {@code meter}. */
    AUTHENTICATION_WRONG,
    /** The messages have nothing that an authentication key could be checked with. */
    NOT_AUTHENTICATED,
    /** The meter does not encrypt. */
    NOT_ENCRYPTED,
    /** Nothing was heard in which keys could be tried. */
    NO_MESSAGES
  }

  /** Copies the parameters. */
  public KeyRemark {
    parameters = Map.copyOf(parameters);
  }

  /**
   * Creates a remark.
   *
   * @param code what it is.
   * @param parameters alternating names and values.
   * @return the remark.
   */
  static KeyRemark of(Code code, Object... parameters) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      named.put((String) parameters[i], parameters[i + 1]);
    }
    return new KeyRemark(code, named);
  }

  /**
   * Returns the remark for people.
   *
   * @return one or two sentences in plain English.
   */
  public String sentence() {
    String text = SENTENCES.getString(name(code));
    for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
      text = text.replace("{" + parameter.getKey() + "}", shown(parameter.getValue()));
    }
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String shown(Object value) {
    if (value instanceof Place place) {
      return place.toString();
    }
    if (value instanceof KeyRole role) {
      return word("role." + name(role));
    }
    return value.toString();
  }

  private static String word(String key) {
    try {
      return SENTENCES.getString(key);
    } catch (MissingResourceException e) {
      return "key";
    }
  }

  /** Returns the name of a code or role as in the bundle: words joined by dashes. */
  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
