// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit.tutorial;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.metergate.kit.DriverContract;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.time.VirtualTime;
import org.opentest4j.AssertionFailedError;

/** The files of one section of a page as a project on disk, compiled as its author compiles it. */
final class PageProject {
  /** What an author has on the class path; nothing else of the build is visible. */
  private static final List<Class<?>> LIBRARIES =
      List.of(
          DriverProvider.class,
          VirtualTime.class,
          DriverContract.class,
          Test.class,
          Testable.class,
          AssertionFailedError.class,
          API.class);

  private final TutorialPage page;
  private final Path folder;
  private final Map<Path, TutorialPage.File> sources = new LinkedHashMap<>();

  /**
   * Writes the files; resources are written to where the classes will be.
   *
   * @param page for messages.
   * @param files of the project.
   * @param folder an empty folder.
   */
  PageProject(TutorialPage page, List<TutorialPage.File> files, Path folder) throws IOException {
    this.page = page;
    this.folder = folder;
    Files.createDirectories(classes());
    for (TutorialPage.File file : files) {
      boolean java = file.path().endsWith(".java");
      String name = file.path().replaceFirst("src/(main|test)/(java|resources)/", "");
      Path path = (java ? folder.resolve("src") : classes()).resolve(name);
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.text());
      if (java) {
        sources.put(path, file);
      }
    }
  }

  private Path classes() {
    return folder.resolve("classes");
  }

  /**
   * Compiles the sources for Java 17.
   *
   * @return the compiler's messages, each with its place on the page; empty if it has none.
   */
  List<String> compile() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
      List<String> options =
          List.of("-d", classes().toString(), "-cp", classPath(), "--release", "17", "-proc:none");
      compiler
          .getTask(
              null,
              files,
              found,
              options,
              null,
              files.getJavaFileObjectsFromPaths(sources.keySet()))
          .call();
    }
    return found.getDiagnostics().stream().map(this::message).toList();
  }

  private static String classPath() {
    return LIBRARIES.stream()
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().toString())
        .map(location -> Path.of(URI.create(location)).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private String message(Diagnostic<? extends JavaFileObject> found) {
    String text = found.getMessage(null);
    if (found.getSource() == null) {
      return text;
    }
    TutorialPage.File file = sources.get(Path.of(found.getSource().toUri()));
    return page.at(file.line() + found.getLineNumber()) + text + " (" + file.path() + ")";
  }

  /**
   * Runs all tests of the compiled project.
   *
   * @return the names and reasons of the tests that failed; empty if all passed.
   * @throws AssertionError if there is no test.
   */
  List<String> test() throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    SummaryGeneratingListener results = new SummaryGeneratingListener();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes().toUri().toURL()}, PageProject.class.getClassLoader())) {
      thread.setContextClassLoader(loader);
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(DiscoverySelectors.selectClasspathRoots(Set.of(classes())))
                  .build(),
              results);
    } finally {
      thread.setContextClassLoader(usual);
    }
    TestExecutionSummary summary = results.getSummary();
    if (summary.getTestsStartedCount() == 0) {
      throw new AssertionError("the section has no test");
    }
    return summary.getFailures().stream().map(PageProject::failure).toList();
  }

  private static String failure(TestExecutionSummary.Failure failure) {
    StringWriter trace = new StringWriter();
    failure.getException().printStackTrace(new PrintWriter(trace));
    TestIdentifier test = failure.getTestIdentifier();
    String holder =
        test.getSource()
            .filter(MethodSource.class::isInstance)
            .map(source -> ((MethodSource) source).getJavaClass().getSimpleName() + ".")
            .orElse("");
    return holder + test.getDisplayName() + ": " + trace;
  }
}
