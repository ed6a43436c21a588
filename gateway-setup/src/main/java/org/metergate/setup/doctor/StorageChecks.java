// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Space, file system and card of the journal, and memory. */
final class StorageChecks {
  /** Where the packaged service has its journal. */
  private static final String USUAL_FOLDER = "/var/lib/metergate";

  private static final long LITTLE_SPACE = 500_000_000;
  private static final long FEW_INODES = 1000;
  private static final long LITTLE_MEMORY_KIB = 100 * 1024;
  private static final Pattern FREE_AND_ALL = Pattern.compile("(\\d{1,18}) (\\d{1,18})");
  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable: +(\\d{1,15}) kB");

  private final Inspection inspection;
  private final String folder;

  StorageChecks(Inspection inspection) {
    this.inspection = inspection;
    this.folder =
        inspection
            .scope()
            .journal()
            .map(file -> file.substring(0, Math.max(1, file.lastIndexOf('/'))))
            .orElse(USUAL_FOLDER);
  }

  void run() {
    space();
    fileSystem();
    memory();
  }

  private void space() {
    inspection.begin(Topic.SPACE);
    OptionalLong usable = inspection.machine().usableBytes(folder);
    if (usable.isEmpty()) {
      inspection.unknown(Topic.SPACE, DoctorFindings.SPACE_UNSEEN.with("folder", folder));
    } else if (usable.getAsLong() < LITTLE_SPACE) {
      inspection.wrong(
          Topic.SPACE,
          DoctorFindings.SPACE_LOW.with(
              "folder", folder, "megabytes", usable.getAsLong() / 1_000_000));
    }
    String existing = existing(folder);
    Matcher inodes =
        FREE_AND_ALL.matcher(
            inspection
                .machine()
                .run(List.of("stat", "-f", "-c", "%d %c", existing))
                .orElse("")
                .strip());
    if (inodes.matches()
        && Long.parseLong(inodes.group(2)) > 0 // some file systems have no fixed number
        && Long.parseLong(inodes.group(1)) < FEW_INODES) {
      inspection.wrong(Topic.SPACE, DoctorFindings.INODES_LOW.with("folder", folder));
    }
  }

  private String existing(String path) {
    String at = path;
    while (at.length() > 1 && !inspection.files().exists(at)) {
      at = at.substring(0, Math.max(1, at.lastIndexOf('/')));
    }
    return at;
  }

  private void fileSystem() {
    inspection.begin(Topic.FILE_SYSTEM);
    Optional<Mounts.Mount> mount = Mounts.read(inspection.files()).of(folder);
    if (mount.isEmpty()) {
      inspection.unknown(Topic.FILE_SYSTEM, DoctorFindings.MOUNTS_UNSEEN.with());
    } else {
      place(mount.get());
    }
    for (String name : inspection.files().names("/sys/fs/ext4")) {
      inspection
          .files()
          .line("/sys/fs/ext4/" + name + "/errors_count")
          .filter(count -> count.matches("[1-9]\\d{0,9}"))
          .ifPresent(
              count ->
                  inspection.wrong(
                      Topic.FILE_SYSTEM,
                      DoctorFindings.FILE_SYSTEM_ERRORS.with("device", name, "count", count)));
    }
    for (String name : inspection.files().names("/sys/block")) {
      if (name.matches("mmcblk\\d+")) {
        card(name);
      }
    }
  }

  private void place(Mounts.Mount mount) {
    boolean container = ContainerChecks.kind(inspection).isPresent();
    boolean matters = inspection.scope().configured() || !container;
    if (mount.type().matches("tmpfs|ramfs") && matters) {
      inspection.wrong(Topic.FILE_SYSTEM, DoctorFindings.JOURNAL_IN_MEMORY.with("folder", folder));
    } else if (mount.type().matches("overlay|aufs") && matters) {
      inspection.wrong(Topic.FILE_SYSTEM, DoctorFindings.JOURNAL_ON_OVERLAY.with("folder", folder));
    } else if (mount.type().matches("nfs4?|cifs|smb3|9p|fuse\\.sshfs")) {
      inspection.wrong(
          Topic.FILE_SYSTEM,
          DoctorFindings.JOURNAL_ON_NETWORK.with("folder", folder, "type", mount.type()));
    }
    if (mount.options().contains("ro")) {
      inspection.wrong(Topic.FILE_SYSTEM, DoctorFindings.READ_ONLY.with("point", mount.point()));
    }
  }

  /** An eMMC reports its wear (JEDEC pre-EOL information: 1 normal, 2 warning, 3 urgent). */
  private void card(String name) {
    Optional<String> worn = inspection.files().line("/sys/block/" + name + "/device/pre_eol_info");
    if (worn.filter(text -> text.matches("0x0*[23]")).isPresent()) {
      inspection.wrong(Topic.FILE_SYSTEM, DoctorFindings.CARD_WORN.with("device", name));
    } else if (worn.isEmpty()
        && inspection
            .files()
            .line("/sys/block/" + name + "/device/type")
            .equals(Optional.of("SD"))) {
      inspection.unknown(Topic.FILE_SYSTEM, DoctorFindings.CARD_WEAR_UNSEEN.with());
    }
  }

  private void memory() {
    inspection.begin(Topic.MEMORY);
    Matcher available = AVAILABLE.matcher(inspection.files().text("/proc/meminfo").orElse(""));
    if (!available.find()) {
      inspection.unknown(Topic.MEMORY, DoctorFindings.MEMORY_UNSEEN.with());
    } else if (Long.parseLong(available.group(1)) < LITTLE_MEMORY_KIB) {
      inspection.wrong(
          Topic.MEMORY,
          DoctorFindings.MEMORY_LOW.with("megabytes", Long.parseLong(available.group(1)) / 1024));
    }
  }
}
