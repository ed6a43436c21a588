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
 * The parameters of a link's name, read strictly: what is unknown or ill-formed is refused with a
 * sentence, since a mistyped {@code requst=dtr} would otherwise show as a silent meter.
 */
public final class Parameters {
  private final LinkUri uri;

  /**
   * Checks the names.
   *
   * @param uri the link's name.
   * @param known the names that its provider knows.
   * @throws LinkException with BAD_LINK for an unknown one, naming the nearest right one.
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
   * Reads a word out of several.
   *
   * @param name of the parameter.
   * @param <T> what the words mean.
   * @param choices the allowed words and what they mean; the first is the standard.
   * @return what the word given, or the first, means.
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
   * @return its text, or nothing.
   */
  public Optional<String> text(String name) {
    return uri.parameter(name);
  }

  /**
   * Makes the error for anything wrong with the link's name.
   *
   * @param sentence what is wrong and what would be right.
   * @return the exception to throw.
   */
  public LinkException bad(String sentence) {
    return new LinkException(
        LinkFindings.BAD_LINK.with("port", uri.toString(), "reason", sentence), null);
  }
}
