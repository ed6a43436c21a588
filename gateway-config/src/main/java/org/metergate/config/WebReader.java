// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the section of the page. */
final class WebReader {
  private static final String LISTEN = "127.0.0.1:8080";
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+)):(\\d{1,5})");
  private static final Pattern NAME =
      Pattern.compile("(?!-)[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){0,20}\\.?");

  /** Never a name, which Java would ask the network for. */
  private static final Pattern NUMERIC =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private static final int MOST = 50;

  private final Section web;

  private WebReader(Section web) {
    this.web = web;
  }

  static WebConfig read(Section web, Map<String, Location> places) {
    for (String key : List.of("listen", "names", "proxies", "tls", "ingress")) {
      places.put("web." + key, web.location(key));
    }
    return new WebReader(web).read();
  }

  private WebConfig read() {
    String listen = web.optionalText("listen").orElse(LISTEN);
    String units = web.choice("units", WebConfig.HOME, "meter");
    if (!units.equals(WebConfig.HOME) && web.optionalText("heat").isPresent()) {
      web.problem("heat", "This is only of use with units: home.");
    }
    String heat = web.choice("heat", WebConfig.KWH, "MWh", "GJ");
    WebAccess access =
        new WebAccess(web.flag("local", true), names(), few("proxies"), tls(), ingress());
    web.refuseUnknown();
    Matcher matcher = ADDRESS.matcher(listen);
    if (matcher.matches() && Integer.parseInt(matcher.group(3)) <= 65535) {
      String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      return new WebConfig(host, Integer.parseInt(matcher.group(3)), units, heat, access);
    }
    web.problem("listen", "'" + listen + "' is not an address; use for example " + LISTEN + ".");
    return new WebConfig("", 0);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (String name : few("names")) {
      if (NAME.matcher(name).matches()) {
        names.add(name.toLowerCase(Locale.ROOT).replaceFirst("\\.$", ""));
      } else {
        web.problem(
            "names", "'" + name + "' is not the name of a host, such as meters.example.org.");
      }
    }
    return names;
  }

  private List<String> few(String key) {
    List<String> texts = web.texts(key);
    if (texts.size() > MOST) {
      web.problem(key, "There are " + texts.size() + " here; there may be " + MOST + " at most.");
      return List.of();
    }
    return texts;
  }

  private WebAccess.Tls tls() {
    Optional<Section> section = web.sectionOrWord("tls");
    boolean off = section.isEmpty() && web.choice("tls", "generate", "off").equals("off");
    if (!web.keys().contains("tls")) {
      return new WebAccess.Tls.Unsaid();
    }
    if (section.isEmpty()) {
      return off ? new WebAccess.Tls.Off() : new WebAccess.Tls.Generate();
    }
    Section files = section.get();
    Optional<Path> certificate = files.path("certificate");
    Optional<Path> key = files.path("key");
    if (certificate.isEmpty() && !files.keys().contains("certificate")
        || key.isEmpty() && !files.keys().contains("key")) {
      web.problem("tls", "This is generate, off, or { certificate: FILE, key: FILE } with both.");
    }
    files.refuseUnknown();
    return certificate.isPresent() && key.isPresent()
        ? new WebAccess.Tls.Files(certificate.get(), key.get())
        : new WebAccess.Tls.Off();
  }

  private Optional<WebAccess.Ingress> ingress() {
    Optional<Section> section = web.section("ingress");
    if (section.isEmpty()) {
      return Optional.empty();
    }
    String supervisor = section.get().text("supervisor");
    boolean mayChange = section.get().flag("change", false);
    section.get().refuseUnknown();
    Optional<InetAddress> address = address(supervisor);
    if (address.isEmpty() && !supervisor.isEmpty()) {
      section.get().problem("supervisor", "This must be a numeric address, such as 172.30.32.2.");
    }
    return address.map(found -> new WebAccess.Ingress(found, mayChange));
  }

  private static Optional<InetAddress> address(String text) {
    if (!NUMERIC.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
