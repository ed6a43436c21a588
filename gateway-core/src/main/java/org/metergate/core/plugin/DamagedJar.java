// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

/**
 * Whether an error of Java has its cause in the jar of a driver: a class in it is missing, damaged
 * or made for another program. Other errors are mistakes of the driver's author.
 */
public final class DamagedJar {
  /** What Java says of a class that could not be initialised when it was first used. */
  private static final String FIRST_ERROR = "Exception java.lang.";

  private DamagedJar() {}

  /**
   * Returns whether a damaged or unfitting jar explains an error.
   *
   * @param error thrown by a driver.
   * @return false also for a library of the operating system that is not there.
   */
  public static boolean explains(Throwable error) {
    if (error instanceof ExceptionInInitializerError) {
      return error.getCause() != null ? explains(error.getCause()) : wasLinkage(error.getMessage());
    }
    if (error instanceof NoClassDefFoundError
        && error.getCause() instanceof ExceptionInInitializerError first) {
      return explains(first);
    }
    return error instanceof LinkageError && !(error instanceof UnsatisfiedLinkError);
  }

  /** Of the first error Java keeps no more than its name, in front of its own text. */
  private static boolean wasLinkage(String message) {
    if (message == null || !message.startsWith(FIRST_ERROR)) {
      return false;
    }
    String name = message.substring(FIRST_ERROR.length()).split("[^A-Za-z]", 2)[0];
    return switch (name) {
      case "NoClassDefFoundError",
          "ClassFormatError",
          "UnsupportedClassVersionError",
          "VerifyError",
          "BootstrapMethodError",
          "IncompatibleClassChangeError",
          "AbstractMethodError",
          "IllegalAccessError",
          "InstantiationError",
          "NoSuchFieldError",
          "NoSuchMethodError" ->
          true;
      default -> false;
    };
  }
}
