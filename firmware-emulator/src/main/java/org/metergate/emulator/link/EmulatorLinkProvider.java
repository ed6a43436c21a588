// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.metergate.spi.emulator.ByteEmulatorProvider;
import org.metergate.spi.emulator.EdgeEmulatorProvider;
import org.metergate.spi.emulator.EmulatedLines;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.emulator.EmulatorLinks;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.EdgeLinkProvider;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.NearestName;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.spi.time.TimeSource;
import org.metergate.time.SystemTime;

/**
 * Opens {@code emulator:ID?name=value&...}: a new emulated meter for each link, created by the
 * {@link EmulatorProvider} of that id from the parameters.
 */
public final class EmulatorLinkProvider
    implements ByteLinkProvider, EdgeLinkProvider, EmulatorLinks {
  private volatile List<EmulatorProvider> emulators = List.of();

  /** Called by {@code ServiceLoader}. */
  public EmulatorLinkProvider() {}

  @Override
  public String scheme() {
    return "emulator";
  }

  @Override
  public void emulators(List<EmulatorProvider> known) {
    emulators = List.copyOf(known);
  }

  @Override
  public void check(LinkUri uri) throws LinkException {
    meter(uri, new SystemTime());
  }

  @Override
  public ByteLink open(LinkUri uri, LineSettings settings, Host host) throws LinkException {
    return new EmulatedLink(port(uri), meter(uri, host), settings, host);
  }

  @Override
  public int checkEdges(LinkUri uri) throws LinkException {
    return lines(uri, new SystemTime()).lines();
  }

  @Override
  public EdgeLink openEdges(LinkUri uri, Host host) throws LinkException {
    return new EmulatedEdges(port(uri), lines(uri, host), host);
  }

  /** Without the parameters, since keys may be among them. */
  private static String port(LinkUri uri) {
    return uri.scheme() + ":" + uri.target();
  }

  private EmulatedMeter meter(LinkUri uri, TimeSource time) throws LinkException {
    return make(
        uri, ByteEmulatorProvider.class, (provider, options) -> provider.create(options, time));
  }

  private EmulatedLines lines(LinkUri uri, TimeSource time) throws LinkException {
    return make(
        uri, EdgeEmulatorProvider.class, (provider, options) -> provider.create(options, time));
  }

  private interface Maker<P extends EmulatorProvider, T> {
    T make(P provider, Options options) throws OptionException;
  }

  private <P extends EmulatorProvider, T> T make(LinkUri uri, Class<P> kind, Maker<P, T> maker)
      throws LinkException {
    try {
      EmulatorProvider provider = provider(uri.target());
      if (!kind.isInstance(provider)) {
        throw new OptionException(
            uri.target(),
            "The emulated meter '"
                + uri.target()
                + (provider instanceof EdgeEmulatorProvider
                    ? "' has pulse outputs"
                    : "' sends bytes")
                + "; it is read by the driver "
                + provider.info().driver()
                + ".");
      }
      Map<String, Secret> values = new LinkedHashMap<>();
      uri.parameters().forEach((name, text) -> values.put(name, new Secret(text)));
      return maker.make(kind.cast(provider), new Options(provider.info().options(), values));
    } catch (OptionException e) {
      throw new LinkException(
          LinkFindings.BAD_LINK.with("port", port(uri), "reason", e.getMessage()), e);
    }
  }

  private EmulatorProvider provider(String id) throws OptionException {
    List<String> names = new ArrayList<>();
    for (EmulatorProvider provider : known()) {
      if (provider.info().id().equals(id)) {
        return provider;
      }
      names.add(provider.info().id());
    }
    throw new OptionException(id, NearestName.unknown("emulated meter", id, names));
  }

  /**
   * Returns the registered emulators; if none were registered, as in tests of links alone, those of
   * this program.
   */
  private Iterable<EmulatorProvider> known() {
    return emulators.isEmpty()
        ? ServiceLoader.load(EmulatorProvider.class, EmulatorLinkProvider.class.getClassLoader())
        : emulators;
  }
}
