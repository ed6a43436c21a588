// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.Durations;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/**
 * Converts the values of options, for all commands. The text of each refusal continues a sentence
 * that {@link WrongUsage} begins with the name of the option.
 */
final class OptionConverters {
  private OptionConverters() {}

  static void register(CommandLine line) {
    line.registerConverter(Duration.class, OptionConverters::duration);
    line.registerConverter(LinkUri.class, OptionConverters::link);
    line.registerConverter(LineSettings.class, OptionConverters::settings);
    line.registerConverter(Path.class, OptionConverters::path);
    line.registerConverter(boolean.class, OptionConverters::flag);
    line.registerConverter(int.class, OptionConverters::whole);
    line.registerConverter(double.class, OptionConverters::number);
  }

  private static Duration duration(String text) {
    return Durations.parse(text)
        .orElseThrow(refusal("must be a time like 30s, 10min or 2h, not '" + text + "'."));
  }

  private static LinkUri link(String text) {
    try {
      return LinkUri.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("is wrong. " + e.getMessage());
    }
  }

  private static LineSettings settings(String text) {
    return LineSettings.parse(text)
        .orElseThrow(refusal("must be a line setting like '2400 8N1', not '" + text + "'."));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "is not a valid file name; a name with letters beyond ASCII needs a locale like"
              + " C.UTF-8.");
    }
  }

  /** Also called with "true" for a flag without a value. */
  private static boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new TypeConversionException("takes no value.");
    }
    return text.equals("true");
  }

  private static int whole(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("must be a whole number, not '" + text + "'.");
    }
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("must be a number, not '" + text + "'.");
    }
  }

  private static Supplier<TypeConversionException> refusal(String sentence) {
    return () -> new TypeConversionException(sentence);
  }
}
