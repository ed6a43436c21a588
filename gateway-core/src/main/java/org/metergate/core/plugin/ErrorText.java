// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes for people what a class loader or a constructor threw. */
final class ErrorText {
  /** The text of the platform: {@code (class file version 69.0)}. */
  private static final Pattern CLASS_FILE = Pattern.compile("class file version (\\d+)");

  /** Class files of Java 17 have version 61, of Java 18 version 62, and so on. */
  private static final int CLASS_FILE_OF_JAVA_0 = 44;

  private static final int MAX_LENGTH = 300;

  private ErrorText() {}

  /** Returns a text that ends without a full stop. */
  static String of(Throwable error) {
    String message = String.valueOf(error.getMessage());
    String text;
    if (error instanceof UnsupportedClassVersionError) {
      text = "it was compiled for " + java(message) + ", and this is Java " + feature();
    } else if (error instanceof ClassNotFoundException || error instanceof NoClassDefFoundError) {
      text = "the class " + message + " is missing";
    } else if (error instanceof AccessDeniedException) {
      text = "the user of this program has no permission for " + message;
    } else if (error instanceof NoSuchFileException) {
      text = "there is no " + message;
    } else if (error instanceof ServiceConfigurationError) {
      text = message;
    } else {
      text = error.toString();
    }
    String line = text.replaceAll("\\s+", " ").strip().replaceAll("\\.+$", "");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
  }

  private static String java(String message) {
    Matcher version = CLASS_FILE.matcher(message);
    return version.find()
        ? "Java " + (Integer.parseInt(version.group(1)) - CLASS_FILE_OF_JAVA_0)
        : "a newer Java";
  }

  private static int feature() {
    return Runtime.version().feature();
  }
}
