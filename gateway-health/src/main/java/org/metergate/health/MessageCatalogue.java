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
 * Turns findings into sentences. The sentences of the core, of each output and of each driver stand
 * in bundles of their own; the first that knows a code speaks. Any thread.
 */
public final class MessageCatalogue {
  private volatile List<Spoken> bundles;

  /**
   * Reads the bundles once.
   *
   * @param sources base name and class loader of each, in the order in which they are asked.
   */
  public MessageCatalogue(List<Source> sources) {
    List<Spoken> found = new ArrayList<>();
    for (Source source : sources) {
      try {
        ResourceBundle bundle =
            ResourceBundle.getBundle(source.baseName(), Locale.ROOT, source.loader());
        found.add(new Spoken(source.prefix(), bundle));
      } catch (MissingResourceException e) {
        System.getLogger(MessageCatalogue.class.getName())
            .log(System.Logger.Level.WARNING, "no messages named " + source.baseName());
      }
    }
    this.bundles = List.copyOf(found);
  }

  /**
   * Where a bundle is found.
   *
   * @param baseName as {@link ResourceBundle} takes it.
   * @param loader of whoever brings it.
   * @param prefix what stands before its codes in findings, see {@link OwnFindings}; mostly empty.
   */
  public record Source(String baseName, ClassLoader loader, String prefix) {

    /**
     * A bundle of the program's own.
     *
     * @param baseName as {@link ResourceBundle} takes it.
     * @param loader of whoever brings it.
     */
    public Source(String baseName, ClassLoader loader) {
      this(baseName, loader, "");
    }
  }

  private record Spoken(String prefix, ResourceBundle bundle) {

    private Optional<String> text(String key) {
      if (!key.startsWith(prefix)) {
        return Optional.empty();
      }
      String own = key.substring(prefix.length());
      return bundle.containsKey(own) ? Optional.of(bundle.getString(own)) : Optional.empty();
    }
  }

  /**
   * Speaks as a newer catalogue does from now on, since drivers came or went.
   *
   * @param newer read after that.
   */
  public void renew(MessageCatalogue newer) {
    bundles = newer.bundles;
  }

  /**
   * Says what a finding means.
   *
   * @param finding any.
   * @return one sentence; for a code that no bundle knows, the code and its parameters.
   */
  public String sentence(Finding finding) {
    return text(finding.code().id(), finding.parameters()).orElseGet(finding::toString);
  }

  /**
   * Says what to do about it.
   *
   * @param finding any.
   * @return one sentence, or nothing where there is nothing to do.
   */
  public Optional<String> nextStep(Finding finding) {
    return text(finding.code().id() + ".next", finding.parameters());
  }

  private Optional<String> text(String key, Map<String, String> parameters) {
    return bundles.stream()
        .flatMap(spoken -> spoken.text(key).stream())
        .findFirst()
        .map(pattern -> fill(pattern, parameters));
  }

  /** Replaces {@code {name}}; a value is never searched for blanks itself. */
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
