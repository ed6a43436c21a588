// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.setup.cause.Cause;
import org.metergate.setup.cause.CauseMessages;

/** A verdict as lines for people. Pure functions. */
public final class VerdictLines {
  private final CauseMessages messages;
  private final Optional<String> file;

  /**
   * Takes the sentences.
   *
   * @param messages of all causes.
   * @param file where the configuration is written to, as the person named it; empty if it is only
   *     shown.
   */
  public VerdictLines(CauseMessages messages, Optional<String> file) {
    this.messages = messages;
    this.file = file;
  }

  /**
   * Returns the lines of a verdict.
   *
   * @param link where it was found.
   * @param verdict what was found.
   * @return what it is, the evidence, the next step and the possible causes; without configuration.
   */
  public List<String> of(String link, Verdict verdict) {
    Map<String, String> parameters = parameters(link, verdict);
    List<String> lines = new ArrayList<>();
    lines.add(link + ": " + sureness(verdict.sureness()));
    lines.add("  " + messages.sentence(verdict.cause(), parameters));
    if (!verdict.evidence().isEmpty()) {
      lines.add("Evidence:");
      verdict.evidence().forEach((name, value) -> lines.add("  " + evidence(name, value)));
    }
    file.flatMap(name -> messages.nextStep(verdict.cause(), name, parameters))
        .or(() -> messages.nextStep(verdict.cause(), parameters))
        .ifPresent(step -> lines.addAll(List.of("Next step:", "  " + step)));
    extra(verdict.cause(), parameters, "  ", lines);
    if (!verdict.possible().isEmpty()) {
      lines.add("Possible causes:");
      for (int i = 0; i < verdict.possible().size(); i++) {
        Cause cause = verdict.possible().get(i);
        lines.add("  " + (i + 1) + ". " + messages.sentence(cause, parameters));
        messages.nextStep(cause, parameters).ifPresent(step -> lines.add("     " + step));
        extra(cause, parameters, "     ", lines);
      }
    }
    return lines;
  }

  private void extra(
      Cause cause, Map<String, String> parameters, String indent, List<String> lines) {
    messages
        .multimeter(cause, parameters)
        .ifPresent(text -> lines.add(indent + "Multimeter: " + text));
    messages
        .ask(cause, parameters)
        .ifPresent(text -> lines.add(indent + "Ask the grid company: " + text));
  }

  private String evidence(String name, String value) {
    return messages
        .text("evidence." + name, Map.of("value", value))
        .orElse(name.replace('-', ' ') + ": " + value);
  }

  private String sureness(Sureness sureness) {
    return switch (sureness) {
      case SURE -> "sure";
      case PROBABLY -> "probably";
      case NOT_SURE -> "not sure";
    };
  }

  static Map<String, String> parameters(String link, Verdict verdict) {
    Map<String, String> parameters = new HashMap<>(verdict.parameters());
    parameters.putIfAbsent("link", link);
    return parameters;
  }
}
