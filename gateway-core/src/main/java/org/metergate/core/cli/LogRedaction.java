// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.metergate.config.Redaction;

/**
 * Hides keys and passwords in every line of the log, also in those of libraries and in the messages
 * of exceptions. Any thread.
 */
final class LogRedaction implements Filter {
  private static final SimpleFormatter FORMATTER = new SimpleFormatter();

  private final Redaction redaction;

  private LogRedaction(Redaction redaction) {
    this.redaction = redaction;
  }

  /** Begins to hide the secrets of a configuration; those that it learns later as well. */
  static void install(Redaction redaction) {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.setFilter(new LogRedaction(redaction));
    }
  }

  @Override
  public boolean isLoggable(LogRecord line) {
    String message = FORMATTER.formatMessage(line);
    String shown = redaction.hide(message);
    if (!shown.equals(message)) {
      line.setResourceBundle(null);
      line.setParameters(null);
      line.setMessage(shown);
    }
    if (line.getThrown() != null) {
      line.setThrown(Redacted.of(line.getThrown(), redaction, 0));
    }
    return true;
  }

  /** An exception with the stack traces of another one, whose messages hide secrets. */
  private static final class Redacted extends Throwable {
    private static final long serialVersionUID = 1L;
    private static final int MOST_CAUSES = 10;

    private Redacted(String text, Throwable cause, StackTraceElement[] trace) {
      super(text, cause, false, true);
      setStackTrace(trace);
    }

    static Throwable of(Throwable original, Redaction redaction, int depth) {
      Throwable cause = original.getCause();
      return new Redacted(
          redaction.hide(original.toString()),
          cause == null || depth == MOST_CAUSES ? null : of(cause, redaction, depth + 1),
          original.getStackTrace());
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }
}
