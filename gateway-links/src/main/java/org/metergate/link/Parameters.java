// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.NearestName;

/**
 * The parameters of a link's name, parsed strictly: unknown or malformed ones are rejected with a
 * sentence, since a mistyped {@code requst=dtr} would otherwise only show as a silent meter.
 */
public final class Parameters {
  private final LinkUri uri;

  /**
   * Checks the names.
   *
   * @param uri the link's name.
   * @param known the names that its provider knows.
   * @throws LinkException with BAD_LINK for an unknown one, naming the nearest known one.
   */
  public Parameters(LinkUri uri, List<String> known) throws LinkException {
    this.uri = uri;
    for (String unknown : uri.unknownParameters(known)) {
      String rest =
          NearestName.to(unknown, known)
              .map(near -> "; did you mean '" + near + "'?")
              .orElse("; there are: " + String.join(", ", known) + ".");
      throw bad("A " + uri.scheme() + " link has no parameter '" + unknown + "'" + rest);
    }
  }

  /**
   * Reads a parameter that has a fixed set of values.
   *
   * @param name of the parameter.
   * @param <T> type of the meanings.
   * @param choices the allowed words and their meanings; the first is the default.
   * @return the meaning of the given word, or of the first.
   * @throws LinkException with BAD_LINK for any other word.
   */
  public <T> T choice(String name, Map<String, T> choices) throws LinkException {
    Optional<String> given = uri.parameter(name);
    if (given.isEmpty()) {
      return choices.values().iterator().next();
    }
    T meaning = choices.get(given.get());
    if (meaning == null) {
      String words = String.join("', '", choices.keySet());
      throw bad("'" + name + "' is '" + given.get() + "', but must be one of '" + words + "'.");
    }
    return meaning;
  }

  /**
   * Returns a parameter as written.
   *
   * @param name of the parameter.
   * @return its text, or empty.
   */
  public Optional<String> text(String name) {
    return uri.parameter(name);
  }

  /**
   * Creates the error for anything wrong with the link's name.
   *
   * @param sentence what is wrong and what would be correct.
   * @return the exception to throw.
   */
  public LinkException bad(String sentence) {
    return new LinkException(
        LinkFindings.BAD_LINK.with("port", uri.toString(), "reason", sentence), null);
  }
}
