// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.metergate.spi.option.NearestName;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reports in a sentence what is wrong with the arguments of a command. An unexpected argument is
 * never repeated: it may be part of a key whose quotes were forgotten.
 */
final class WrongUsage implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    boolean top = line.getParent() == null;
    ErrorLines err = new ErrorLines(line.getErr(), List.of(args));
    err.print("metergate: " + sentence(e, line));
    err.print("Try: metergate help" + (top ? "" : " " + line.getCommandName()));
    return CommandException.USAGE;
  }

  private static String sentence(ParameterException e, CommandLine line) {
    List<String> unmatched =
        e instanceof UnmatchedArgumentException args
            ? args.getUnmatched()
            : line.getUnmatchedArguments();
    if (!unmatched.isEmpty()) {
      return unmatched(unmatched.get(0), line);
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing(missing.getMissing());
    }
    if (e instanceof OverwrittenOptionException overwritten) {
      return name(overwritten.getOverwritten()) + " is given twice.";
    }
    if (e.getCause() instanceof TypeConversionException refusal && e.getArgSpec() != null) {
      return name(e.getArgSpec()) + " " + refusal.getMessage();
    }
    if (e.getArgSpec() != null) {
      return name(e.getArgSpec()) + " is not used as 'metergate help' describes.";
    }
    return line.getParent() == null
        ? "A command is needed: with a cable in the hand 'metergate probe', without one"
            + " 'metergate demo'."
        : "The command is not complete.";
  }

  private static String unmatched(String word, CommandLine line) {
    if (word.startsWith("-") && word.length() > 1) {
      List<String> known = new ArrayList<>(line.getCommandSpec().optionsMap().keySet());
      known.removeIf(option -> !option.startsWith("--"));
      return NearestName.unknown("option", word.replaceFirst("=.*", ""), known);
    }
    Collection<String> commands = HelpCommand.shown(line).keySet();
    if (!commands.isEmpty()) {
      return NearestName.unknown("command", word, commands);
    }
    return "There are more arguments than '"
        + line.getCommandName()
        + "' takes; a value with blanks needs quotes around it.";
  }

  /** Names the arguments that are required, or the option whose value is missing. */
  private static String missing(List<ArgSpec> args) {
    return args.get(0).required()
        ? "This command also needs " + names(args) + "."
        : name(args.get(0)) + " needs a " + args.get(0).paramLabel() + " after it.";
  }

  private static String names(List<ArgSpec> args) {
    List<String> names = args.stream().map(WrongUsage::nameAndLabel).toList();
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** Returns the long name of an option, or the label of a parameter in the help. */
  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }

  private static String nameAndLabel(ArgSpec arg) {
    return arg instanceof OptionSpec option
        ? option.longestName() + " " + option.paramLabel()
        : arg.paramLabel();
  }
}
