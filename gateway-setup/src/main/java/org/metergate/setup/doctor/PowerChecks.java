// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The supply voltage, the temperature and the clock. */
final class PowerChecks {
  private static final Pattern THROTTLED = Pattern.compile("throttled=0x([0-9a-fA-F]{1,8})");
  private static final String HWMON = "/sys/class/hwmon";

  /** A clock before this year was never set: this program is newer. */
  private static final int FIRST_YEAR = 2024;

  private final Inspection inspection;

  PowerChecks(Inspection inspection) {
    this.inspection = inspection;
  }

  void run() {
    if (inspection.model().startsWith("Raspberry Pi")) {
      inspection.begin(Topic.POWER);
      power();
    }
    clock();
    inspection.begin(Topic.TIME_ZONE);
    if (!inspection.scope().timeZone() && !inspection.files().exists("/etc/localtime")) {
      inspection.wrong(Topic.TIME_ZONE, DoctorFindings.NO_TIME_ZONE.with());
    }
  }

  private void power() {
    if (inspection.model().startsWith("Raspberry Pi Zero")) {
      inspection.unknown(Topic.POWER, DoctorFindings.NO_VOLTAGE_SENSOR.with());
      return;
    }
    Optional<Integer> bits =
        inspection
            .machine()
            .run(List.of("vcgencmd", "get_throttled"))
            .flatMap(PowerChecks::throttled);
    Optional<Boolean> alarm = alarm();
    if (alarm.isEmpty() && bits.isEmpty()) {
      inspection.unknown(Topic.POWER, DoctorFindings.VOLTAGE_UNSEEN.with());
      return;
    }
    int set = bits.orElse(0);
    if (alarm.orElse(false) || isSet(set, 0)) {
      inspection.wrong(Topic.POWER, DoctorFindings.UNDERVOLTAGE.with());
    } else if (isSet(set, 16)) {
      inspection.wrong(Topic.POWER, DoctorFindings.UNDERVOLTAGE_BEFORE.with());
    }
    if (isSet(set, 3) || isSet(set, 19)) {
      inspection.wrong(Topic.POWER, DoctorFindings.TOO_HOT.with());
    }
  }

  /** Bits 0 to 3 are now, 16 to 19 since the start: voltage, capped, throttled, temperature. */
  private static boolean isSet(int bits, int bit) {
    return (bits >> bit & 1) == 1;
  }

  private static Optional<Integer> throttled(String text) {
    Matcher matcher = THROTTLED.matcher(text);
    return matcher.find()
        ? Optional.of(Integer.parseUnsignedInt(matcher.group(1), 16))
        : Optional.empty();
  }

  private Optional<Boolean> alarm() {
    for (String name : inspection.files().names(HWMON)) {
      String folder = HWMON + "/" + name;
      if (inspection.files().line(folder + "/name").equals(Optional.of("rpi_volt"))) {
        return inspection.files().line(folder + "/in0_lcrit_alarm").map("1"::equals);
      }
    }
    return Optional.empty();
  }

  private void clock() {
    inspection.begin(Topic.CLOCK);
    int year = inspection.machine().now().atZone(ZoneOffset.UTC).getYear();
    if (year < FIRST_YEAR) {
      inspection.wrong(Topic.CLOCK, DoctorFindings.CLOCK_NEVER_SET.with("year", year));
      return;
    }
    Optional<String> said =
        inspection
            .machine()
            .run(List.of("timedatectl", "show", "-p", "NTPSynchronized", "--value"))
            .map(String::strip)
            .filter(text -> text.matches("yes|no"));
    boolean synchronised =
        said.equals(Optional.of("yes"))
            || inspection.files().exists("/run/systemd/timesync/synchronized")
            || inspection
                .machine()
                .run(List.of("chronyc", "-n", "tracking"))
                .filter(text -> text.matches("(?s).*Leap status\\s*: Normal.*"))
                .isPresent();
    if (!synchronised) {
      if (said.isPresent()) {
        inspection.wrong(Topic.CLOCK, DoctorFindings.CLOCK_NOT_SYNCHRONISED.with());
      } else {
        inspection.unknown(Topic.CLOCK, DoctorFindings.CLOCK_UNSEEN.with());
      }
    }
  }
}
