// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** Makes jars from Java source, as the author of a driver would, and broken ones. */
public final class JarForge {
  private static final String DRIVER =
      """
      package PACKAGE;
      import java.time.Duration;
      import java.util.List;
      import org.metergate.spi.driver.*;
      import org.metergate.spi.finding.*;
      import org.metergate.spi.link.*;
      import org.metergate.spi.reading.*;
      public class Driver implements DriverProvider, ByteDriverALSO {
        String meter;
        public Driver() { CREATE; }
        public DriverInfo info() {
          return new DriverInfo("ID", "A driver", LEVEL, DriverInfo.MetersPerLink.ONE, List.of(),
              "PACKAGE.messages");
        }
        public MeterDriver create(List<MeterOptions> meters) {
          Driver made = new Driver();
          made.meter = meters.get(0).name();
          return made;
        }
        public LineSettings settings() { return LineSettings.eightNone(9600); }
        public Duration normalSilence() { return Duration.ofSeconds(30); }
        public Duration usualInterval() { return Duration.ofSeconds(10); }
        public void session(ByteLink link, Session session)
            throws LinkLostException, InterruptedException { SESSION }
        MORE
      }
      """;

  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Path> libraries = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private int classVersion;

  /**
   * A jar with one driver; pairs fill blanks of the template: ALSO, CREATE, LEVEL, SESSION, MORE.
   */
  public static JarForge driver(String id, String... words) {
    Map<String, String> blanks = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      blanks.put(words[i], words[i + 1]);
    }
    blanks.putIfAbsent("CREATE", "");
    blanks.putIfAbsent("MORE", "");
    blanks.putIfAbsent("ALSO", "");
    blanks.putIfAbsent("SESSION", "while (true) { session.pause(Duration.ofSeconds(1)); }");
    blanks.putIfAbsent("LEVEL", "1");
    blanks.put("PACKAGE", "org.example." + id.replace("-", ""));
    blanks.put("ID", id);
    String text = DRIVER;
    for (Map.Entry<String, String> blank : blanks.entrySet()) {
      text = text.replace(blank.getKey(), blank.getValue());
    }
    String type = blanks.get("PACKAGE") + ".Driver";
    return new JarForge()
        .source(type, text)
        .service("org.metergate.spi.driver.DriverProvider", type);
  }

  /**
   * A jar of a whole module.
   *
   * @param main its folder with {@code java} and {@code resources}.
   */
  public static JarForge module(Path main) throws IOException {
    JarForge jar = new JarForge();
    Path java = main.resolve("java");
    for (Path file : files(java)) {
      String name = java.relativize(file).toString();
      if (name.endsWith(".java")) {
        jar.source(name.substring(0, name.length() - 5).replace('/', '.'), Files.readString(file));
      }
    }
    Path resources = main.resolve("resources");
    for (Path file : files(resources)) {
      jar.entry(resources.relativize(file).toString(), Files.readAllBytes(file));
    }
    return jar;
  }

  private static List<Path> files(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  public JarForge source(String type, String text) {
    sources.put(type, text);
    return this;
  }

  public JarForge service(String service, String type) {
    return entry("META-INF/services/" + service, type.getBytes(StandardCharsets.UTF_8));
  }

  public JarForge entry(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  public JarForge attribute(String name, String value) {
    attributes.put(name, value);
    return this;
  }

  /** Adds a jar that the sources need and that is not packed into this one. */
  public JarForge with(Path library) {
    libraries.add(library);
    return this;
  }

  /** Leaves a class out although it was compiled. */
  public JarForge without(String classFile) {
    left.add(classFile);
    return this;
  }

  /** Writes another version into the class files: 61 is Java 17. */
  public JarForge classVersion(int version) {
    classVersion = version;
    return this;
  }

  /** Compiles and writes the jar, also over an older one. */
  public Path into(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    Path work = Files.createTempDirectory("forge-");
    compile(work);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        write(out, entry.getKey(), entry.getValue());
      }
      for (Path made : classes(work)) {
        String name = work.relativize(made).toString();
        if (!left.contains(name)) {
          write(out, name, patched(Files.readAllBytes(made)));
        }
      }
    }
    TempFolders.remove(work);
    return jar;
  }

  private void compile(Path work) throws IOException {
    if (sources.isEmpty()) {
      return;
    }
    List<String> words = new ArrayList<>(List.of("--release", "17", "-proc:none"));
    List<String> path = new ArrayList<>(List.of(System.getProperty("java.class.path")));
    libraries.forEach(library -> path.add(0, library.toString()));
    words.addAll(List.of("-cp", String.join(":", path), "-d", work.toString()));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = work.resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      words.add(Files.writeString(file, source.getValue()).toString());
    }
    int code =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException("a test's source does not compile");
    }
  }

  private static List<Path> classes(Path work) throws IOException {
    try (Stream<Path> files = Files.walk(work)) {
      return files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
  }

  private byte[] patched(byte[] bytes) {
    if (classVersion > 0) {
      bytes[6] = (byte) (classVersion >> 8);
      bytes[7] = (byte) classVersion;
    }
    return bytes;
  }

  private static void write(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
