// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.p1server;

import org.metergate.config.ConfigException;
import org.metergate.config.Section;
import org.metergate.output.served.ServedSettings;

/**
 * The settings of one output, all checked.
 *
 * @param served which meter, where and for whom.
 * @param profile which records are sent.
 * @param heat whether channels of heat and cooling are sent.
 * @param relay whether the telegrams of a P1 meter are passed on as they came.
 */
record P1ServerSettings(ServedSettings served, Profile profile, boolean heat, boolean relay) {
  /** The port where none is named; common for P1 telegrams over TCP. */
  private static final int PORT = 2000;

  static P1ServerSettings read(Section section) throws ConfigException {
    ServedSettings served = ServedSettings.read(section, PORT);
    Profile profile = Profile.of(section.choice("profile", "total", "dsmr5"));
    boolean heat = ServedSettings.yes(section, "heat");
    boolean relay = ServedSettings.yes(section, "relay");
    if (relay) {
      for (String key : new String[] {"profile", "heat", "channels"}) {
        if (section.keys().contains(key)) {
          section.problem(
              key, "This has no effect with relay: yes, which passes telegrams on as they came.");
        }
      }
    }
    section.done();
    return new P1ServerSettings(served, profile, heat, relay);
  }
}
