// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.link;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.core.link.RequestLine.Adapter;
import org.metergate.core.link.RequestLine.Wire;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;

/**
 * What the name of a serial link says: {@code
 * serial:/dev/ttyUSB0?request=dtr&request-active=high&adapter=ttl&baud=2400}.
 *
 * @param device whole path of the device or of a symbolic link to it, as written.
 * @param request the request line.
 * @param baud speed at the opening instead of the driver's, where given.
 */
record SerialAddress(String device, RequestLine request, Optional<Integer> baud) {
  private static final List<String> KNOWN = List.of("request", "request-active", "adapter", "baud");
  private static final Map<String, Wire> WIRES = wires();

  /**
   * Reads the link's name.
   *
   * @param uri of scheme {@code serial}.
   * @return its parts.
   * @throws LinkException with BAD_LINK and a sentence that says what would be right.
   */
  static SerialAddress parse(LinkUri uri) throws LinkException {
    Parameters parameters = new Parameters(uri, KNOWN);
    String device = uri.target();
    if (!device.startsWith("/") || device.indexOf('\0') >= 0) {
      throw parameters.bad(
          "A serial link names the whole path of a device, like serial:/dev/ttyUSB0.");
    }
    if (parameters.text("request").orElse("").startsWith("gpio")) {
      throw parameters.bad(
          "A request line on a GPIO pin is not supported by this version;"
              + " wire it to DTR or RTS of the adapter.");
    }
    RequestLine request =
        new RequestLine(
            parameters.choice("request", WIRES),
            parameters.choice("request-active", ordered("high", true, "low", false)),
            parameters.choice("adapter", ordered("ttl", Adapter.TTL, "rs232", Adapter.RS232)));
    return new SerialAddress(device, request, baud(parameters));
  }

  /**
   * Says how the line is set when it is opened.
   *
   * @param wanted what the driver wants.
   * @return the same, with the speed that the link's name gives.
   */
  LineSettings settings(LineSettings wanted) {
    return baud.map(
            speed -> new LineSettings(speed, wanted.dataBits(), wanted.parity(), wanted.stopBits()))
        .orElse(wanted);
  }

  private static Optional<Integer> baud(Parameters parameters) throws LinkException {
    Optional<String> given = parameters.text("baud");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Optional<LineSettings> settings = LineSettings.parse(given.get() + " 8N1");
    if (settings.isEmpty()) {
      throw parameters.bad(
          "'baud' is '" + given.get() + "', but must be a whole number from 50 to 4000000.");
    }
    return settings.map(LineSettings::baud);
  }

  private static Map<String, Wire> wires() {
    Map<String, Wire> wires = ordered("dtr+rts", Wire.BOTH, "dtr", Wire.DTR);
    wires.put("rts", Wire.RTS);
    wires.put("none", Wire.NONE);
    return wires;
  }

  private static <T> Map<String, T> ordered(String first, T one, String second, T two) {
    Map<String, T> map = new LinkedHashMap<>();
    map.put(first, one);
    map.put(second, two);
    return map;
  }
}
