// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.access;

/** A proxy's headers contradict each other or themselves; the message is a sentence. */
public final class BadForwardingException extends Exception {
  private static final long serialVersionUID = 1L;

  BadForwardingException(String sentence) {
    super(sentence);
  }
}
