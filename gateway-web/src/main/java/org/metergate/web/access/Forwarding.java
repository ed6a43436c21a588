// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.access;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.metergate.network.AddressRange;

/**
 * What proxies write about those whose requests they pass. Whether it is believed is decided
 * elsewhere; that it is there already says that the request was passed.
 */
final class Forwarding {
  /**
   * The beginnings of the names that proxies are known to use, with dashes; too many are no harm,
   * since a browser and a scraper send none of them.
   */
  private static final List<String> MARKS =
      List.of(
          "forwarded",
          "via",
          "x-forward",
          "x-real-",
          "x-client-",
          "x-cluster-",
          "x-original",
          "x-orig-",
          "x-rewrite-",
          "x-ingress-",
          "x-remote-",
          "x-hass",
          "x-host",
          "x-scheme",
          "x-proxy",
          "x-envoy-",
          "x-amzn-",
          "x-azure-",
          "x-appengine-",
          "x-arr-",
          "x-vercel-",
          "x-nginx-",
          "x-traefik-",
          "x-tailscale-",
          "tailscale-",
          "client-ip",
          "true-client-",
          "cf-",
          "cdn-loop",
          "fastly-",
          "fly-",
          "akamai-",
          "incap-",
          "proxy-",
          "wl-proxy-",
          "remote-",
          "front-end-https");

  private static final Pattern NODE =
      Pattern.compile(
          "\\[([0-9a-fA-F:.]+)](?::\\d{1,5})?|([0-9.]+)(?::\\d{1,5})?|([0-9a-fA-F:.]+)");

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9/_-]+");

  private static final String PROTO = "X-Forwarded-Proto";

  private Forwarding() {}

  /** Returns whether anybody has passed a request, or pretends to. */
  static boolean passed(HttpFields headers) {
    for (HttpField field : headers) {
      // some proxies and servers take an underscore for a dash
      String name = field.getName().toLowerCase(Locale.ROOT).replace('_', '-');
      if (MARKS.stream().anyMatch(name::startsWith)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the visitor's address: from the right, the first that no proxy has which is believed,
   * since each proxy appends the address of whom it heard, and everything before may be invented.
   *
   * @param peer a proxy that is believed.
   */
  static InetAddress client(HttpFields headers, InetAddress peer, Trust trust) {
    InetAddress client = peer;
    List<String> nodes = all(headers, "X-Forwarded-For");
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Optional<InetAddress> node = address(nodes.get(i));
      if (node.isEmpty()) {
        return client;
      }
      client = node.get();
      if (!trust.isProxy(client)) {
        return client;
      }
    }
    return client;
  }

  /** Returns whether the proxy next to this page was asked by TLS. */
  static boolean tls(HttpFields headers) {
    List<String> all = all(headers, PROTO);
    return !all.isEmpty() && all.get(all.size() - 1).equalsIgnoreCase("https");
  }

  /** Returns the name under which the proxy was asked; empty if it does not say. */
  static Optional<String> host(HttpFields headers) {
    List<String> all = all(headers, "X-Forwarded-Host");
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /**
   * Returns the path of the proxy before the page's own.
   *
   * @param name of the header.
   * @return with a slash at its beginning and none at its end; empty without the header, or if it
   *     has other characters than paths of proxies have.
   * @throws BadForwardingException if a browser could take it for the name of another host.
   */
  static String prefix(HttpFields headers, String name) throws BadForwardingException {
    List<String> all = headers.getValuesList(name);
    String prefix = all.isEmpty() ? "" : all.get(all.size() - 1).trim();
    if (!PREFIX.matcher(prefix).matches()) {
      return "";
    }
    if (!prefix.startsWith("/") || prefix.contains("//")) {
      throw new BadForwardingException(
          "The proxy must send as " + name + " a path like /metergate.");
    }
    return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
  }

  private static Optional<InetAddress> address(String node) {
    Matcher form = NODE.matcher(node);
    if (!form.matches()) {
      return Optional.empty();
    }
    for (int group = 1; group <= form.groupCount(); group++) {
      if (form.group(group) != null) {
        return AddressRange.parse(form.group(group)).map(AddressRange::first);
      }
    }
    return Optional.empty();
  }

  private static List<String> all(HttpFields headers, String name) {
    List<String> values = new ArrayList<>();
    for (String line : headers.getValuesList(name)) {
      for (String value : line.split(",", -1)) {
        values.add(value.trim());
      }
    }
    return values;
  }
}
