// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.UnaryOperator;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode.Kind;

/**
 * Turns findings into sentences. The core, each output and each driver have their own bundle of
 * sentences; the first bundle with the code is used. Any thread.
 *
 * <p>A bundle has up to four texts for a code: {@code <id>} says what was found; {@code <id>.next}
 * what to do, and is absent where nothing needs to be done; {@code <id>.often} what to do only if
 * it happens several times in a row; {@code <id>.withheld} what is not delivered meanwhile. Names
 * in braces are replaced by the parameters of the finding; {@code {age}} is how long it has held at
 * the moment the sentence is made; {@code {quantity}} is its label as people know it, with the
 * register behind it where the finding has one: {@code energy import (1-0:1.8.0)}.
 */
public final class MessageCatalogue {
  /** How often something is reported in a row until it counts as happening often. */
  private static final int OFTEN = 3;

  private static final String WITHHELD = ".withheld";
  private static final String QUANTITY = "quantity";

  private volatile List<PrefixedBundle> bundles;
  private volatile UnaryOperator<String> redaction = UnaryOperator.identity();

  /**
   * Reads the bundles once, and last the one of {@link HealthFindings}.
   *
   * @param sources base name and class loader of each, in the order in which they are searched.
   */
  public MessageCatalogue(List<Source> sources) {
    List<PrefixedBundle> found = new ArrayList<>();
    List<Source> all = new ArrayList<>(sources);
    all.add(new Source(HealthFindings.MESSAGES, MessageCatalogue.class.getClassLoader()));
    for (Source source : all) {
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
   * Hides keys and passwords in all sentences from now on: a parameter may be the answer of a
   * server that repeats the request.
   *
   * @param redaction returns a text without what is secret; any thread.
   */
  public void redact(UnaryOperator<String> redaction) {
    this.redaction = redaction;
  }

  /**
   * Returns a finding as it may be kept and passed on.
   *
   * @param finding as reported.
   * @return the same finding without secrets in its parameters.
   */
  public Finding redacted(Finding finding) {
    Map<String, String> parameters = new LinkedHashMap<>();
    finding.parameters().forEach((name, value) -> parameters.put(name, redaction.apply(value)));
    return parameters.equals(finding.parameters())
        ? finding
        : new Finding(finding.code(), parameters);
  }

  /**
   * Returns the sentence that describes a finding at the moment of its report.
   *
   * @param finding any finding.
   * @return one sentence; for a code that is in no bundle, the code and its parameters.
   */
  public String sentence(Finding finding) {
    return sentence(finding, ActiveFinding.heldBefore(finding));
  }

  /**
   * Returns the sentence that describes an active finding at a moment.
   *
   * @param active any finding.
   * @param now the moment, for sentences with an age.
   * @return one sentence; for a code that is in no bundle, the code and its parameters.
   */
  public String sentence(ActiveFinding active, Instant now) {
    return sentence(active.finding(), active.heldFor(now));
  }

  private String sentence(Finding finding, Duration age) {
    Map<String, String> parameters = new HashMap<>(finding.parameters());
    parameters.putIfAbsent("age", Age.coarse(age));
    return text(finding.code().id(), parameters).orElseGet(() -> redacted(finding).toString());
  }

  /**
   * Returns what to do about a finding that was reported once.
   *
   * @param finding any finding.
   * @return one sentence, or empty if there is nothing to do.
   */
  public Optional<String> nextStep(Finding finding) {
    return text(finding.code().id() + ".next", finding.parameters());
  }

  /**
   * Returns what to do about an active finding.
   *
   * @param active any finding.
   * @return one sentence, or empty if there is nothing to do, or nothing yet because it was
   *     reported only once or twice.
   */
  public Optional<String> nextStep(ActiveFinding active) {
    Optional<String> next = nextStep(active.finding());
    return next.isPresent() || active.count() < OFTEN ? next : ifOften(active.finding());
  }

  /**
   * Returns whether an active finding only needs to be listed. A fault is a remark only while it
   * has not happened often enough for its advice: a driver that has no advice for its fault must
   * not hide it by that.
   *
   * @param active any finding.
   * @return whether nothing needs to be done about it, and nothing is withheld because of it.
   */
  public boolean isRemark(ActiveFinding active) {
    Finding finding = active.finding();
    if (nextStep(active).isPresent() || withheld(finding).isPresent()) {
      return false;
    }
    return finding.code().kind() != Kind.FAULT || ifOften(finding).isPresent();
  }

  private Optional<String> ifOften(Finding finding) {
    return text(finding.code().id() + ".often", finding.parameters());
  }

  /**
   * Returns what is not delivered while a finding holds.
   *
   * @param finding any finding.
   * @return for example {@code energies}; empty for most findings.
   */
  public Optional<String> withheld(Finding finding) {
    return text(finding.code().id() + WITHHELD, finding.parameters());
  }

  /**
   * Returns the sentence and what to do, for a line of a log or of a command.
   *
   * @param finding any finding, at the moment of its report.
   * @return one to three sentences.
   */
  public String sentenceAndNextStep(Finding finding) {
    Optional<String> often = ifOften(finding).map(step -> "If it happens often: " + step);
    return sentence(finding) + nextStep(finding).or(() -> often).map(step -> " " + step).orElse("");
  }

  private Optional<String> text(String key, Map<String, String> parameters) {
    boolean sentence = !key.endsWith(WITHHELD);
    return bundles.stream()
        .flatMap(bundle -> bundle.text(key).stream())
        .findFirst()
        .map(pattern -> fill(pattern, parameters, sentence));
  }

  /**
   * Replaces {@code {name}}; a value is never searched for placeholders itself.
   *
   * @param sentence whether the pattern begins with a capital letter.
   */
  private String fill(String pattern, Map<String, String> parameters, boolean sentence) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
      int close = pattern.indexOf('}', open);
      String name = close < 0 ? "" : pattern.substring(open + 1, close);
      String value =
          name.equals(QUANTITY)
              ? QuantityName.of(parameters, sentence && open == 0)
              : parameters.get(name);
      if (value == null) {
        text.append(pattern, from, open + 1);
        from = open + 1;
      } else {
        text.append(pattern, from, open).append(redaction.apply(value));
        from = close + 1;
      }
    }
    return text.append(pattern.substring(from)).toString();
  }
}
