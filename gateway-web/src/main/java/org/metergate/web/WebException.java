// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

/** The page cannot be shown; the message is a sentence for people, with what to do next. */
public final class WebException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param sentence the reason and what to do, for people.
   */
  public WebException(String sentence) {
    super(sentence);
  }

  WebException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
