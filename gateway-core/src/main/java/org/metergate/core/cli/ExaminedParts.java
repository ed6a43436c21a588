// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.config.GatewayConfig;
import org.metergate.config.OutputConfig;
import org.metergate.setup.doctor.Scope;
import org.metergate.spi.link.LinkUri;

/** What of a machine a configuration uses: ports, lines, servers, the place of the journal. */
final class ExaminedParts {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^:/\\[\\]]+)):(\\d{1,5})");

  private ExaminedParts() {}

  static Scope of(GatewayConfig config) {
    List<LinkUri> links = new ArrayList<>();
    config.meters().forEach(meter -> links.add(meter.link()));
    links.addAll(config.leds().lines().values());
    List<String> ports =
        links.stream()
            .filter(link -> link.scheme().equals("serial"))
            .map(LinkUri::target)
            .distinct()
            .toList();
    boolean gpio =
        links.stream()
            .anyMatch(
                link ->
                    link.scheme().equals("gpio")
                        || link.parameter("request").filter(r -> r.startsWith("gpio")).isPresent());
    List<Scope.Server> servers = new ArrayList<>();
    links.stream()
        .filter(link -> link.scheme().matches("tcp|rfc2217"))
        .forEach(link -> address(link.target()).ifPresent(servers::add));
    config.outputs().forEach(output -> server(output).ifPresent(servers::add));
    return new Scope(
        true,
        ports,
        gpio,
        Optional.of(config.journal().path().toAbsolutePath().normalize().toString()),
        servers.stream().distinct().toList(),
        !config.timeZone().equals(ZoneId.systemDefault()));
  }

  private static Optional<Scope.Server> address(String text) {
    Matcher matcher = ADDRESS.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return server(host, Integer.parseInt(matcher.group(3)));
  }

  private static Optional<Scope.Server> server(OutputConfig output) {
    Optional<String> url = output.settings().optionalText("url");
    if (url.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(url.get());
      int usual =
          switch (String.valueOf(uri.getScheme())) {
            case "mqtt", "tcp" -> 1883;
            case "mqtts", "ssl" -> 8883;
            case "http" -> 80;
            case "https" -> 443;
            default -> 0;
          };
      return server(uri.getHost(), uri.getPort() < 0 ? usual : uri.getPort());
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // 'check' says what is wrong with it
    }
  }

  private static Optional<Scope.Server> server(String host, int port) {
    return host == null || port < 1 || port > 65535
        ? Optional.empty()
        : Optional.of(new Scope.Server(host.replaceAll("^\\[|]$", ""), port));
  }
}
