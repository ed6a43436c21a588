// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.List;
import java.util.Optional;
import org.metergate.setup.port.MachineFiles;

/**
 * Who is in which group, from {@code /etc/group}, {@code /etc/passwd} and this process itself.
 * Groups of a directory service are not seen.
 */
record Membership(MachineFiles files) {

  /** Returns whether the file of groups has a user in a group, as its main group too. */
  boolean inFile(String user, String group) {
    Optional<List<String>> entry = entry("/etc/group", group, 4);
    if (entry.isEmpty()) {
      return false;
    }
    boolean main =
        entry("/etc/passwd", user, 7)
            .filter(person -> person.get(3).equals(entry.get().get(2)))
            .isPresent();
    return main || List.of(entry.get().get(3).split(",")).contains(user);
  }

  /** Returns whether there is such a user. */
  boolean exists(String user) {
    return entry("/etc/passwd", user, 7).isPresent();
  }

  /** Returns whether there is such a group. */
  boolean hasGroup(String group) {
    return entry("/etc/group", group, 4).isPresent();
  }

  /** Returns whether this process is in a group; it is not where it was started before that. */
  boolean ofProcess(String group) {
    Optional<String> number = entry("/etc/group", group, 4).map(fields -> fields.get(2));
    return number.isPresent()
        && status("Groups:")
            .or(() -> Optional.of(""))
            .filter(
                numbers ->
                    List.of(numbers.split("\\s+")).contains(number.get())
                        || status("Gid:")
                            .filter(gids -> List.of(gids.split("\\s+")).contains(number.get()))
                            .isPresent())
            .isPresent();
  }

  private Optional<String> status(String name) {
    return files
        .text("/proc/self/status")
        .flatMap(text -> text.lines().filter(line -> line.startsWith(name)).findFirst())
        .map(line -> line.substring(name.length()).strip());
  }

  private Optional<List<String>> entry(String file, String name, int fields) {
    return files
        .text(file)
        .flatMap(text -> text.lines().filter(line -> line.startsWith(name + ":")).findFirst())
        .map(line -> List.of(line.split(":", -1)))
        .filter(parts -> parts.size() >= fields);
  }
}
