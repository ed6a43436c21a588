// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.udp;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.config.ConfigException;
import org.metergate.config.Section;
import org.metergate.output.Thinning;
import org.metergate.output.ValueKeys;
import org.metergate.value.ReadingView;

/**
 * The settings of one output, all checked.
 *
 * @param host a name or an address; that of a network for a broadcast.
 * @param port 1 to 65535.
 * @param plain whether the comma-separated lines are sent, else JSON.
 * @param every how far values are thinned; zero for all of them.
 * @param view in which units, and whether with derived values; the comma-separated lines are always
 *     in W and Wh.
 */
record UdpSettings(String host, int port, boolean plain, Duration every, ReadingView view) {
  private static final Pattern FORM = Pattern.compile("(?:\\[([^\\]\\s]+)]|([^:\\s]+)):(\\d{1,5})");

  static UdpSettings read(Section section) throws ConfigException {
    String to = section.text("to");
    Matcher form = FORM.matcher(to);
    boolean good = form.matches() && valid(Integer.parseInt(form.group(3)));
    if (!good && !to.isEmpty()) {
      section.problem(
          "to", "This is not a host with a port, such as 192.168.1.255:5140 or pi:5140.");
    }
    boolean plain = section.choice("format", "json", "plain").equals("plain");
    Duration every = Thinning.read(section);
    ReadingView view = ValueKeys.read(section, false);
    section.done();
    String host = form.group(1) != null ? form.group(1) : form.group(2);
    return new UdpSettings(host, Integer.parseInt(form.group(3)), plain, every, view);
  }

  private static boolean valid(int port) {
    return port >= 1 && port <= 65535;
  }

  /** Returns the address, for people. */
  String to() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
