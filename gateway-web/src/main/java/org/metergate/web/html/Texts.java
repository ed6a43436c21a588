// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.html;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of a part of the pages, from a bundle, so that they can be translated. Any thread.
 *
 * <p>A text is plain, without HTML; a name in braces is replaced by a parameter of that name.
 */
public final class Texts {
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z-]+)}");

  private final ResourceBundle bundle;

  private Texts(ResourceBundle bundle) {
    this.bundle = bundle;
  }

  /**
   * Reads a bundle.
   *
   * @param neighbour a class in the package and module of the bundle.
   * @param name of the bundle: {@code history} for {@code history.properties}.
   * @return its texts.
   */
  public static Texts beside(Class<?> neighbour, String name) {
    return new Texts(
        ResourceBundle.getBundle(
            neighbour.getPackageName() + "." + name, Locale.ROOT, neighbour.getClassLoader()));
  }

  /**
   * Returns a text.
   *
   * @param key of the bundle.
   * @param parameters names and values in turn.
   * @return the text with its parameters.
   * @throws java.util.MissingResourceException for a key that the bundle does not have.
   */
  public String of(String key, Object... parameters) {
    String text = bundle.getString(key);
    if (parameters.length == 0) {
      return text;
    }
    return PARAMETER.matcher(text).replaceAll(found -> value(found.group(1), parameters));
  }

  private static String value(String name, Object... parameters) {
    for (int i = 0; i + 1 < parameters.length; i += 2) {
      if (parameters[i].equals(name)) {
        return Matcher.quoteReplacement(String.valueOf(parameters[i + 1]));
      }
    }
    throw new IllegalArgumentException("no parameter '" + name + "'");
  }
}
