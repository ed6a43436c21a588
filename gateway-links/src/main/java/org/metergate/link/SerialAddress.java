// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.link.RequestLine.Adapter;
import org.metergate.link.RequestLine.Wire;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;

/**
 * The parsed name of a serial link: {@code
 * serial:/dev/ttyUSB0?request=dtr&request-active=high&adapter=ttl&baud=2400}.
 *
 * @param device full path of the device or of a symbolic link to it, as written.
 * @param request the request line.
 * @param gpio the GPIO line used as the request line, if any.
 * @param baud speed at opening instead of the driver's, if given.
 */
record SerialAddress(
    String device, RequestLine request, Optional<LinkUri> gpio, Optional<Integer> baud) {
  private static final List<String> KNOWN =
      List.of("request", "request-active", "adapter", "baud", "edge");
  private static final Map<String, Wire> WIRES = wires();

  /**
   * Parses the link's name.
   *
   * @param uri of scheme {@code serial}.
   * @return its parts.
   * @throws LinkException with BAD_LINK and a sentence that states the correct form.
   */
  static SerialAddress parse(LinkUri uri) throws LinkException {
    Parameters parameters = new Parameters(uri, KNOWN);
    String device = uri.target();
    if (!device.startsWith("/") || device.indexOf('\0') >= 0) {
      throw parameters.bad(
          "A serial link names the full path of a device, like serial:/dev/ttyUSB0.");
    }
    if (parameters.text("edge").isPresent()) {
      throw parameters.bad(
          "With 'edge' the link carries pulses, which the driver pulse-gpio counts; this driver"
              + " reads bytes.");
    }
    Optional<LinkUri> gpio = gpio(parameters);
    RequestLine request = requestLine(parameters, gpio.isPresent());
    return new SerialAddress(device, request, gpio, baud(parameters));
  }

  /**
   * Reads the parameters of a request line on DTR and RTS.
   *
   * @param parameters of the link.
   * @return how the line is wired.
   * @throws LinkException with BAD_LINK and a sentence.
   */
  static RequestLine requestLine(Parameters parameters) throws LinkException {
    return requestLine(parameters, false);
  }

  private static RequestLine requestLine(Parameters parameters, boolean elsewhere)
      throws LinkException {
    return new RequestLine(
        elsewhere ? Wire.NONE : parameters.choice("request", WIRES),
        parameters.choice("request-active", ordered("high", true, "low", false)),
        parameters.choice("adapter", ordered("ttl", Adapter.TTL, "rs232", Adapter.RS232)));
  }

  /** The line of {@code request=gpio:17}; its provider checks the rest. */
  private static Optional<LinkUri> gpio(Parameters parameters) throws LinkException {
    Optional<String> request = parameters.text("request").filter(text -> text.startsWith("gpio"));
    if (request.isEmpty()) {
      return Optional.empty();
    }
    if (!request.get().matches("gpio:[A-Za-z0-9_.-]+")) {
      throw parameters.bad("A request line on the header is written like request=gpio:17.");
    }
    String active = parameters.text("request-active").orElse("high");
    return Optional.of(new LinkUri("gpio", request.get().substring(5), Map.of("active", active)));
  }

  /**
   * Returns the line settings at opening.
   *
   * @param wanted the driver's settings.
   * @return the same, with the speed from the link's name if it has one.
   */
  LineSettings settings(LineSettings wanted) {
    return settings(wanted, baud);
  }

  /**
   * Returns settings with another speed.
   *
   * @param wanted the driver's settings.
   * @param baud bits per second, if the link's name gives them.
   * @return the settings at opening.
   */
  static LineSettings settings(LineSettings wanted, Optional<Integer> baud) {
    return baud.map(
            speed -> new LineSettings(speed, wanted.dataBits(), wanted.parity(), wanted.stopBits()))
        .orElse(wanted);
  }

  /**
   * Reads the parameter {@code baud}.
   *
   * @param parameters of the link.
   * @return bits per second, if given.
   * @throws LinkException with BAD_LINK and a sentence.
   */
  static Optional<Integer> baud(Parameters parameters) throws LinkException {
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
