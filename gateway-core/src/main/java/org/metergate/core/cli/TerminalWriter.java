// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metergate.config.Redaction;
import org.metergate.config.Shown;

/**
 * What a command prints, which may be on a terminal: texts of meters, servers and files control
 * none. In a line of JSON the escapes are those of JSON. Any thread, as far as a {@code
 * PrintWriter} around it is used.
 */
final class TerminalWriter extends Writer {
  private final PrintWriter to;
  private final UnaryOperator<String> shown;
  private final StringBuilder line = new StringBuilder();

  private TerminalWriter(PrintWriter to, UnaryOperator<String> shown) {
    this.to = to;
    this.shown = shown;
  }

  /** Returns the standard output of a command. */
  static PrintWriter output(PrintWriter to) {
    return new PrintWriter(new TerminalWriter(to, TerminalWriter::printable), true);
  }

  /**
   * Returns the standard error of a command: sentences, in which also nothing of what may be a
   * secret among its arguments is repeated.
   */
  static PrintWriter sentences(PrintWriter to, List<String> arguments) {
    Redaction redaction = new Redaction();
    arguments.forEach(redaction::learnFrom);
    return new PrintWriter(new TerminalWriter(to, text -> printable(redaction.hide(text))), true);
  }

  private static String printable(String text) {
    return text.indexOf('\t') < 0
        ? Shown.printable(text)
        : Stream.of(text.split("\t", -1)).map(Shown::printable).collect(Collectors.joining("\t"));
  }

  @Override
  public void write(char[] text, int from, int count) {
    int begin = from;
    for (int i = from; i < from + count; i++) {
      if (text[i] == '\n') {
        line.append(text, begin, i - begin);
        endLine();
        to.write('\n');
        begin = i + 1;
      }
    }
    line.append(text, begin, from + count - begin);
  }

  private void endLine() {
    boolean crLf = !line.isEmpty() && line.charAt(line.length() - 1) == '\r';
    to.write(shown.apply(line.substring(0, line.length() - (crLf ? 1 : 0))));
    if (crLf) {
      to.write('\r');
    }
    line.setLength(0);
  }

  @Override
  public void flush() throws IOException {
    if (!line.isEmpty()) {
      endLine();
    }
    if (to.checkError()) { // which also flushes
      throw new IOException("the output is closed");
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
