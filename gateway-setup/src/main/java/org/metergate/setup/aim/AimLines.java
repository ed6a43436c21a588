// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.aim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.metergate.spi.discovery.Match;

/**
 * The score as lines that a person follows while moving the head. Pure functions; the sentences are
 * in {@code org/metergate/setup/aim/messages.properties}.
 */
public final class AimLines {
  private static final ResourceBundle TEXTS =
      ResourceBundle.getBundle(
          "org.metergate.setup.aim.messages", Locale.ROOT, AimLines.class.getClassLoader());

  private static final int BAR = AimScore.WINDOW;

  /** The longest bar of the delay of the first byte, in milliseconds. */
  private static final long LONGEST_DELAY = 500;

  private AimLines() {}

  /**
   * Returns what is said before the first question: what it costs, and how it ends.
   *
   * @return sentences.
   */
  public static List<String> before() {
    return List.of(text("before.cost", Map.of()), text("before.marks", Map.of()));
  }

  /**
   * Returns the score for a screen on which it is shown in place.
   *
   * @param score at this moment.
   * @return what was said before, and the score; always as many lines, so that nothing moves.
   */
  public static List<String> screen(AimScore score) {
    Optional<AimAnswer> newest = score.newest();
    AimLevel level = newest.map(AimAnswer::level).orElse(AimLevel.NOTHING);
    Optional<Duration> delay = newest.flatMap(AimAnswer::firstByte);
    List<String> lines = new ArrayList<>(before());
    lines.add("");
    lines.add(
        score.settings()
            + ", "
            + score.elapsed().toSeconds()
            + " of "
            + Aiming.LONGEST.toSeconds()
            + " s, Ctrl-C ends");
    lines.add("");
    lines.add("good answers  " + bar(score.good(), BAR) + "  " + ofLast(score));
    lines.add("last answers  [" + String.format("%" + BAR + "s", row(score)) + "]");
    lines.add(
        "now           "
            + bar(level.ordinal(), AimLevel.values().length - 1)
            + "  "
            + word(level)
            + (level != AimLevel.ECHO && newest.filter(AimAnswer::echo).isPresent()
                ? ", with an echo"
                : ""));
    lines.add(
        "first byte    "
            + bar(delay.map(AimLines::delayBar).orElse(0), BAR)
            + delay.map(after -> "  after " + after.toMillis() + " ms").orElse(""));
    lines.add("");
    lines.add(text("hint." + level.word(), Map.of()));
    lines.add(score.disturbed() ? disturbed(score) : "");
    return lines;
  }

  /**
   * Returns the score in one line, for an output that is no screen.
   *
   * @param score at this moment.
   * @return one line.
   */
  public static String line(AimScore score) {
    AimLevel level = score.newest().map(AimAnswer::level).orElse(AimLevel.NOTHING);
    return String.format("%3d s  ", score.elapsed().toSeconds())
        + "["
        + String.format("%" + BAR + "s", row(score))
        + "]  "
        + ofLast(score)
        + ", now "
        + word(level)
        + score
            .newest()
            .flatMap(AimAnswer::firstByte)
            .map(after -> " after " + after.toMillis() + " ms")
            .orElse("")
        + " ("
        + score.settings()
        + ")"
        + (score.disturbed() ? ", light or another sender" : "");
  }

  /**
   * Returns what is said at the end.
   *
   * @param result how it ended.
   * @param link as the user wrote it.
   * @return one to four sentences.
   */
  public static List<String> end(Aiming.Result result, String link) {
    AimScore score = result.score();
    Map<String, String> parameters =
        Map.of(
            "link", link,
            "good", Integer.toString(score.good()),
            "last", Integer.toString(score.last().size()),
            "settings", score.settings().toString(),
            "number", result.match().map(Match::identifier).orElse(""));
    List<String> lines = new ArrayList<>();
    lines.add(text("end." + ending(score), parameters));
    result
        .match()
        .filter(match -> !match.identifier().isEmpty())
        .ifPresent(match -> lines.add(text("end.number", parameters)));
    if (score.disturbed()) {
      lines.add(disturbed(score));
    }
    if (score.isGood()) {
      lines.add(text("end.then", parameters));
    }
    return lines;
  }

  private static String ending(AimScore score) {
    if (score.asked() == 0) {
      return "early";
    }
    return score.isGood() ? "good" : score.best() == AimLevel.GOOD ? "weak" : score.best().word();
  }

  private static String disturbed(AimScore score) {
    return text("disturbed", Map.of("answers", Integer.toString(score.unsolicited())));
  }

  private static String ofLast(AimScore score) {
    return String.format("%2d of the last %2d", score.good(), score.last().size());
  }

  private static String row(AimScore score) {
    return score.last().stream()
        .map(answer -> Character.toString(answer.level().mark()))
        .collect(Collectors.joining());
  }

  private static int delayBar(Duration delay) {
    return (int) Math.min(BAR, 1 + delay.toMillis() * BAR / LONGEST_DELAY);
  }

  private static String bar(int filled, int all) {
    int marks = filled * BAR / all;
    return "[" + "=".repeat(marks) + " ".repeat(BAR - marks) + "]";
  }

  private static String word(AimLevel level) {
    return text("level." + level.word(), Map.of());
  }

  private static String text(String key, Map<String, String> parameters) {
    String text = TEXTS.getString(key);
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      text = text.replace("{" + parameter.getKey() + "}", parameter.getValue());
    }
    return text;
  }
}
