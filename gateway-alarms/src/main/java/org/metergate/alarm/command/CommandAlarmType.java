// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.command;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.metergate.alarm.AlarmSender;
import org.metergate.alarm.AlarmType;
import org.metergate.config.AlarmConfig;
import org.metergate.config.ConfigException;
import org.metergate.config.Section;

/** The type {@code command}: {@code command}, a list of the program and its arguments. */
public final class CommandAlarmType implements AlarmType {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int MOST_WORDS = 100;

  /** Creates the type; there is no state in it. */
  public CommandAlarmType() {}

  @Override
  public String name() {
    return "command";
  }

  @Override
  public AlarmSender create(AlarmConfig config, ZoneId zone) throws ConfigException {
    Section settings = config.settings();
    List<String> command = settings.texts("command");
    if (command.isEmpty() && !settings.keys().contains("command")) {
      settings.problem("command", "This key is missing.");
    } else if (!command.isEmpty()) {
      check(settings, command);
    }
    settings.done();
    return new CommandSender(command, zone, LIMIT);
  }

  private static void check(Section settings, List<String> command) {
    String program = command.get(0);
    if (command.size() > MOST_WORDS || command.stream().anyMatch(word -> word.indexOf(0) >= 0)) {
      settings.problem("command", "These are no words of a command.");
    } else if (!program.startsWith("/")) {
      settings.problem(
          "command",
          program.contains(" ")
              ? "There is no shell: write a list, such as [/usr/bin/notify, --title, Meter]."
              : "Give the whole path of the program, which begins with /.");
    } else if (command.size() == 1 && program.contains(" ")) {
      settings.problem(
          "command", "There is no shell: write a list, such as [/usr/bin/notify, --title, Meter].");
    }
  }
}
