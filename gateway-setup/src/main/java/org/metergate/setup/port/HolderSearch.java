// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.setup.port.Holders.By;
import org.metergate.setup.port.Holders.Holder;

/**
 * Finds which programs hold a device, from {@code /proc} and {@code /run/lock}. One search is made
 * once for all devices; it shows the moment at which it was made.
 */
final class HolderSearch {
  /** {@code 1: FLOCK ADVISORY WRITE 742 00:05:312 0 EOF}, see proc_locks(5). */
  private static final Pattern LOCK =
      Pattern.compile(
          "\\d+: (?:-> )?FLOCK +\\S+ +\\S+ +(-?\\d{1,10})"
              + " +([0-9a-f]{2,8}):([0-9a-f]{2,8}):(\\d{1,19}) .*");

  private static final List<String> LOCK_FOLDERS = List.of("/run/lock", "/var/lock");

  private final MachineFiles files;
  private final Map<String, Map<Long, Holder>> byDevice = new HashMap<>();
  private boolean complete = true;

  HolderSearch(MachineFiles files) {
    this.files = files;
    for (String name : files.names("/proc")) {
      if (name.matches("\\d{1,10}")) {
        openFiles(Long.parseLong(name));
      }
    }
  }

  private void openFiles(long process) {
    String folder = "/proc/" + process + "/fd";
    Optional<List<String>> open = files.namesIfReadable(folder);
    if (open.isEmpty()) {
      complete &= !files.exists("/proc/" + process); // or it has ended meanwhile
      return;
    }
    for (String fd : open.get()) {
      files
          .linkText(folder + "/" + fd)
          .filter(target -> target.startsWith("/dev/"))
          .ifPresent(target -> add(target, process, By.OPEN));
    }
  }

  private void add(String device, long process, By by) {
    byDevice
        .computeIfAbsent(device, key -> new LinkedHashMap<>())
        .putIfAbsent(process, new Holder(process, nameOf(process), by));
  }

  private String nameOf(long process) {
    return process <= 0
        ? ""
        : files.line("/proc/" + process + "/comm").map(SysfsText::shown).orElse("");
  }

  /** Returns who holds a device; {@code device} is its real name, without links. */
  Holders of(String device) {
    console(device);
    locks(device);
    lockFiles(device);
    return new Holders(new ArrayList<>(byDevice.getOrDefault(device, Map.of()).values()), complete);
  }

  private void console(String device) {
    String name = device.substring(device.lastIndexOf('/') + 1);
    files
        .text("/proc/consoles")
        .filter(text -> text.lines().anyMatch(line -> line.startsWith(name + " ")))
        .ifPresent(
            text ->
                byDevice
                    .computeIfAbsent(device, key -> new LinkedHashMap<>())
                    .put(-1L, new Holder(0, "", By.CONSOLE)));
  }

  private void locks(String device) {
    Optional<Path> node = files.located(device);
    Optional<String> locks = files.text("/proc/locks");
    if (node.isEmpty() || locks.isEmpty()) {
      return;
    }
    try {
      long inode = ((Number) Files.getAttribute(node.get(), "unix:ino")).longValue();
      long on = ((Number) Files.getAttribute(node.get(), "unix:dev")).longValue();
      for (String line : locks.get().lines().toList()) {
        Matcher lock = LOCK.matcher(line);
        if (lock.matches()
            && lock.group(4).equals(Long.toString(inode))
            && Long.parseLong(lock.group(2), 16) == major(on)
            && Long.parseLong(lock.group(3), 16) == minor(on)) {
          add(device, Math.max(0, Long.parseLong(lock.group(1))), By.LOCK);
        }
      }
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      // no such device, or a file system without inodes: then there is no lock to be seen
    }
  }

  /** The numbers of a device, as {@code gnu_dev_major} and {@code gnu_dev_minor} split them. */
  static long major(long device) {
    return device >> 8 & 0xFFF | device >> 32 & ~0xFFFL;
  }

  static long minor(long device) {
    return device & 0xFF | device >> 12 & ~0xFFL;
  }

  private void lockFiles(String device) {
    String name = device.substring(device.lastIndexOf('/') + 1);
    for (String folder : LOCK_FOLDERS) {
      files
          .line(folder + "/LCK.." + name)
          .filter(text -> text.matches("\\d{1,10}"))
          .map(Long::parseLong)
          .filter(process -> files.exists("/proc/" + process)) // else the file was left over
          .ifPresent(process -> add(device, process, By.LOCK_FILE));
    }
  }
}
