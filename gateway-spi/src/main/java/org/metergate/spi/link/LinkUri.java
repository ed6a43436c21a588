// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The name of a link: {@code serial:/dev/ttyUSB0?request=dtr}. The scheme selects the provider, the
 * provider interprets the target, and parameters follow the question mark.
 *
 * @param scheme lower-case letters: {@code serial}, {@code tcp}, {@code emulator}, {@code replay}.
 * @param target what the provider opens: a device, an address, a file.
 * @param parameters by name, in the order given.
 */
public record LinkUri(String scheme, String target, Map<String, String> parameters) {

  /** Copies the parameters. */
  public LinkUri {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Parses the name of a link.
   *
   * @param text {@code scheme:target} and, after {@code ?}, {@code name=value} joined by {@code &}.
   * @return the parts.
   * @throws IllegalArgumentException with a sentence for the user, if the text is not a link.
   */
  public static LinkUri parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || !text.substring(0, colon).matches("[a-z][a-z0-9]*")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a link; a link looks like serial:/dev/ttyUSB0 or tcp:host:port.");
    }
    int question = text.indexOf('?', colon);
    String target = text.substring(colon + 1, question < 0 ? text.length() : question);
    if (target.isBlank()) {
      throw new IllegalArgumentException(
          "The link '" + text + "' does not say what to open after the colon.");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    if (question >= 0 && question + 1 < text.length()) {
      for (String pair : text.substring(question + 1).split("&")) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException(
              "In the link '" + text + "', '" + pair + "' is not of the form name=value.");
        }
        if (parameters.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
          throw new IllegalArgumentException(
              "In the link '" + text + "', '" + pair.substring(0, equals) + "' appears twice.");
        }
      }
    }
    return new LinkUri(text.substring(0, colon), target, parameters);
  }

  /**
   * Returns a parameter.
   *
   * @param name its name.
   * @return its value, or empty.
   */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /**
   * Returns the parameters that a provider does not know, which are errors.
   *
   * @param known the names that the provider knows.
   * @return the others, in the order given.
   */
  public List<String> unknownParameters(Collection<String> known) {
    List<String> unknown = new ArrayList<>(parameters.keySet());
    unknown.removeAll(known);
    return unknown;
  }

  /**
   * Returns the name of the link as it was written.
   *
   * @return {@code scheme:target?name=value}.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(scheme).append(':').append(target);
    char before = '?';
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      text.append(before).append(parameter.getKey()).append('=').append(parameter.getValue());
      before = '&';
    }
    return text.toString();
  }
}
