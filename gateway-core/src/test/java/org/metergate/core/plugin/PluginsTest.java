// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.link.SerialLinkProvider;
import org.metergate.link.TcpLinkProvider;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.emulator.ByteEmulatorProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.emulator.EmulatorInfo;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.spi.time.TimeSource;

class PluginsTest {
  @TempDir Path folder;

  /** A driver that has only a description. */
  abstract static class Driver implements DriverProvider {
    private final DriverInfo info;

    Driver(String id, int level) {
      info = new DriverInfo(id, "A driver", level, DriverInfo.MetersPerLink.ONE, List.of(), "none");
    }

    @Override
    public DriverInfo info() {
      return info;
    }

    @Override
    public MeterDriver create(List<MeterOptions> meters) {
      throw new UnsupportedOperationException();
    }
  }

  public static final class Good extends Driver {
    public Good() {
      super("good", DriverInfo.SPI_LEVEL);
    }
  }

  public static final class Another extends Driver {
    public Another() {
      super("another", 1);
    }
  }

  public static final class SameName extends Driver {
    public SameName() {
      super("good", DriverInfo.SPI_LEVEL);
    }
  }

  public static final class FromTheFuture extends Driver {
    public FromTheFuture() {
      super("future", DriverInfo.SPI_LEVEL + 1);
    }
  }

  public static final class ThrowsWhenMade extends Driver {
    public ThrowsWhenMade() {
      super("broken", DriverInfo.SPI_LEVEL);
      throw new IllegalStateException("no native library");
    }
  }

  public static final class LacksAClass extends Driver {
    public LacksAClass() {
      super("broken", DriverInfo.SPI_LEVEL);
    }

    @Override
    public DriverInfo info() {
      throw new NoClassDefFoundError("org/example/Gone");
    }
  }

  public static final class NamelessLink implements ByteLinkProvider {
    @Override
    public String scheme() {
      return null;
    }

    @Override
    public ByteLink open(LinkUri uri, LineSettings settings, Host host) {
      throw new UnsupportedOperationException();
    }
  }

  public static final class Emulator implements ByteEmulatorProvider {
    @Override
    public EmulatorInfo info() {
      return new EmulatorInfo("pretend", "A meter that is none", "good", List.of());
    }

    @Override
    public EmulatedMeter create(Options options, TimeSource time) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Secret> driverOptions(Options options) {
      return Map.of();
    }
  }

  /** Finds the built-in plug-ins and those named, in the order given. */
  private Plugins load(Class<?> service, String... lines) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(services.resolve(service.getName()), List.of(lines));
    ClassLoader parent = PluginsTest.class.getClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, parent)) {
      return Plugins.load(loader);
    }
  }

  private static RejectedPlugin of(Plugins plugins, Class<?> type) {
    return plugins.refused().stream()
        .filter(rejectedPlugin -> rejectedPlugin.what().equals(type.getName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(plugins.refused().toString()));
  }

  @Test
  void findsTheLinksOfTheCore() {
    Plugins plugins = Plugins.load(Plugins.class.getClassLoader());
    assertInstanceOf(SerialLinkProvider.class, plugins.link("serial").orElseThrow());
    assertInstanceOf(TcpLinkProvider.class, plugins.link("tcp").orElseThrow());
    assertTrue(plugins.linkSchemes().containsAll(List.of("serial", "tcp")));
    assertTrue(plugins.link("carrier-pigeon").isEmpty());
    assertEquals(List.of(), plugins.refused());
  }

  @Test
  void findsDriversByTheirIdsSorted() throws Exception {
    Plugins plugins = load(DriverProvider.class, Good.class.getName(), Another.class.getName());
    List<String> ids = plugins.driverIds();
    assertTrue(ids.containsAll(List.of("another", "good")), ids.toString());
    assertEquals(ids.stream().sorted().toList(), ids);
    assertEquals(ids, plugins.drivers().stream().map(driver -> driver.info().id()).toList());
    assertInstanceOf(Good.class, plugins.driver("good").orElseThrow());
    assertTrue(plugins.driver("nobody").isEmpty());
    assertEquals(List.of(), plugins.refused());
  }

  @Test
  void findsEmulatedMeters() throws Exception {
    Plugins plugins = load(EmulatorProvider.class, Emulator.class.getName());
    assertInstanceOf(Emulator.class, plugins.emulator("pretend").orElseThrow());
    assertTrue(plugins.emulators().contains(plugins.emulator("pretend").orElseThrow()));
  }

  @Test
  void oneBrokenPlugInDoesNotAffectOthers() throws Exception {
    Plugins plugins =
        load(
            DriverProvider.class,
            "org.example.NotThere",
            ThrowsWhenMade.class.getName(),
            LacksAClass.class.getName(),
            PluginsTest.class.getName(),
            Good.class.getName());
    assertInstanceOf(Good.class, plugins.driver("good").orElseThrow());
    assertTrue(plugins.driver("broken").isEmpty());
    assertEquals(4, plugins.refused().size(), plugins.refused().toString());
    assertTrue(of(plugins, ThrowsWhenMade.class).reason().contains("no native library"));
    assertTrue(of(plugins, LacksAClass.class).reason().contains("org/example/Gone"));
    assertTrue(
        plugins.refused().stream().anyMatch(r -> r.reason().contains("org.example.NotThere")));
    assertTrue(
        plugins.refused().stream().anyMatch(r -> r.reason().contains("PluginsTest not a subtype")),
        "a class that is not a driver");
  }

  @Test
  void aListThatIsNoListOfClassesIsReportedOnce() throws Exception {
    Plugins plugins = load(DriverProvider.class, "this is not a class name");
    assertEquals(1, plugins.refused().size(), plugins.refused().toString());
    assertEquals(DriverProvider.class.getName(), plugins.refused().get(0).what());
    assertTrue(plugins.link("serial").isPresent(), "other services are found anyway");
  }

  @Test
  void refusesTheSecondOfOneName() throws Exception {
    Plugins plugins = load(DriverProvider.class, Good.class.getName(), SameName.class.getName());
    assertInstanceOf(Good.class, plugins.driver("good").orElseThrow());
    assertEquals(
        "Its name 'good' is already taken by " + Good.class.getName() + ".",
        of(plugins, SameName.class).reason());
  }

  @Test
  void refusesADriverThatNeedsANewerProgram() throws Exception {
    Plugins plugins = load(DriverProvider.class, FromTheFuture.class.getName());
    assertTrue(plugins.driver("future").isEmpty());
    String reason = of(plugins, FromTheFuture.class).reason();
    assertTrue(reason.contains("needs level " + (DriverInfo.SPI_LEVEL + 1)), reason);
    assertTrue(reason.contains("has level " + DriverInfo.SPI_LEVEL), reason);
  }

  @Test
  void refusesALinkWithoutAScheme() throws Exception {
    Plugins plugins = load(LinkProvider.class, NamelessLink.class.getName());
    assertTrue(of(plugins, NamelessLink.class).reason().contains("scheme"));
    assertTrue(plugins.link("tcp").isPresent());
  }
}
