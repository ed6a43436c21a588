// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a temporary installation whose Java machines are scripts that print their
 * arguments. The folders that it searches by itself are temporary folders too.
 */
@Timeout(60)
class LauncherTest {
  @TempDir Path scratch;
  private Path home;
  private Path systemJava;
  private Path bin;

  @BeforeEach
  void layOut() throws IOException {
    home = Files.createDirectories(scratch.resolve("a home/metergate"));
    systemJava = Files.createDirectories(scratch.resolve("jvm"));
    bin = Files.createDirectories(scratch.resolve("bin"));
    String script =
        Files.readString(launcher())
            .replace("/usr/lib/jvm/*/bin/java", systemJava + "/*/bin/java")
            .replace("/opt/*/bin/java", scratch + "/opt/*/bin/java");
    executable(home.resolve("metergate"), script);
    Files.createFile(Files.createDirectory(home.resolve("lib")).resolve("one.jar"));
    Files.createFile(home.resolve("lib/two.jar"));
    for (String tool : new String[] {"readlink", "sed", "head", "uname", "env"}) {
      executable(bin.resolve(tool), "#!/bin/sh\nexec " + tool(tool) + " \"$@\"\n");
    }
  }

  private static Path launcher() {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path script = p.resolve("metergate");
      if (Files.isRegularFile(script) && Files.exists(p.resolve("pom.xml"))) {
        return script;
      }
    }
    throw new IllegalStateException("no launcher above " + Path.of("").toAbsolutePath());
  }

  private static Path tool(String name) {
    return Stream.of("/usr/bin", "/bin")
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> Assumptions.abort("this system has no " + name));
  }

  private static void executable(Path file, String script) throws IOException {
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Creates a Java machine that prints its name and its arguments, one per line. */
  private static Path java(Path at, String version) throws IOException {
    Files.createDirectories(at.resolve("bin"));
    Files.writeString(at.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path java = at.resolve("bin/java");
    executable(
        java,
        "#!/bin/sh\necho \"java "
            + version
            + "\"\nprintf '%s\\n' \"LC_ALL=${LC_ALL:-}\""
            + " \"LANGUAGE=${LANGUAGE:-}\" \"$@\"\n");
    return java;
  }

  private record Start(int exitCode, List<String> out, String err) {}

  private Start start(Map<String, String> environment, Path script, String... args)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("LANG", "C.UTF-8");
    builder.environment().putAll(environment);
    builder.directory(Files.createDirectories(scratch.resolve("elsewhere")).toFile());
    builder.redirectError(scratch.resolve("err").toFile());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    return new Start(
        process.exitValue(), out.lines().toList(), Files.readString(scratch.resolve("err")));
  }

  private Start start(Map<String, String> environment) throws Exception {
    return start(environment, home.resolve("metergate"));
  }

  private static void refused(Start start, String... parts) {
    assertEquals(1, start.exitCode(), start.toString());
    assertEquals(List.of(), start.out());
    assertTrue(start.err().startsWith("metergate: "), start.err());
    assertEquals(1, start.err().lines().count(), start.err());
    for (String part : parts) {
      assertTrue(start.err().contains(part), start.err());
    }
  }

  @Test
  void startsTheProgramWithItsJarsSmallMachineOptionsAndTheWordsUnchanged() throws Exception {
    java(systemJava.resolve("17"), "17.0.15");
    Start start = start(Map.of(), home.resolve("metergate"), "decode", "two words", "", "*", "$x");
    assertEquals(0, start.exitCode(), start.err());
    assertEquals("", start.err());
    List<String> out = start.out();
    assertEquals("java 17.0.15", out.get(0));
    assertTrue(out.containsAll(List.of("-XX:+UseSerialGC", "-Xmx64m", "-Xss512k")), out.toString());
    assertTrue(out.contains("-Dmetergate.home=" + home), out.toString());
    assertEquals(home + "/lib/one.jar:" + home + "/lib/two.jar", out.get(out.indexOf("-cp") + 1));
    assertEquals(
        List.of("org.metergate.core.cli.Main", "decode", "two words", "", "*", "$x"),
        out.subList(out.indexOf("-cp") + 2, out.size()));
  }

  @Test
  void worksFromAnotherFolderAndThroughSymbolicLinks() throws Exception {
    java(systemJava.resolve("17"), "17");
    Path first = Files.createSymbolicLink(scratch.resolve("first"), home.resolve("metergate"));
    Path second = Files.createSymbolicLink(bin.resolve("mg"), Path.of("../first"));
    for (Path link : List.of(first, second)) {
      assertTrue(start(Map.of(), link).out().contains("-Dmetergate.home=" + home));
    }
  }

  @Test
  void prefersTheNamedJavaThenJavaHomeThenThePathThenTheSystemsFolders() throws Exception {
    Path named = java(scratch.resolve("named java"), "21");
    Map<String, String> environment =
        new TreeMap<>(
            Map.of(
                "METERGATE_JAVA",
                named.toString(),
                "JAVA_HOME",
                java(scratch.resolve("java home"), "22").getParent().getParent().toString()));
    Files.createSymbolicLink(bin.resolve("java"), java(scratch.resolve("path"), "23"));
    java(systemJava.resolve("24"), "24");
    assertEquals("java 21", start(environment).out().get(0));
    environment.remove("METERGATE_JAVA");
    assertEquals("java 22", start(environment).out().get(0));
    environment.remove("JAVA_HOME");
    assertEquals("java 23", start(environment).out().get(0));
    Files.delete(bin.resolve("java"));
    assertEquals("java 24", start(environment).out().get(0));
  }

  @Test
  void prefersTheRuntimeThatCameWithTheArchiveToAnyOther() throws Exception {
    Path named = java(scratch.resolve("named"), "21.0.1");
    java(scratch.resolve("java home"), "21.0.2");
    java(systemJava.resolve("17"), "17.0.15");
    java(home.resolve("runtime"), "17.0.16");
    Map<String, String> environment = Map.of("JAVA_HOME", scratch.resolve("java home").toString());
    assertEquals("java 17.0.16", start(environment).out().get(0));
    assertEquals("java 21.0.1", start(Map.of("METERGATE_JAVA", named.toString())).out().get(0));
  }

  @Test
  void passesOverAJavaThatIsTooOldWhereNobodyNamedIt() throws Exception {
    Path old = java(scratch.resolve("old"), "11.0.21");
    Files.createSymbolicLink(bin.resolve("java"), old);
    java(systemJava.resolve("8"), "1.8.0_392");
    java(systemJava.resolve("9"), "17.0.9");
    Start start = start(Map.of("JAVA_HOME", old.getParent().getParent().toString()));
    assertEquals("java 17.0.9", start.out().get(0));
  }

  @Test
  void refusesOlderJavaInASentenceThatSaysWhatToInstall() throws Exception {
    Files.createSymbolicLink(bin.resolve("java"), java(scratch.resolve("old"), "11.0.21"));
    java(systemJava.resolve("8"), "1.8.0_392");
    refused(start(Map.of()), "no Java 17 or newer", "default-jre-headless", "METERGATE_JAVA");
  }

  @Test
  void refusesTheNamedJavaWhenItIsTooOldOrNotThere() throws Exception {
    java(systemJava.resolve("17"), "17");
    Path old = java(scratch.resolve("old"), "11.0.21");
    refused(start(Map.of("METERGATE_JAVA", old.toString())), "names Java 11 in " + old);
    refused(start(Map.of("METERGATE_JAVA", "/no/java")), "/no/java, which is not a program");
  }

  @Test
  void asksAJavaWithoutAReleaseFileForItsVersion() throws Exception {
    Path java = bin.resolve("java");
    String says = "#!/bin/sh\n[ \"$1\" != -version ] || echo 'Picked up options' >&2\n";
    executable(java, says + "echo 'openjdk version \"18.0.2\" 2022-07-19' >&2\necho java 18\n");
    assertEquals("java 18", start(Map.of()).out().get(0));
    executable(java, says + "echo 'openjdk version \"1.8.0_392\"' >&2\n");
    refused(start(Map.of()), "no Java 17 or newer");
  }

  @Test
  void tellsTheOwnerOfAnArmv6BoardTheTwoWaysOut() throws Exception {
    java(systemJava.resolve("17"), "17");
    Files.delete(bin.resolve("uname"));
    executable(bin.resolve("uname"), "#!/bin/sh\necho armv6l\n");
    refused(start(Map.of()), "ARMv6", "Raspberry Pi Zero 2", "ser2net", "tcp:THIS-BOARD:PORT");
    executable(bin.resolve("uname"), "#!/bin/sh\necho armv7l\n");
    assertEquals(0, start(Map.of()).exitCode());
  }

  @Test
  void addsTheOptionsOfTheUserOneByOne() throws Exception {
    java(systemJava.resolve("17"), "17");
    List<String> out = start(Map.of("METERGATE_JAVA_OPTS", "-Xmx128m -Da=b")).out();
    assertTrue(out.indexOf("-Xmx128m") > out.indexOf("-Xmx64m"), out.toString());
    assertTrue(out.contains("-Da=b"), out.toString());
  }

  @Test
  void letsOnlyNewerJavaLoadNativeCodeExpressly() throws Exception {
    java(systemJava.resolve("17"), "17");
    List<String> older = start(Map.of()).out();
    assertFalse(older.toString().contains("native-access"), older.toString());
    Path newer = java(scratch.resolve("newer"), "25.0.3");
    List<String> out = start(Map.of("METERGATE_JAVA", newer.toString())).out();
    assertTrue(out.contains("--enable-native-access=ALL-UNNAMED"), out.toString());
  }

  @Test
  void startsChildrenWithoutTheHelperProgramThatAnUpgradeReplaces() throws Exception {
    for (String version : List.of("17", "25.0.3", "27")) {
      Path java = java(scratch.resolve("java-" + version), version);
      List<String> out = start(Map.of("METERGATE_JAVA", java.toString())).out();
      assertTrue(out.contains("-Djdk.lang.Process.launchMechanism=FORK"), out.toString());
    }
  }

  @Test
  void namesTheArchiveOfClassesByReleaseAndBuildOfJavaAndUsesItWhereItIsNotEmpty()
      throws Exception {
    Files.createFile(home.resolve("lib/gateway-core-1.2.3.jar"));
    Path java = java(systemJava.resolve("17"), "17.0.15");
    Files.writeString(
        java.getParent().resolveSibling("release"),
        "JAVA_RUNTIME_VERSION=\"17.0.15+6-Debian\"\nJAVA_VERSION=\"17.0.15\"\nMODULES=\"a b\"\n");
    Path archive = home.resolve("cache/classes-1.2.3-17.0.15+6-Debian.jsa");
    Start first = start(Map.of());
    assertTrue(first.out().contains("-Dmetergate.archive=" + archive), first.toString());
    assertFalse(Files.exists(archive.getParent()), "the launcher makes nothing");
    Files.createFile(Files.createDirectory(archive.getParent()).resolve(archive.getFileName()));
    String option = "-XX:SharedArchiveFile=" + archive;
    assertFalse(start(Map.of()).out().contains(option), "an empty one");
    Files.writeString(archive, "classes");
    assertTrue(start(Map.of()).out().contains(option));
    assertEquals("", start(Map.of()).err());
  }

  @Test
  void keepsWhatIsMadeOnceInTheFirstFolderThatIsNamedOrWritable() throws Exception {
    java(systemJava.resolve("17"), "17");
    Map<String, String> environment = new TreeMap<>(Map.of("HOME", "/home/anna"));
    assertEquals(home + "/cache", cacheOf(environment));
    environment.put("CACHE_DIRECTORY", "/var/cache/one:/var/cache/two");
    assertEquals("/var/cache/one", cacheOf(environment));
    environment.put("METERGATE_CACHE", "/some where");
    assertEquals("/some where", cacheOf(environment));
  }

  @Test
  void keepsNothingInUsrWhoeverStartsIt() throws Exception {
    java(systemJava.resolve("17"), "17");
    Path script = home.resolve("metergate");
    // the folder stands for /usr; the folder of the service's user does not exist here
    executable(
        script,
        Files.readString(script)
            .replace("/usr/*)", "\"" + scratch + "\"/*)")
            .replace("/var/cache/metergate", scratch + "/none"));
    assertEquals("/home/anna/.cache/metergate", cacheOf(Map.of("HOME", "/home/anna")));
    assertEquals("/c/metergate", cacheOf(Map.of("HOME", "/home/anna", "XDG_CACHE_HOME", "/c")));
    assertEquals(
        "/home/anna/.cache/metergate",
        cacheOf(Map.of("HOME", "/home/anna", "XDG_CACHE_HOME", "relative")));
    Start nowhere = start(Map.of());
    assertFalse(nowhere.out().toString().contains("metergate.cache"), nowhere.toString());
    assertEquals(0, nowhere.exitCode());
  }

  private String cacheOf(Map<String, String> environment) throws Exception {
    String option = "-Dmetergate.cache=";
    return start(environment).out().stream()
        .filter(word -> word.startsWith(option))
        .map(word -> word.substring(option.length()))
        .reduce("", String::concat);
  }

  @Test
  void givesJavaALocaleInWhichItCanOpenAnyFile() throws Exception {
    java(systemJava.resolve("17"), "17");
    assertEquals("LC_ALL=C.UTF-8", start(Map.of("LANG", "")).out().get(1));
    assertEquals("LC_ALL=C.UTF-8", start(Map.of("LC_ALL", "POSIX")).out().get(1));
    assertEquals("LC_ALL=", start(Map.of("LANG", "da_DK.UTF-8")).out().get(1));
  }

  /** The program looks for words of the system, such as "No space left", and quotes them. */
  @Test
  void givesJavaTheWordsOfTheSystemInEnglishWhateverTheLanguageOfTheUser() throws Exception {
    java(systemJava.resolve("17"), "17");
    Map<String, String> german = Map.of("LC_ALL", "de_DE.UTF-8", "LANGUAGE", "de:da");
    for (Map<String, String> user : List.of(Map.of("LANG", "da_DK.UTF-8"), german)) {
      assertEquals("LANGUAGE=C", start(user).out().get(2));
    }
  }
}
