// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.served;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.metergate.config.Section;
import org.metergate.network.AddressRange;

/**
 * Where an output listens whose clients cannot log in, and whom it admits. Any thread.
 *
 * @param address of this machine; a loopback address, or one that only private networks reach.
 * @param port 1 to 65535.
 * @param allow the networks whose devices are admitted besides this machine itself; none for a
 *     loopback address, at least one for every other.
 */
public record Listen(InetAddress address, int port, List<AddressRange> allow) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([0-9.]+|localhost)):(\\d{1,5})");

  /** The networks that are not reached from the internet (RFC 1918, 3927, 4193, 4291). */
  private static final List<AddressRange> PRIVATE =
      ranges(
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "169.254.0.0/16",
          "127.0.0.0/8",
          "fc00::/7",
          "fe80::/10",
          "::1/128");

  private static final int MOST = 50;
  private static final int HIGHEST_PORT = 65535;
  private static final int V4_MAPPED = 12;

  /** Copies the networks. */
  public Listen {
    Objects.requireNonNull(address, "address");
    allow = List.copyOf(allow);
  }

  private static List<AddressRange> ranges(String... texts) {
    List<AddressRange> ranges = new ArrayList<>();
    for (String text : texts) {
      ranges.add(AddressRange.parse(text).orElseThrow());
    }
    return List.copyOf(ranges);
  }

  /**
   * Reads {@code listen} and {@code allow}. A mistake is recorded in the section, and must have
   * been looked for before the result is used.
   *
   * @param section of the output.
   * @param standardPort the port on 127.0.0.1 where {@code listen} is missing.
   * @return the rule; one that admits this machine alone after a mistake.
   */
  public static Listen read(Section section, int standardPort) {
    Optional<String> text = section.optionalText("listen");
    InetSocketAddress standard =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), standardPort);
    Optional<InetSocketAddress> where =
        text.isEmpty() ? Optional.of(standard) : text.flatMap(Listen::parse);
    if (where.isEmpty()) {
      section.problem(
          "listen",
          "'"
              + text.orElseThrow()
              + "' is not a numeric address of this machine with a port from 1 to 65535; use for"
              + " example 127.0.0.1:%1$d or 192.168.1.5:%1$d.".formatted(standardPort));
    }
    List<AddressRange> allow = allow(section);
    InetSocketAddress at = where.orElse(standard);
    boolean own = at.getAddress().isLoopbackAddress();
    boolean given = section.keys().contains("allow");
    if (where.isPresent() && !own && !given) {
      section.problem(
          "allow",
          "This key is missing: other devices reach "
              + text.orElseThrow()
              + ", and they cannot log in. Name the network whose devices may connect, such as"
              + " allow: 192.168.1.0/24.");
    }
    if (where.isPresent() && own && given) {
      section.problem(
          "allow",
          "This has no effect while listen is "
              + text.orElse("127.0.0.1:" + at.getPort())
              + ", which only this machine reaches; use an address of this machine in that network,"
              + " or remove allow.");
    }
    return new Listen(at.getAddress(), at.getPort(), own ? List.of() : allow);
  }

  private static Optional<InetSocketAddress> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(form.group(3));
    String host = form.group(1) != null ? form.group(1) : form.group(2);
    Optional<InetAddress> address =
        host.equals("localhost")
            ? Optional.of(InetAddress.getLoopbackAddress())
            : AddressRange.parse(host).map(AddressRange::first);
    return port < 1 || port > HIGHEST_PORT
        ? Optional.empty()
        : address.map(it -> new InetSocketAddress(it, port));
  }

  private static List<AddressRange> allow(Section section) {
    List<AddressRange> allow = new ArrayList<>();
    List<String> texts = section.texts("allow");
    if (texts.size() > MOST) {
      section.problem(
          "allow", "There are " + texts.size() + " here; there may be " + MOST + " at most.");
      return List.of();
    }
    for (String text : texts) {
      Optional<AddressRange> range = AddressRange.parse(text);
      if (range.isEmpty()) {
        section.problem(
            "allow", "'" + text + "' is not a network, such as 192.168.1.0/24 or fd00::/8.");
      } else if (PRIVATE.stream().noneMatch(known -> covers(known, range.get()))) {
        section.problem(
            "allow",
            "'"
                + text
                + "' is not a private network, and the devices cannot log in; use for example"
                + " 192.168.1.0/24. Private are 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16,"
                + " 169.254.0.0/16, fc00::/7 and fe80::/10.");
      } else {
        allow.add(range.get());
      }
    }
    return allow;
  }

  private static boolean covers(AddressRange outer, AddressRange inner) {
    return inner.bits() >= outer.bits() && outer.contains(inner.first());
  }

  /**
   * Returns whether a device may connect.
   *
   * @param peer its address; an IPv4 address that is written as IPv6 counts as IPv4.
   * @return true for this machine's loopback addresses and for the allowed networks.
   */
  public boolean admits(InetAddress peer) {
    InetAddress plain = plain(peer);
    return plain.isLoopbackAddress() || allow.stream().anyMatch(range -> range.contains(plain));
  }

  /** Without the mapping of IPv4 into IPv6 (RFC 4291, 2.5.5.2). */
  private static InetAddress plain(InetAddress peer) {
    byte[] bytes = peer.getAddress();
    boolean mapped = bytes.length == 16 && bytes[10] == -1 && bytes[11] == -1;
    for (int i = 0; i < 10 && mapped; i++) {
      mapped = bytes[i] == 0;
    }
    return mapped
        ? AddressRange.parse(
                "%d.%d.%d.%d"
                    .formatted(
                        bytes[V4_MAPPED] & 0xFF,
                        bytes[V4_MAPPED + 1] & 0xFF,
                        bytes[V4_MAPPED + 2] & 0xFF,
                        bytes[V4_MAPPED + 3] & 0xFF))
            .orElseThrow()
            .first()
        : peer;
  }

  /**
   * Returns whether only this machine can connect.
   *
   * @return false where other devices may.
   */
  public boolean isLocal() {
    return address.isLoopbackAddress();
  }

  /**
   * Returns the address to listen on.
   *
   * @return with the port.
   */
  public InetSocketAddress socket() {
    return new InetSocketAddress(address, port);
  }

  /**
   * Returns the address for people.
   *
   * @return for example {@code 192.168.1.5:2000} or {@code [fd00::5]:2000}.
   */
  public String where() {
    String host = address.getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /**
   * Returns who is admitted, for people.
   *
   * @return for example {@code 192.168.1.0/24}; {@code this machine} where nobody else is.
   */
  public String whom() {
    return allow.isEmpty()
        ? "this machine"
        : allow.stream().map(AddressRange::toString).collect(Collectors.joining(", "));
  }
}
