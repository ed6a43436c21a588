// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.stream.Stream;

/**
 * The part of this program that a dropped-in jar sees: the platform and the driver interface, and
 * nothing else. The program's libraries, built-in drivers and lists of services stay hidden, so
 * that a jar may contain its own version of any library and never finds our providers among its
 * own.
 */
final class SpiClassLoader extends ClassLoader {
  private static final String SPI = "org.metergate.spi.";

  private final ClassLoader program;

  /**
   * Creates the parent class loader of all dropped-in jars.
   *
   * @param program has the driver interface.
   */
  SpiClassLoader(ClassLoader program) {
    super("metergate-spi", ClassLoader.getPlatformClassLoader());
    this.program = program;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (name.startsWith(SPI)) {
      return program.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }

  @Override
  public URL getResource(String name) {
    return null; // not the platform's either: no driver needs its resources
  }

  @Override
  public Enumeration<URL> getResources(String name) {
    return Collections.emptyEnumeration();
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    return null;
  }

  @Override
  public Stream<URL> resources(String name) {
    return Stream.empty();
  }
}
