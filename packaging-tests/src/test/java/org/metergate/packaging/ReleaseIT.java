// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The release by command in clones. The two builds that it compares are made of the classes of this
 * build; a real release compiles both.
 */
@Tag("package")
class ReleaseIT {
  private static final String VERSION = ReleaseTrial.VERSION;

  @TempDir Path folder;
  private ReleaseTrial trial;

  @BeforeEach
  void cloneProject() throws Exception {
    trial = ReleaseTrial.in(folder);
  }

  /** A refusal is one sentence, and nothing is changed by it. */
  private void refused(String sentence, String... words) throws Exception {
    String before = trial.git("rev-parse", "HEAD").good() + trial.git("status", "-s").good();
    Ran ran = trial.release(words);
    assertEquals(1, ran.exitCode(), ran.output());
    assertTrue(ran.output().startsWith("release: "), ran.output());
    assertEquals(1, ran.output().lines().count(), ran.output());
    assertTrue(ran.output().contains(sentence), ran.output());
    assertEquals(before, trial.git("rev-parse", "HEAD").good() + trial.git("status", "-s").good());
  }

  @Test
  void refusesWordsThatAreNoVersionOfARelease() throws Exception {
    refused("which version?");
    refused("no version of a release", "1.0");
    refused("no version of a release", VERSION + "-SNAPSHOT");
    refused("comes before " + VERSION, "99.0.9");
    refused("unknown", VERSION, "--publish");
  }

  @Test
  void refusesAVersionThatIsTaggedOrComesBeforeTheLastRelease() throws Exception {
    trial.git("tag", "v" + VERSION).good();
    trial.git("commit", "-q", "--allow-empty", "-m", "Go on").good();
    refused("exists already", VERSION);
    trial.git("tag", "v99.3.0-rc.1").good();
    refused("does not come after the last release", "99.2.0");
  }

  @Test
  void refusesATreeWithChangesOrWithoutABranch() throws Exception {
    Files.writeString(trial.tree().resolve("new.txt"), "new");
    refused("not committed", VERSION);
    Files.delete(trial.tree().resolve("new.txt"));
    trial.git("checkout", "-q", "--detach").good();
    refused("no branch", VERSION);
  }

  @Test
  void refusesChangesThatNobodyWroteDown() throws Exception {
    String text = Files.readString(trial.tree().resolve("CHANGELOG.md"));
    Files.writeString(
        trial.tree().resolve("CHANGELOG.md"),
        text.replace("## Unreleased", "## Unreleased\n\n## 0.0.1 (2020-01-01)"));
    trial.git("commit", "-qam", "Say nothing").good();
    refused("no section 'Unreleased' with a line", VERSION);
  }

  @Test
  void refusesAKeyThatIsMissingOrInsideTheRepository() throws Exception {
    Files.copy(trial.key(), trial.tree().resolve("target.key"));
    Ran inside =
        trial.run("packaging/release/release", VERSION, "--key", trial.tree() + "/target.key");
    assertTrue(inside.output().contains("inside the repository"), inside.output());
    Files.delete(trial.tree().resolve("target.key"));
    Files.delete(trial.key());
    refused("cannot be read", VERSION);
  }

  @Test
  void refusesToPublishUnderThePlaceholderOfTheProjectsAddress() throws Exception {
    assumeTrue(
        Files.readString(trial.tree().resolve("pom.xml")).contains(".example</publish.home>"));
    refused("publish.home", VERSION);
  }

  @Test
  void namesAllToolsThatAreMissing() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String tool : List.of("bash", "readlink", "dirname", "git")) {
      Files.createSymbolicLink(
          bin.resolve(tool), Path.of(Ran.of("sh", "-c", "command -v " + tool).good()));
    }
    Ran ran = trial.run("PATH=" + bin, "packaging/release/release", VERSION);
    assertEquals(1, ran.exitCode(), ran.output());
    assertTrue(ran.output().contains("maven jq dpkg minisign"), ran.output());
  }

  @Test
  void makesEverythingUpToTheTagAndGoesOnAfterAFailure() throws Exception {
    // the first run fails at the signature, since the keys do not belong together
    Path other = folder.resolve("other.key");
    Ran.of("minisign", "-G", "-W", "-f", "-s", "" + folder.resolve("x"), "-p", "" + other).good();
    Path products = ReleaseTrial.products();
    Path state = trial.tree().resolve("target/release-" + VERSION);
    Ran.of("mkdir", "-p", "" + state).good();
    trial.run("packaging/release/set-version", VERSION, "2030-01-02").good();
    trial.change("CHANGELOG.md", "## Unreleased\n", "## Unreleased\n\n## " + VERSION + " (x)\n");
    trial.git("commit", "-qam", "Release " + VERSION).good();
    Ran.of("cp", "-r", "" + products, "" + state.resolve("products")).good();
    Files.writeString(state.resolve("built"), trial.git("rev-parse", "HEAD").good());
    String release = "packaging/release/release";
    String[] words = {release, VERSION, "--untested-trial", "--key", "" + trial.key()};
    List<String> failing = new java.util.ArrayList<>(List.of(words));
    failing.addAll(List.of("--public-key", "" + other));
    Ran failed = trial.run(failing.toArray(String[]::new));
    assertEquals(1, failed.exitCode(), failed.output());
    assertTrue(failed.output().contains("do not belong together"), failed.output());
    assertTrue(failed.output().contains("run the same command again"), failed.output());
    assertEquals("", trial.git("tag", "-l", "v" + VERSION).good());

    Ran again = trial.release(VERSION, "--untested-trial");
    assertEquals(0, again.exitCode(), again.output());
    assertTrue(again.output().contains("Version " + VERSION + ": done before"), again.output());
    assertTrue(again.output().contains("equal to the byte: done before"), again.output());
    assertTrue(
        trial.git("tag", "-l", "-n9", "v" + VERSION).good().contains("UNTESTED TRIAL"),
        "a trial is marked in its tag");
    Ran thrice = trial.release(VERSION, "--untested-trial");
    assertTrue(thrice.output().contains("Tag v" + VERSION + ": done before"), thrice.output());

    assertEquals(1, trial.run("packaging/release/next", "99.0.0").exitCode());
    trial.run("packaging/release/next", "99.2.0").good();
    assertEquals("Begin 99.2.0", trial.git("log", "-1", "--format=%s").good());
    assertTrue(trial.git("grep", "-c", "99.2.0-SNAPSHOT").good().lines().count() > 25);
  }

  @Test
  void setsTheVersionWhereverItIsNamed() throws Exception {
    trial.run("packaging/release/set-version", VERSION, "2030-01-02").good();
    Ran left = trial.git("grep", "-n", VERSION + "-SNAPSHOT", "--", ":!CHANGELOG.md");
    assertEquals("", left.output());
    String pom = Files.readString(trial.tree().resolve("pom.xml"));
    assertTrue(pom.contains("<project.build.outputTimestamp>2030-01-02T00:00:00Z<"));
    String grep = trial.git("grep", "-lF", ">" + VERSION + "<").good();
    for (String file : List.of("examples/starter/pom.xml", "docs/how-to/write-a-driver.md")) {
      assertTrue(grep.lines().anyMatch(file::equals), grep);
    }
  }

  @Test
  void signsChecksumsOfAllProducts() throws Exception {
    Path products = ReleaseTrial.products();
    Path key = products.resolve("../../../../public.key").normalize();
    Path sums = products.resolve("SHA256SUMS");
    String list = Files.readString(sums);
    Ran.of("env", "-C", "" + products, "sha256sum", "--quiet", "-c", "SHA256SUMS").good();
    Ran.of("minisign", "-V", "-p", "" + key, "-m", "" + sums).good();
    try (var files = Files.walk(products)) {
      List<String> unsummed =
          files
              .filter(Files::isRegularFile)
              .map(file -> products.relativize(file).toString())
              .filter(file -> !file.startsWith("SHA256SUMS"))
              .filter(file -> !list.contains("  " + file + "\n"))
              .toList();
      assertEquals(List.of(), unsummed);
    }
    Path changed = folder.resolve("SHA256SUMS");
    Files.writeString(changed, Files.readString(sums).replace("0", "1"));
    Files.copy(products.resolve("SHA256SUMS.minisig"), folder.resolve("SHA256SUMS.minisig"));
    assertFalse(
        Ran.of("minisign", "-V", "-p", "" + key, "-m", "" + changed).exitCode() == 0,
        "a changed list passes");
  }

  @Test
  void listsEveryJarOfTheArchiveInTheBillOfMaterialsWithItsChecksum() throws Exception {
    Path products = ReleaseTrial.products();
    String name = "metergate-" + VERSION;
    String inArchive =
        Ran.of(
                "sh",
                "-c",
                "mkdir '%1$s/a' && tar -C '%1$s/a' -xzf '%2$s/%3$s.tar.gz' --wildcards '*/lib/*' '*/drivers/*' && cd '%1$s/a/%3$s' && sha256sum lib/*.jar drivers/*.jar | cut -d ' ' -f 1"
                    .formatted(folder, products, name))
            .good();
    String inBill =
        Ran.of("jq", "-r", ".components[].hashes[0].content", products + "/" + name + ".cdx.json")
            .good();
    assertEquals(sorted(inArchive), sorted(inBill));
    String inside =
        Ran.of("jq", "-r", ".components[].components[]?.name", products + "/" + name + ".cdx.json")
            .good();
    assertTrue(inside.contains("libgpiod") && inside.contains("SQLite"), inside);
  }

  private static TreeSet<String> sorted(String lines) {
    return lines.lines().collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void givesAuthorsOfDriversTheirArtefacts() throws Exception {
    Path maven = ReleaseTrial.products().resolve("maven/org/metergate");
    for (String artefact : List.of("gateway-spi", "gateway-recording", "driver-kit")) {
      String file = artefact + "/" + VERSION + "/" + artefact + "-" + VERSION;
      for (String kind : List.of(".jar", "-sources.jar", ".pom")) {
        assertTrue(Files.size(maven.resolve(file + kind)) > 500, file + kind);
      }
    }
    try (var others = Files.list(maven)) {
      assertEquals(4, others.count(), "only these and their parent");
    }
  }
}
