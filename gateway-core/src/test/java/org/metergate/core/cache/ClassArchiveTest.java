// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The run that makes an archive, with a script in place of Java. */
@Timeout(60)
class ClassArchiveTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String MAKES =
      "for w in \"$@\"; do case $w in -XX:ArchiveClassesAtExit=*) echo x >\"${w#*=}\" ;; esac; done";

  @TempDir Path folder;

  private Optional<String> make(String script, Duration limit) throws Exception {
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(
        java,
        "#!/bin/sh\nprintf '%s\\n' \"$@\" >>" + folder.resolve("words") + "\n" + script + "\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path jar = folder.resolve("a.jar");
    if (!Files.exists(jar)) {
      Files.writeString(jar, "jar");
    }
    List<String> options =
        List.of("-Xmx64m", "-XX:SharedArchiveFile=/old", "-Dmetergate.archive=/x", "-agentlib:a");
    return new ClassArchive(archive(), java, options, jar.toString()).make(limit);
  }

  private Path archive() throws IOException {
    return Files.createDirectories(folder.resolve("cache")).resolve("classes-1-17.jsa");
  }

  private List<String> words() throws IOException {
    Path words = folder.resolve("words");
    return Files.exists(words) ? Files.readAllLines(words) : List.of();
  }

  @Test
  void isMadeOnceByAShortRunWithTheSameOptions() throws Exception {
    assertEquals(Optional.empty(), make(MAKES, LIMIT));
    assertTrue(Files.size(archive()) > 0);
    List<String> words = words();
    assertEquals("-Xmx64m", words.get(0));
    assertTrue(words.get(1).startsWith("-XX:ArchiveClassesAtExit="), words.toString());
    assertTrue(words.contains("demo"), words.toString());
    assertEquals(Optional.empty(), make(MAKES, LIMIT));
    assertEquals(words, words(), "not again");
  }

  @Test
  void isMadeAgainForOtherJars() throws Exception {
    make(MAKES, LIMIT);
    int before = words().size();
    Files.writeString(folder.resolve("a.jar"), "another jar");
    assertEquals(Optional.empty(), make(MAKES, LIMIT));
    assertEquals(2 * before, words().size());
  }

  @Test
  void isMadeAgainForAnotherBuildOfJavaWithTheSameVersion() throws Exception {
    Path modules = Files.createDirectories(folder.resolve("jdk/lib")).resolve("modules");
    Files.writeString(modules, "one build");
    make(MAKES, LIMIT);
    int before = words().size();
    make(MAKES, LIMIT);
    assertEquals(before, words().size(), "not again for the same one");
    Files.writeString(modules, "another build");
    assertEquals(Optional.empty(), make(MAKES, LIMIT));
    assertEquals(2 * before, words().size());
  }

  @Test
  void aRunThatFailsHangsOrMakesNothingLeavesWhatWasThere() throws Exception {
    make(MAKES, LIMIT);
    Files.writeString(folder.resolve("a.jar"), "another jar");
    for (String script : List.of("exit 1", "exit 0", "exec sleep 1000")) {
      Optional<String> reason = make(script, Duration.ofSeconds(1));
      assertTrue(reason.isPresent(), script);
      assertEquals("x\n", Files.readString(archive()));
      try (Stream<Path> left = Files.list(archive().getParent())) {
        assertEquals(2, left.count(), "nothing is left over");
      }
    }
  }

  @Test
  void thoseOfOtherVersionsAreRemoved() throws Exception {
    Path old = Files.createFile(archive().resolveSibling("classes-0-17.jsa"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    make(MAKES, LIMIT);
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(archive()));
  }
}
