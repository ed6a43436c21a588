// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.cause;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sentences of causes. The bundle has up to five texts for a cause: {@code <id>} says what was
 * found, {@code <id>.next} what to do, {@code <id>.next-written} what to do where the configuration
 * was written to a file, {@code <id>.multimeter} how to measure it, and {@code <id>.ask} what to
 * ask the grid company for. Evidence has texts of its own: {@code evidence.<name>}. Names in braces
 * are replaced by parameters. Any thread.
 */
public final class CauseMessages {
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z-]+)}");

  /** What the commands read when no file is named. */
  private static final String USUAL_FILE = "gateway.yaml";

  private final ResourceBundle bundle =
      ResourceBundle.getBundle(
          "org.metergate.setup.messages", Locale.ROOT, CauseMessages.class.getClassLoader());

  /** Reads the bundle. */
  public CauseMessages() {}

  /**
   * Returns what was found.
   *
   * @param cause any.
   * @param parameters by name; a name without a value stays in its braces.
   * @return one or two sentences.
   */
  public String sentence(Cause cause, Map<String, String> parameters) {
    return text(cause.id(), parameters).orElse(cause.id());
  }

  /**
   * Returns what to do.
   *
   * @param cause any.
   * @param parameters by name.
   * @return sentences, or empty if there is nothing to do.
   */
  public Optional<String> nextStep(Cause cause, Map<String, String> parameters) {
    return text(cause.id() + ".next", parameters);
  }

  /**
   * Returns what to do after the configuration was written to a file.
   *
   * @param cause any.
   * @param file the file, as the person named it.
   * @param parameters by name.
   * @return sentences, or empty if there is nothing to do.
   */
  public Optional<String> nextStep(Cause cause, String file, Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(parameters);
    all.put("file", file);
    all.put("config", file.equals(USUAL_FILE) ? "" : " -c " + file);
    return text(cause.id() + ".next-written", all).or(() -> nextStep(cause, parameters));
  }

  /**
   * Returns how a multimeter shows the cause.
   *
   * @param cause any.
   * @param parameters by name.
   * @return sentences, or empty where no measurement helps.
   */
  public Optional<String> multimeter(Cause cause, Map<String, String> parameters) {
    return text(cause.id() + ".multimeter", parameters);
  }

  /**
   * Returns what to ask the grid company for.
   *
   * @param cause any.
   * @param parameters by name.
   * @return sentences, or empty where it can do nothing.
   */
  public Optional<String> ask(Cause cause, Map<String, String> parameters) {
    return text(cause.id() + ".ask", parameters);
  }

  /**
   * Returns any text of the bundle.
   *
   * @param key its whole name, for example {@code evidence.bursts}.
   * @param parameters by name.
   * @return the text, or empty if there is none.
   */
  public Optional<String> text(String key, Map<String, String> parameters) {
    if (!bundle.containsKey(key)) {
      return Optional.empty();
    }
    Matcher names = PARAMETER.matcher(bundle.getString(key));
    return Optional.of(
        names.replaceAll(
            name ->
                Matcher.quoteReplacement(parameters.getOrDefault(name.group(1), name.group()))));
  }
}
