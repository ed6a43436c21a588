// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import org.metergate.spi.finding.Finding;

/**
 * Turns findings into sentences. The core, each output and each driver have their own bundle of
 * sentences; the first bundle with the code is used. Any thread.
 */
public final class MessageCatalogue {
  private volatile List<PrefixedBundle> bundles;

  /**
   * Reads the bundles once.
   *
   * @param sources base name and class loader of each, in the order in which they are searched.
   */
  public MessageCatalogue(List<Source> sources) {
    List<PrefixedBundle> found = new ArrayList<>();
    for (Source source : sources) {
      try {
        ResourceBundle bundle =
            ResourceBundle.getBundle(source.baseName(), Locale.ROOT, source.loader());
        found.add(new PrefixedBundle(source.prefix(), bundle));
      } catch (MissingResourceException e) {
        System.getLogger(MessageCatalogue.class.getName())
            .log(System.Logger.Level.WARNING, "no messages named " + source.baseName());
      }
    }
    this.bundles = List.copyOf(found);
  }

  /**
   * The location of a bundle.
   *
   * @param baseName as {@link ResourceBundle} takes it.
   * @param loader class loader of the component with the bundle.
   * @param prefix prefix of its codes in findings, see {@link OwnFindings}; usually empty.
   */
  public record Source(String baseName, ClassLoader loader, String prefix) {

    /**
     * Creates the location of one of the program's own bundles.
     *
     * @param baseName as {@link ResourceBundle} takes it.
     * @param loader class loader of the component with the bundle.
     */
    public Source(String baseName, ClassLoader loader) {
      this(baseName, loader, "");
    }
  }

  private record PrefixedBundle(String prefix, ResourceBundle bundle) {

    private Optional<String> text(String key) {
      if (!key.startsWith(prefix)) {
        return Optional.empty();
      }
      String own = key.substring(prefix.length());
      return bundle.containsKey(own) ? Optional.of(bundle.getString(own)) : Optional.empty();
    }
  }

  /**
   * Uses the bundles of a newer catalogue from now on, since drivers were added or removed.
   *
   * @param newer a catalogue that was created after that.
   */
  public void replace(MessageCatalogue newer) {
    bundles = newer.bundles;
  }

  /**
   * Returns the sentence that describes a finding.
   *
   * @param finding any finding.
   * @return one sentence; for a code that is in no bundle, the code and its parameters.
   */
  public String sentence(Finding finding) {
    return text(finding.code().id(), finding.parameters()).orElseGet(finding::toString);
  }

  /**
   * Returns what to do about a finding.
   *
   * @param finding any finding.
   * @return one sentence, or empty if there is nothing to do.
   */
  public Optional<String> nextStep(Finding finding) {
    return text(finding.code().id() + ".next", finding.parameters());
  }

  private Optional<String> text(String key, Map<String, String> parameters) {
    return bundles.stream()
        .flatMap(bundle -> bundle.text(key).stream())
        .findFirst()
        .map(pattern -> fill(pattern, parameters));
  }

  /** Replaces {@code {name}}; a value is never searched for placeholders itself. */
  private static String fill(String pattern, Map<String, String> parameters) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
      int close = pattern.indexOf('}', open);
      String value = close < 0 ? null : parameters.get(pattern.substring(open + 1, close));
      if (value == null) {
        text.append(pattern, from, open + 1);
        from = open + 1;
      } else {
        text.append(pattern, from, open).append(value);
        from = close + 1;
      }
    }
    return text.append(pattern.substring(from)).toString();
  }
}
